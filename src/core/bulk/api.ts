// The endpoints of Bulk API 2.0 ingest, one function for each call; the order of calls is not decided here.
import type { OrgClient } from '../http/client';
import { toId18 } from '../kernel/ids';
import { createLinkCheck } from '../kernel/linkCheck';
import type { Task } from '../kernel/task';
import type { RemoteList } from '../results/layout';
import type { HttpRequest, StreamBody } from '../ports';
import {
  decodeJob,
  decodeJobList,
  decodeJobOf,
  encodeCreate,
  isUntouched,
  type BulkJob,
  type CreateIngest,
  type ListedJob,
} from './wire';

const resultNames: Readonly<Record<RemoteList, string>> = {
  succeeded: 'successfulResults',
  failed: 'failedResults',
  unprocessed: 'unprocessedrecords',
};

export interface BulkApi {
  readonly create: (spec: CreateIngest, task: Task) => Promise<BulkJob>;
  /** One PUT for each job: Salesforce rejects a second one. */
  readonly upload: (remoteId: string, body: StreamBody, task: Task) => Promise<void>;
  /** Tells Salesforce that the data is complete. */
  readonly close: (remoteId: string, task: Task) => Promise<void>;
  readonly abort: (remoteId: string, task: Task) => Promise<void>;
  readonly read: (remoteId: string, task: Task) => Promise<BulkJob>;
  /** True for an open job without rows that has these settings, as far as Salesforce tells. */
  readonly isUntouched: (remoteId: string, created: CreateIngest, task: Task) => Promise<boolean>;
  /** All ingest jobs that Salesforce still lists, page after page; in no particular order. */
  readonly list: (task: Task) => AsyncIterable<ListedJob>;
  readonly results: (remoteId: string, list: RemoteList, task: Task) => Promise<AsyncIterable<Uint8Array>>;
}

const root = '/services/data/v{v}/jobs/ingest';
/** Salesforce may need long for 100 MB before it answers the PUT, and sends nothing until then. */
const uploadIdleMs = 10 * 60_000;
const resultsIdleMs = 5 * 60_000;

export function createBulkApi(client: OrgClient): BulkApi {
  const setState = async (remoteId: string, state: 'UploadComplete' | 'Aborted', task: Task): Promise<void> => {
    await client.json(
      { method: 'PATCH', path: `${root}/${remoteId}`, json: { state }, repeat: 'never' },
      decodeJobOf(remoteId),
      task,
    );
  };
  return {
    create: (spec, task) =>
      client.json({ method: 'POST', path: root, json: encodeCreate(spec), repeat: 'never' }, decodeJob, task),
    upload: (remoteId, body, task) => upload(client, `${root}/${remoteId}/batches`, body, task),
    close: (remoteId, task) => setState(remoteId, 'UploadComplete', task),
    abort: (remoteId, task) => setState(remoteId, 'Aborted', task),
    read: (remoteId, task) => client.json(get(`${root}/${remoteId}`), decodeJobOf(remoteId), task),
    isUntouched: (remoteId, created, task) =>
      client.json(
        get(`${root}/${remoteId}`),
        (value) => isUntouched(value, remoteId, created, client.apiVersion),
        task,
      ),
    list: (task) => list(client, task),
    results: async (remoteId, rows, task) => {
      const response = await client.send(
        { ...get(`${root}/${remoteId}/${resultNames[rows]}/`), expects: 'csv', idleTimeoutMs: resultsIdleMs },
        task,
      );
      return response.body;
    },
  };
}

const get = (path: string): { method: HttpRequest['method']; path: string; repeat: 'safe' } => ({
  method: 'GET',
  path,
  repeat: 'safe',
});

/**
 * Only status 201 says that Salesforce has the data, as its documentation does. If a proxy answered 200 by itself, the
 * job would be empty and all its rows unknown. Without the 201 nothing is lost: the job is aborted, and the part is
 * uploaded in another one.
 */
async function upload(client: OrgClient, path: string, body: StreamBody, task: Task): Promise<void> {
  const headers = { 'Content-Type': 'text/csv; charset=UTF-8' };
  const response = await client.send(
    { method: 'PUT', path, headers, body, repeat: 'never', expects: 201, idleTimeoutMs: uploadIdleMs },
    task,
  );
  response.discard();
}

async function* list(client: OrgClient, task: Task): AsyncGenerator<ListedJob> {
  let path: string | undefined = `${root}?jobType=V2Ingest`;
  const takeLink = createLinkCheck('GET /jobs/ingest');
  const listed = new Set<string>();
  while (path !== undefined) {
    takeLink(path.replace('{v}', client.apiVersion));
    const page: ReturnType<typeof decodeJobList> = await client.json(get(path), decodeJobList, task);
    // Jobs that are created meanwhile may move others to a later page.
    for (const job of page.jobs) {
      const id = toId18(job.remoteId);
      if (!listed.has(id)) yield job;
      listed.add(id);
    }
    path = page.next;
  }
}
