// The closed table of what an org is tested for: what each thing is good for, and where in Setup it is given.

interface Check {
  /** All texts are English with {details} in braces; faces translate them by this text. */
  readonly title: string;
  readonly why: string;
  readonly where: string;
  /** Page of Setup, below `/lightning/setup/`; missing where Setup does not help. */
  readonly page?: string;
  /** What was found, where there is more to say than yes or no. */
  readonly found?: string;
  /** Without a `must` nothing works, or soon nothing will; a `may` opens one more door. */
  readonly need: 'must' | 'may';
  /** Salesforce's name of an allowance, or of a permission. */
  readonly limit?: string;
  readonly permission?: string;
}

const left = '{remaining} of {max} left';

const rows = {
  login: {
    title: 'Login',
    why: 'Every request needs a session.',
    where: 'Sign in again; Setup › Login History says why Salesforce refused.',
    page: 'OrgLoginHistory/home',
    need: 'must',
  },
  apiEnabled: {
    title: 'API Enabled',
    why: 'Everything Kinetic does goes through the API.',
    where:
      'Setup › Permission Sets › one of the user’s › System Permissions › “API Enabled”. Editions without API access sell it as an add-on.',
    page: 'PermSets/home',
    need: 'must',
  },
  apiVersion: {
    title: 'API version',
    why: 'Salesforce retires old versions; requests in a version that is gone are refused.',
    where: 'Sign in to the org again: the newest version that the org and Kinetic both speak is chosen.',
    found: 'uses {used}, the org offers up to {newest}',
    need: 'must',
  },
  bulkApi: {
    title: 'Bulk API 2.0',
    why: 'Loads and large exports run on it.',
    where: 'It comes with “API Enabled”: Setup › Permission Sets › one of the user’s › System Permissions.',
    page: 'PermSets/home',
    need: 'must',
  },
  hardDelete: {
    title: 'Bulk API Hard Delete',
    why: 'Only for deleting past the recycle bin.',
    where: 'Setup › Permission Sets › one of the user’s › System Permissions › “Bulk API Hard Delete”.',
    page: 'PermSets/home',
    need: 'may',
    permission: 'PermissionsBulkApiHardDelete',
  },
  viewAllData: {
    title: 'View All Data',
    why: 'Without it, exports and queries find only the records that are shared with the user.',
    where: 'Setup › Permission Sets › one of the user’s › System Permissions › “View All Data”.',
    page: 'PermSets/home',
    need: 'may',
    permission: 'PermissionsViewAllData',
  },
  modifyAllData: {
    title: 'Modify All Data',
    why: 'Without it, loads change only the records that the user may edit.',
    where: 'Setup › Permission Sets › one of the user’s › System Permissions › “Modify All Data”.',
    page: 'PermSets/home',
    need: 'may',
    permission: 'PermissionsModifyAllData',
  },
  apiRequests: {
    title: 'API requests',
    why: 'Each request takes one. At zero, nothing answers until those of 24 hours ago no longer count.',
    where: 'Setup › Company Information › API Requests, Last 24 Hours.',
    page: 'CompanyProfileInfo/home',
    found: left,
    need: 'must',
    limit: 'DailyApiRequests',
  },
  bulkBatches: {
    title: 'Bulk API batches',
    why: 'Each 10,000 rows of a load take one.',
    where: 'Setup › Bulk Data Load Jobs shows what uses them.',
    page: 'AsyncApiJobStatus/home',
    found: left,
    need: 'must',
    limit: 'DailyBulkApiBatches',
  },
  bulkQueryJobs: {
    title: 'Bulk query jobs',
    why: 'Each export takes one.',
    where: 'Setup › Bulk Data Load Jobs shows what uses them.',
    page: 'AsyncApiJobStatus/home',
    found: left,
    need: 'must',
    limit: 'DailyBulkV2QueryJobs',
  },
  dataStorage: {
    title: 'Data storage',
    why: 'A record takes about 2 kB. When the storage is full, Salesforce refuses new records.',
    where: 'Setup › Storage Usage.',
    page: 'CompanyResourceDisk/home',
    found: '{remaining} MB of {max} MB left',
    need: 'must',
    limit: 'DataStorageMB',
  },
  streamingEvents: {
    title: 'Streaming events',
    why: 'Each event that is delivered to a subscriber takes one.',
    where: 'Setup › Company Information › Streaming API Events, Last 24 Hours.',
    page: 'CompanyProfileInfo/home',
    found: left,
    need: 'may',
    limit: 'DailyStreamingApiEvents',
  },
} as const satisfies Record<string, Check>;

export type CheckId = keyof typeof rows;

/** In the order in which they are shown. */
export const checks: Readonly<Record<CheckId, Check>> = rows;

export const checkIds = Object.keys(rows) as readonly CheckId[];

/** The address that opens a page of Setup, for whoever is signed in to the org in the browser. */
export const setupAddress = (instanceUrl: string, page: string): string => `${instanceUrl}/lightning/setup/${page}`;
