// All bulk jobs of an org, by any user and any tool: list, abort, delete, download results.
import { SalesforceError } from '../errors/salesforceError';
import type { OrgClient } from '../http/client';
import { remoteLists } from '../results/layout';
import { toId18 } from '../kernel/ids';
import { createLinkCheck } from '../kernel/linkCheck';
import type { Task } from '../kernel/task';
import { writeFile } from '../kernel/writeFile';
import type { Files } from '../ports';
import { createBulkApi } from './api';
import { createQueryApi, locatorLost } from './queryApi';
import { decodeRemoteJobs, type RemoteJob } from './remoteWire';
import { decodeJobOf } from './wire';

export type { RemoteJob };

/** A missing entry filters nothing. Texts are compared without regard to case. */
export interface RemoteFilter {
  readonly state?: string;
  readonly object?: string;
  /** Id or name. */
  readonly user?: string;
  /** Created at that time or later; milliseconds since 1970. */
  readonly since?: number;
}

/** Jobs of Bulk API 1.0 can only be listed: everything else throws `job.classic`. */
export interface RemoteJobs {
  /** Newest first. Salesforce keeps finished jobs for seven days. */
  readonly list: (filter: RemoteFilter, task: Task) => Promise<readonly RemoteJob[]>;
  /** Rows that are saved already stay saved. */
  readonly abort: (job: RemoteJob, task: Task) => Promise<void>;
  /** Deletes the job and its results; Salesforce rejects it for a job that is open or being processed. */
  readonly remove: (job: RemoteJob, task: Task) => Promise<void>;
  /**
   * Saves the job's results as CSV files in the folder, named after its id, as Salesforce sends them. Resolves with
   * their paths.
   */
  readonly download: (job: RemoteJob, folder: string, task: Task) => Promise<readonly string[]>;
}

interface RemoteDeps {
  readonly client: OrgClient;
  readonly files: Files;
  /** Names of users by their ids; users without one are shown by id. */
  readonly userNames: (ids: readonly string[], task: Task) => Promise<ReadonlyMap<string, string>>;
}

const root = '/services/data/v{v}/jobs';

export function createRemoteJobs(deps: RemoteDeps): RemoteJobs {
  const { client } = deps;
  const path = ({ api, remoteId }: RemoteJob): string => `${root}/${api}/${remoteId}`;
  return {
    list: async (filter, task) => {
      const found = new Map<string, RemoteJob>();
      for (const api of ['ingest', 'query'] as const)
        for await (const job of listAll(client, api, task)) {
          const id = toId18(job.remoteId);
          if (!found.has(id)) found.set(id, job);
        }
      const jobs = await withNames([...found.values()], deps, task);
      return jobs.filter((job) => passes(job, filter)).sort((a, b) => b.createdAt - a.createdAt);
    },
    abort: async (job, task) => {
      refuseClassic(job);
      const json = { state: 'Aborted' };
      await client.json({ method: 'PATCH', path: path(job), json, repeat: 'never' }, decodeJobOf(job.remoteId), task);
    },
    remove: async (job, task) => {
      refuseClassic(job);
      const response = await client.send({ method: 'DELETE', path: path(job), repeat: 'never', expects: 204 }, task);
      response.discard();
    },
    download: async (job, folder, task) => {
      refuseClassic(job);
      return job.api === 'query' ? downloadQuery(job, folder, deps, task) : downloadIngest(job, folder, deps, task);
    },
  };
}

/** Calls of Bulk API 2.0 do not find such a job. */
function refuseClassic({ isClassic, remoteId }: RemoteJob): void {
  if (isClassic) throw new SalesforceError('job.classic', { remoteId });
}

async function* listAll(client: OrgClient, api: RemoteJob['api'], task: Task): AsyncGenerator<RemoteJob> {
  let path: string | undefined = `${root}/${api}`;
  const takeLink = createLinkCheck(`GET /jobs/${api}`);
  while (path !== undefined) {
    takeLink(path.replace('{v}', client.apiVersion));
    const page: ReturnType<typeof decodeRemoteJobs> = await client.json(
      { method: 'GET', path, repeat: 'safe' },
      (value) => decodeRemoteJobs(value, api),
      task,
    );
    yield* page.jobs;
    path = page.next;
  }
}

async function withNames(jobs: readonly RemoteJob[], deps: RemoteDeps, task: Task): Promise<RemoteJob[]> {
  const ids = [...new Set(jobs.flatMap(({ userId }) => (userId === '' ? [] : [userId])))];
  const names = ids.length > 0 ? await deps.userNames(ids, task) : new Map<string, string>();
  return jobs.map((job) => ({ ...job, userName: names.get(job.userId) ?? job.userId }));
}

function passes(job: RemoteJob, { state, object, user, since }: RemoteFilter): boolean {
  const is = (wanted: string | undefined, ...values: readonly string[]): boolean =>
    wanted === undefined || values.some((value) => value.toLowerCase() === wanted.toLowerCase());
  return (
    is(state, job.state) &&
    is(object, job.object) &&
    is(user, job.userId, job.userName) &&
    (since === undefined || job.createdAt >= since)
  );
}

async function downloadIngest(
  job: RemoteJob,
  folder: string,
  { client, files }: RemoteDeps,
  task: Task,
): Promise<readonly string[]> {
  const api = createBulkApi(client);
  const paths: string[] = [];
  for (const list of remoteLists) {
    const path = files.join(folder, `${job.remoteId}-${list}.csv`);
    await writeFile(await api.results(job.remoteId, list, task), path, files);
    paths.push(path);
  }
  return paths;
}

async function downloadQuery(
  job: RemoteJob,
  folder: string,
  { client, files }: RemoteDeps,
  task: Task,
): Promise<readonly string[]> {
  const path = files.join(folder, `${job.remoteId}.csv`);
  await writeFile(queryPages(job, client, task), path, files);
  return [path];
}

/** One header, then the records of all pages. */
async function* queryPages(job: RemoteJob, client: OrgClient, task: Task): AsyncGenerator<Uint8Array> {
  const api = createQueryApi(client, job.apiVersion);
  const takeLocator = createLinkCheck(`GET /jobs/query/${job.remoteId}/results`);
  let locator: string | undefined;
  for (;;) {
    const page = await api.page(job.remoteId, locator, task);
    yield* locator === undefined ? page.body : withoutHeader(page.body);
    if (page.nextLocator === null) return;
    if (page.nextLocator === undefined) throw locatorLost();
    takeLocator(page.nextLocator);
    locator = page.nextLocator;
  }
}

/** Names of fields hold no line feed. */
async function* withoutHeader(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let isHeader = true;
  for await (const chunk of chunks) {
    const end = isHeader ? chunk.indexOf(0x0a) : 0;
    if (!isHeader) yield chunk;
    else if (end >= 0) {
      isHeader = false;
      yield chunk.subarray(end + 1);
    }
  }
}
