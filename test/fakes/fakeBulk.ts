// Salesforce's side of Bulk API loads in memory, one call at a time, with failures on request.
import type { BulkApi } from '../../src/core/bulk/api';
import type { ListedJob } from '../../src/core/bulk/wire';
import { SalesforceError } from '../../src/core/errors/salesforceError';
import type { RemoteState } from '../../src/core/model/load';

export type BulkCall = 'create' | 'upload' | 'close' | 'abort' | 'read' | 'list' | 'results';

interface FakeJob {
  state: RemoteState;
  uploads: number;
  body: string;
  /** States that the next polls return, one per poll. */
  next: RemoteState[];
  /** Instead of that of all jobs. */
  ageMs?: number;
}

export interface FakeBulk {
  readonly api: BulkApi;
  readonly jobs: Map<string, FakeJob>;
  /** Every call in order, as `name id`. */
  readonly calls: string[];
  /**
   * The nth call (1-based) of that name fails: before Salesforce acts, or after it acted but before the answer came.
   */
  readonly fail: (call: BulkCall, nth: number, error: Error, acted?: 'acted') => void;
  /** States that every closed job passes through; the last one stays. Default: InProgress, JobComplete. */
  path: RemoteState[];
  /** How long ago the jobs were created when they are listed; undefined where the answer has no date. */
  ageMs: number | undefined;
}

export function createFakeBulk(): FakeBulk {
  const jobs = new Map<string, FakeJob>();
  const calls: string[] = [];
  const failures = new Map<string, { readonly error: Error; readonly acted: boolean }>();
  const counts = new Map<BulkCall, number>();
  const fake: FakeBulk = {
    jobs,
    calls,
    path: ['InProgress', 'JobComplete'],
    ageMs: undefined,
    fail: (call, nth, error, acted) => failures.set(`${call} ${nth}`, { error, acted: acted === 'acted' }),
    api: undefined as never,
  };
  const call = async <T>(name: BulkCall, id: string, act: () => Promise<T> | T): Promise<T> => {
    const nth = (counts.get(name) ?? 0) + 1;
    counts.set(name, nth);
    calls.push(`${name} ${id}`.trim());
    const failure = failures.get(`${name} ${nth}`);
    if (failure && !failure.acted) throw failure.error;
    const result = await act();
    if (failure) throw failure.error;
    return result;
  };
  const find = (id: string): FakeJob => {
    const job = jobs.get(id);
    if (!job)
      throw new SalesforceError('request.notFound', { what: id, message: 'The requested resource does not exist' });
    return job;
  };
  const refuse = (message: string): SalesforceError =>
    new SalesforceError('request.refused', { errorCode: 'INVALIDJOBSTATE', message });
  const info = (remoteId: string, { state }: FakeJob) => ({
    remoteId,
    state,
    processed: state === 'JobComplete' ? 3 : 0,
    failed: 0,
    apiTimeMs: 5,
  });
  const api: BulkApi = {
    create: () =>
      call('create', '', () => {
        const id = `750-${jobs.size + 1}`;
        jobs.set(id, { state: 'Open', uploads: 0, body: '', next: [] });
        return info(id, find(id));
      }),
    upload: (id, body, { signal }) =>
      call('upload', id, async () => {
        const job = find(id);
        if (job.state !== 'Open' || job.uploads > 0) throw refuse('Found multiple contents for job');
        for await (const chunk of body.open()) {
          signal.throwIfAborted();
          job.body += new TextDecoder().decode(chunk);
        }
        job.uploads += 1;
      }),
    close: (id) =>
      call('close', id, () => {
        const job = find(id);
        if (job.state !== 'Open') throw refuse('Closing already closed Job not allowed');
        job.state = 'UploadComplete';
        job.next = [...fake.path];
      }),
    abort: (id) =>
      call('abort', id, () => {
        const job = find(id);
        if (job.state === 'JobComplete' || job.state === 'Failed')
          throw refuse('Aborting already Completed Job not allowed');
        job.state = 'Aborted';
        job.next = [];
      }),
    read: (id) =>
      call('read', id, () => {
        const job = find(id);
        job.state = job.next.shift() ?? job.state;
        return info(id, job);
      }),
    isUntouched: (id) => call('read', id, () => find(id).state === 'Open'),
    list: async function* () {
      yield* await call('list', '', () => [...jobs].map(([id, job]) => listed(id, job, job.ageMs ?? fake.ageMs)));
    },
    results: (id, list) =>
      call('results', `${id} ${list}`, () => {
        find(id);
        return (async function* () {})();
      }),
  };
  return Object.assign(fake, { api });
}

const listed = (remoteId: string, job: FakeJob, ageMs: number | undefined): ListedJob => ({
  remoteId,
  state: job.state,
  object: 'Account',
  operation: 'insert',
  externalIdField: '',
  createdById: '005',
  ...(ageMs !== undefined && { ageMs }),
});
