// The endpoints of Bulk API 2.0 query, one function for each call; the order of calls is not decided here.
import { SalesforceError } from '../errors/salesforceError';
import type { OrgClient } from '../http/client';
import type { Task } from '../kernel/task';
import {
  decodeJob,
  decodeJobOf,
  decodePageList,
  encodeQuery,
  type BulkJob,
  type CreateQuery,
  type PageList,
} from './wire';

export interface ResultPage {
  readonly body: AsyncIterable<Uint8Array>;
  /** Records of this page; undefined when the header that says so is missing. */
  readonly records: number | undefined;
  /** Of the page after this one; null after the last, undefined when the header that says so is missing. */
  readonly nextLocator: string | null | undefined;
}

export interface QueryApi {
  /** Available since version 58. */
  readonly hasPageLists: boolean;
  readonly create: (spec: CreateQuery, task: Task) => Promise<BulkJob>;
  readonly read: (remoteId: string, task: Task) => Promise<BulkJob>;
  readonly abort: (remoteId: string, task: Task) => Promise<void>;
  /** The paths of up to five pages, which may be fetched at the same time. */
  readonly pageList: (remoteId: string, locator: string | undefined, task: Task) => Promise<PageList>;
  /** A page by its path from a list. */
  readonly listedPage: (path: string, task: Task) => Promise<ResultPage>;
  /** A page by the locator that the page before it gave; without one, the first page. */
  readonly page: (remoteId: string, locator: string | undefined, task: Task) => Promise<ResultPage>;
}

/** Salesforce may need long to begin a page, but at most 20 minutes to send it. */
const pageIdleMs = 5 * 60_000;
const firstVersionWithLists = 58;

/** Results can only be fetched with the API version that created the job. */
export function createQueryApi(client: OrgClient, apiVersion: string): QueryApi {
  const version = `/services/data/v${apiVersion}`;
  const root = `${version}/jobs/query`;
  const open = async (path: string, locator: string | undefined, task: Task): Promise<ResultPage> => {
    const response = await client.send(
      { method: 'GET', path, query: { locator }, repeat: 'safe', expects: 'csv', idleTimeoutMs: pageIdleMs },
      task,
    );
    const locatorNow = response.header('sforce-locator');
    return {
      body: response.body,
      records: toCount(response.header('sforce-numberofrecords')),
      // The last page says `null`. A missing header does not mean the end: proxies remove headers that they do not
      // know.
      nextLocator: locatorNow === 'null' ? null : locatorNow,
    };
  };
  return {
    hasPageLists: Number(apiVersion) >= firstVersionWithLists,
    // A query job that is created twice changes nothing in the org.
    create: (spec, task) =>
      client.json({ method: 'POST', path: root, json: encodeQuery(spec), repeat: 'safe' }, decodeJob, task),
    read: (remoteId, task) =>
      client.json({ method: 'GET', path: `${root}/${remoteId}`, repeat: 'safe' }, decodeJobOf(remoteId), task),
    abort: async (remoteId, task) => {
      const json = { state: 'Aborted' };
      const request = { method: 'PATCH', path: `${root}/${remoteId}`, json, repeat: 'never' } as const;
      await client.json(request, decodeJobOf(remoteId), task);
    },
    pageList: (remoteId, locator, task) =>
      client.json(
        { method: 'GET', path: `${root}/${remoteId}/resultPages`, query: { locator }, repeat: 'safe' },
        decodePageList,
        task,
      ),
    listedPage: (path, task) => open(path.startsWith('/services/') ? path : `${version}${path}`, undefined, task),
    page: (remoteId, locator, task) => open(`${root}/${remoteId}/results`, locator, task),
  };
}

const toCount = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;

/** The locator of the next page is missing. */
export const locatorLost = (): SalesforceError =>
  new SalesforceError('network.missingHeader', { header: 'Sforce-Locator' });
