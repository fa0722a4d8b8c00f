// The closed table of checks of an org: why each one matters, and where in Setup it can be changed.

interface Check {
  /** All texts are English with {details} in braces; the user interfaces translate them by this text. */
  readonly title: string;
  readonly why: string;
  readonly where: string;
  /** The page of Setup, below `/lightning/setup/`; missing where Setup does not help. */
  readonly page?: string;
  /** What was found, where the result is more than yes or no. */
  readonly found?: string;
  /** Kinetic needs what is required for all tasks, and what is optional for some. */
  readonly need: 'required' | 'optional';
  /** Salesforce's name of a limit, or of a permission. */
  readonly limit?: string;
  readonly permission?: string;
}

const left = '{remaining} of {max} left';

const entries = {
  login: {
    title: 'Login',
    why: 'Every request needs a session.',
    where: 'Sign in again. Setup › Login History shows why Salesforce rejected the login.',
    page: 'OrgLoginHistory/home',
    need: 'required',
  },
  apiEnabled: {
    title: 'API Enabled',
    why: 'Kinetic uses the API for everything.',
    where:
      'Setup › Permission Sets › a permission set of the user › System Permissions › “API Enabled”. Some editions need an add-on for API access.',
    page: 'PermSets/home',
    need: 'required',
  },
  apiVersion: {
    title: 'API version',
    why: 'Salesforce retires old versions and rejects requests that use them.',
    where: 'Sign in to the org again to use the newest version that the org and Kinetic both support.',
    found: 'uses {used}, the org offers up to {newest}',
    need: 'required',
  },
  bulkApi: {
    title: 'Bulk API 2.0',
    why: 'Large loads and exports use it.',
    where: 'It is part of “API Enabled”: Setup › Permission Sets › a permission set of the user › System Permissions.',
    page: 'PermSets/home',
    need: 'required',
  },
  hardDelete: {
    title: 'Bulk API Hard Delete',
    why: 'Only needed to delete records without the Recycle Bin.',
    where: 'Setup › Permission Sets › a permission set of the user › System Permissions › “Bulk API Hard Delete”.',
    page: 'PermSets/home',
    need: 'optional',
    permission: 'PermissionsBulkApiHardDelete',
  },
  viewAllData: {
    title: 'View All Data',
    why: 'Without it, exports and queries only find records that are shared with the user.',
    where: 'Setup › Permission Sets › a permission set of the user › System Permissions › “View All Data”.',
    page: 'PermSets/home',
    need: 'optional',
    permission: 'PermissionsViewAllData',
  },
  modifyAllData: {
    title: 'Modify All Data',
    why: 'Without it, loads can only change records that the user may edit.',
    where: 'Setup › Permission Sets › a permission set of the user › System Permissions › “Modify All Data”.',
    page: 'PermSets/home',
    need: 'optional',
    permission: 'PermissionsModifyAllData',
  },
  apiRequests: {
    title: 'API requests',
    why: 'Each request counts. When none are left, Salesforce rejects requests until the oldest of the last 24 hours no longer count.',
    where: 'Setup › Company Information › API Requests, Last 24 Hours.',
    page: 'CompanyProfileInfo/home',
    found: left,
    need: 'required',
    limit: 'DailyApiRequests',
  },
  bulkBatches: {
    title: 'Bulk API batches',
    why: 'Every 10,000 rows of a load count as one batch.',
    where: 'Setup › Bulk Data Load Jobs shows the jobs of the org.',
    page: 'AsyncApiJobStatus/home',
    found: left,
    need: 'required',
    limit: 'DailyBulkApiBatches',
  },
  bulkQueryJobs: {
    title: 'Bulk query jobs',
    why: 'Each export over the Bulk API counts as one job.',
    where: 'Setup › Bulk Data Load Jobs shows the jobs of the org.',
    page: 'AsyncApiJobStatus/home',
    found: left,
    need: 'required',
    limit: 'DailyBulkV2QueryJobs',
  },
  dataStorage: {
    title: 'Data storage',
    why: 'A record usually takes 2 kB. When the storage is full, Salesforce rejects new records.',
    where: 'Setup › Storage Usage.',
    page: 'CompanyResourceDisk/home',
    found: '{remaining} MB of {max} MB left',
    need: 'required',
    limit: 'DataStorageMB',
  },
  streamingEvents: {
    title: 'Streaming events',
    why: 'Each event that is delivered to a subscriber counts.',
    where: 'Setup › Company Information › Streaming API Events, Last 24 Hours.',
    page: 'CompanyProfileInfo/home',
    found: left,
    need: 'optional',
    limit: 'DailyStreamingApiEvents',
  },
} as const satisfies Record<string, Check>;

export type CheckId = keyof typeof entries;

/** In the order in which they are shown. */
export const checks: Readonly<Record<CheckId, Check>> = entries;

export const checkIds = Object.keys(entries) as readonly CheckId[];

/** The URL of a page of Setup; the browser has to be signed in to the org. */
export const setupAddress = (instanceUrl: string, page: string): string => `${instanceUrl}/lightning/setup/${page}`;
