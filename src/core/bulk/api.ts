// The endpoints of Bulk API 2.0 ingest, one function for each call; the order of calls is not decided here.
import type { OrgClient } from '../http/client';
import type { Task } from '../kernel/task';
import type { RowList } from '../results/layout';
import type { HttpRequest, StreamBody } from '../ports';
import { decodeJob, decodeJobList, encodeCreate, type BulkJob, type CreateIngest, type ListedJob } from './wire';

const resultNames: Readonly<Record<RowList, string>> = {
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
  /** All ingest jobs that Salesforce still lists, page after page; in no particular order. */
  readonly list: (task: Task) => AsyncIterable<ListedJob>;
  readonly results: (remoteId: string, list: RowList, task: Task) => Promise<AsyncIterable<Uint8Array>>;
}

const root = '/services/data/v{v}/jobs/ingest';
/** Salesforce may need long for 100 MB before it answers the PUT; until then it is silent. */
const uploadIdleMs = 10 * 60_000;
const resultsIdleMs = 5 * 60_000;

export function createBulkApi(client: OrgClient): BulkApi {
  const setState = async (remoteId: string, state: 'UploadComplete' | 'Aborted', task: Task): Promise<void> => {
    await client.json(
      { method: 'PATCH', path: `${root}/${remoteId}`, json: { state }, repeat: 'never' },
      () => undefined,
      task,
    );
  };
  return {
    create: (spec, task) =>
      client.json({ method: 'POST', path: root, json: encodeCreate(spec), repeat: 'never' }, decodeJob, task),
    upload: (remoteId, body, task) => upload(client, `${root}/${remoteId}/batches`, body, task),
    close: (remoteId, task) => setState(remoteId, 'UploadComplete', task),
    abort: (remoteId, task) => setState(remoteId, 'Aborted', task),
    read: (remoteId, task) => client.json(get(`${root}/${remoteId}`), decodeJob, task),
    list: (task) => list(client, task),
    results: async (remoteId, rows, task) => {
      const response = await client.send(
        { ...get(`${root}/${remoteId}/${resultNames[rows]}/`), idleTimeoutMs: resultsIdleMs },
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

async function upload(client: OrgClient, path: string, body: StreamBody, task: Task): Promise<void> {
  const headers = { 'Content-Type': 'text/csv; charset=UTF-8' };
  const response = await client.send(
    { method: 'PUT', path, headers, body, repeat: 'never', idleTimeoutMs: uploadIdleMs },
    task,
  );
  response.discard();
}

async function* list(client: OrgClient, task: Task): AsyncGenerator<ListedJob> {
  let path: string | undefined = `${root}?jobType=V2Ingest`;
  while (path !== undefined) {
    const page: ReturnType<typeof decodeJobList> = await client.json(get(path), decodeJobList, task);
    yield* page.jobs;
    path = page.next;
  }
}
