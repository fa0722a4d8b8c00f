// The orgs that the Salesforce CLI keeps on this machine, read with Salesforce's own library.
import { AuthInfo, Connection, StateAggregator } from '@salesforce/core';
import type { DxAnswer } from '../shared/dx';

export async function listOrgs(): Promise<DxAnswer<'listOrgs'>> {
  forgetFiles();
  const known = await AuthInfo.listAllAuthorizations();
  return known.map(({ username, orgId, instanceUrl, aliases, configs, isExpired, error }) => ({
    username,
    orgId,
    instanceUrl: withoutSlash(instanceUrl),
    aliases: aliases ?? [],
    isDefault: configs?.includes('target-org') ?? false,
    isExpired: isExpired === true || error !== undefined,
  }));
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
