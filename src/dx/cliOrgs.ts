// Lists the orgs of the Salesforce CLI on this machine with Salesforce's own library.
import { readdir } from 'node:fs/promises';
import { AuthInfo, Connection, Global, StateAggregator } from '@salesforce/core';
import type { DxAnswer } from '../shared/dx';

export async function listOrgs(): Promise<DxAnswer<'listOrgs'>> {
  clearCache();
  const logins = await readLogins();
  return logins.map(({ username, orgId, instanceUrl, aliases, configs, isExpired, error }) => ({
    username,
    orgId: textOf(orgId),
    instanceUrl: withoutSlash(instanceUrl),
    aliases: aliases ?? [],
    isDefault: configs?.includes('target-org') ?? false,
    isExpired: isExpired === true || error !== undefined || textOf(orgId) === '',
  }));
}

/** In a damaged login, fields that the library's types require can be missing. */
const textOf = (value: string | undefined): string => value ?? '';

/** The library skips or fails on logins that it cannot read. They must not look like an empty list. */
async function readLogins(): Promise<Awaited<ReturnType<typeof AuthInfo.listAllAuthorizations>>> {
  const folder = Global.SFDX_DIR;
  const logins = await AuthInfo.listAllAuthorizations().catch((error: unknown) => {
    throw new Error(`a file in ${folder} is damaged (${error instanceof Error ? error.message : String(error)})`);
  });
  if (logins.length > 0) return logins;
  const files = await readdir(folder).catch(() => []);
  if (!files.some((name) => /^[^.][^@]*@.+\.json$/.test(name))) return [];
  throw new Error(
    `none of the logins in ${folder} can be read; its key.json may be damaged or readable by other users`,
  );
}

/** Checks the session. The library refreshes an expired one and stores it, as the CLI does. */
export async function session(username: string): Promise<DxAnswer<'session'>> {
  clearCache();
  const connection = await Connection.create({ authInfo: await AuthInfo.create({ username }) });
  await connection.refreshAuth();
  return { accessToken: connection.accessToken ?? '', instanceUrl: withoutSlash(connection.instanceUrl) };
}

/** The CLI stores URLs with and without a trailing slash. */
const withoutSlash = (url = ''): string => url.replace(/\/+$/, '');

/** The CLI may have changed its files since the last request. */
const clearCache = (): void => StateAggregator.clearInstance();
