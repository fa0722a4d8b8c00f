// The orgs that the Salesforce CLI keeps on this machine, read with Salesforce's own library.
import { readdir } from 'node:fs/promises';
import { AuthInfo, Connection, Global, StateAggregator } from '@salesforce/core';
import type { DxAnswer } from '../shared/dx';

export async function listOrgs(): Promise<DxAnswer<'listOrgs'>> {
  forgetFiles();
  const known = await readLogins();
  return known.map(({ username, orgId, instanceUrl, aliases, configs, isExpired, error }) => ({
    username,
    orgId: textOf(orgId),
    instanceUrl: withoutSlash(instanceUrl),
    aliases: aliases ?? [],
    isDefault: configs?.includes('target-org') ?? false,
    isExpired: isExpired === true || error !== undefined || textOf(orgId) === '',
  }));
}

/** A damaged login lacks what the library's types promise. */
const textOf = (value: string | undefined): string => value ?? '';

/** The library leaves out what it cannot read; when that is everything, or breaks it, nobody must take it for nothing. */
async function readLogins(): Promise<Awaited<ReturnType<typeof AuthInfo.listAllAuthorizations>>> {
  const folder = Global.SFDX_DIR;
  const known = await AuthInfo.listAllAuthorizations().catch((error: unknown) => {
    throw new Error(`a file in ${folder} is damaged (${error instanceof Error ? error.message : String(error)})`);
  });
  if (known.length > 0) return known;
  const files = await readdir(folder).catch(() => []);
  if (!files.some((name) => /^[^.][^@]*@.+\.json$/.test(name))) return [];
  throw new Error(`none of the logins in ${folder} can be read; its key.json may be damaged, or readable for others`);
}

/** Tries the session; the library renews one that has ended and writes it back, as the CLI itself would. */
export async function session(username: string): Promise<DxAnswer<'session'>> {
  forgetFiles();
  const connection = await Connection.create({ authInfo: await AuthInfo.create({ username }) });
  await connection.refreshAuth();
  return { accessToken: connection.accessToken ?? '', instanceUrl: withoutSlash(connection.instanceUrl) };
}

/** The CLI stores addresses with and without a slash at the end. */
const withoutSlash = (url = ''): string => url.replace(/\/+$/, '');

/** The CLI may have changed its files since the last question. */
const forgetFiles = (): void => StateAggregator.clearInstance();
