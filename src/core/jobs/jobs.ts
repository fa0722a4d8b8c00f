// Front door of everything long: start it, watch it, stop it, find it again after a crash.
import { SalesforceError } from '../errors/salesforceError';
import type { JobSpec, JobState } from '../model/job';
import type { RowList } from '../results/layout';
import { mergedCsv } from '../results/layout';
import { createAnnouncer } from './throttle';
import { exportFamily } from './retry/attemptsCsv';
import { descendants, familyOf, isLoad, openRows, retryOf, type Family, type LoadState } from './retry/attempts';
import { known, reread, retryHouse, viewOf, type House, type JobsDeps } from './context';
import { createJobRuns } from './jobRuns';
import { forgettable } from './retention';
import { abort, finished, leaveOrg, leaveUnknownOrgs, resumeUnfinished, start, takeUp, tend } from './lifecycle';
import { prepareRetry, type RetryChoice, type RetryOffer } from './retry/retry';
import type { RowPage, RowQuery } from '../results/rowQuery';
import { createRowReader } from '../results/rowPages';

export type { Family, RetryChoice, RetryOffer, RowList, RowPage, RowQuery };

export interface Jobs {
  /**
   * Resolves with the job id once `created` is on disk; nothing has been sent by then. Throws `job.alreadyRetried` for a
   * retry of rows that another attempt took.
   */
  readonly start: (spec: JobSpec) => Promise<string>;
  /** Reads the store; until then `list` knows only the jobs started here. */
  readonly load: () => Promise<void>;
  /** Newest first. */
  readonly list: () => readonly JobState[];
  readonly get: (jobId: string) => JobState | undefined;
  /** At most four calls a second and job; always one for the last state. */
  readonly onChange: (listener: (state: JobState) => void) => () => void;
  /** Resolves with the last state once nobody here runs the job any more: finished or interrupted. Aborting the signal stops the waiting, not the job. */
  readonly finished: (jobId: string, signal: AbortSignal) => Promise<JobState>;
  /** Tells Salesforce to stop, or lets the process that runs the job do so; rows already saved stay saved. */
  readonly abort: (jobId: string) => Promise<void>;
  /** The practice org of that id is no more: what runs on it here is interrupted at once. */
  readonly orgStopped: (orgId: string) => void;
  /**
   * Takes an unfinished job up again. Throws `job.owned` while another living process runs it, and `login.signedOut` where
   * its org is not known.
   */
  readonly resume: (jobId: string) => Promise<void>;
  /** Reads the store and takes up every unfinished job that no living process owns; those of unknown orgs it sets aside. */
  readonly resumeUnfinished: () => Promise<readonly string[]>;
  /** From now on takes up, and tells of, each job whose owner goes away, until the jobs are closed. */
  readonly tend: (onTaken: (jobId: string) => void) => void;
  readonly rows: (jobId: string, query: RowQuery, signal: AbortSignal) => Promise<RowPage>;
  /** All rows of the query as a CSV file with a header, at `path`. */
  readonly exportRows: (
    jobId: string,
    query: Omit<RowQuery, 'offset' | 'limit'>,
    path: string,
    signal: AbortSignal,
  ) => Promise<void>;
  /** Path of the merged result file; undefined until the job has ended. */
  readonly resultFile: (jobId: string, list: RowList) => Promise<string | undefined>;
  /** Writes rows of a finished load to a CSV in its folder; see {@link RetryChoice}. Nothing is sent. */
  readonly prepareRetry: (jobId: string, choice: RetryChoice, signal: AbortSignal) => Promise<RetryOffer>;
  /** The load with its retries that a job belongs to; undefined for an export. */
  readonly family: (jobId: string) => Family | undefined;
  /** Rows of a job that no retry of it took. */
  readonly openRows: (jobId: string) => ReturnType<typeof openRows>;
  /** The result of all attempts as one CSV: each row with the attempt that settled it. */
  readonly exportFamily: (jobId: string, path: string, signal: AbortSignal) => Promise<void>;
  /** The file whose lines the job's rows have: that of the first attempt as long as its rows are told apart. */
  readonly lineFile: (jobId: string) => string;
  /** Forgets a finished job and deletes its files, and so each retry of it, whose rows lie there. */
  readonly remove: (jobId: string) => Promise<void>;
  /** Forgets what finished before that time (milliseconds since 1970), a load only together with its retries. Gives their number. */
  readonly removeFinished: (before: number) => Promise<number>;
  /** Stops watching; Salesforce goes on. Resolves when the journals are closed. */
  readonly close: () => Promise<void>;
}

/** Pages are redrawn at most four times a second. */
const tellEveryMs = 250;

export function createJobs(deps: JobsDeps): Jobs {
  const { store, clock, log, runner } = deps;
  const states = new Map<string, JobState>();
  const announcer = createAnnouncer(clock, tellEveryMs);
  const runs = createJobRuns({ store, clock, log, runner, states, tell: announcer.tell, guard: deps.guard });
  const rows = createRowReader(deps.files, clock);
  const house: House = { ...deps, states, runs, rows, read: new Map(), tell: announcer.tell };
  const unwatch = store.watch((jobId) => {
    if (!runs.isRunning(jobId))
      reread(jobId, house).catch((error: unknown) => log.warn('a journal cannot be read', { jobId, error }));
  });
  const unlisten = deps.onOrgsChange(() => {
    leaveUnknownOrgs(house).catch((error: unknown) => log.warn('the orgs cannot be read', { error }));
  });
  return {
    start: (spec) => start(spec, house),
    load: async () => {
      for (const jobId of await store.list()) if (!runs.isRunning(jobId)) await reread(jobId, house);
    },
    list: () => [...states.values()].sort((a, b) => b.createdAt - a.createdAt),
    get: (jobId) => states.get(jobId),
    onChange: announcer.onChange,
    finished: (jobId, signal) => finished(jobId, signal, house),
    abort: (jobId) => abort(jobId, house),
    orgStopped: (orgId) => leaveOrg(orgId, house),
    resume: async (jobId) => {
      if (!(await takeUp(jobId, 'resumed', house))) throw new SalesforceError('job.owned', { jobId });
    },
    resumeUnfinished: () => resumeUnfinished(house),
    tend: (onTaken) => void tend(onTaken, house, runs.closing).catch(() => undefined),
    rows: async (jobId, query, signal) => rows.page(await viewOf(jobId, house), query, signal),
    exportRows: async (jobId, query, path, signal) =>
      rows.exportRows(await viewOf(jobId, house), query, await deps.files.write(path), signal),
    resultFile: (jobId, list) => resultFile(jobId, list, house),
    prepareRetry: (jobId, choice, signal) => retry(jobId, choice, house, signal),
    family: (jobId) => familyOf(known(jobId, house), [...states.values()]),
    openRows: (jobId) => openRows(known(jobId, house), [...states.values()]),
    exportFamily: (jobId, path, signal) => exportAll(jobId, path, house, signal),
    lineFile: (jobId) => lineFile(known(jobId, house), house),
    remove: (jobId) => remove(jobId, house),
    removeFinished: async (before) => {
      let count = 0;
      for (const { jobId } of forgettable([...states.values()], before)) if (await forget(jobId, house)) count++;
      return count;
    },
    close: async () => {
      unwatch();
      unlisten();
      await runs.detachAll();
      announcer.close();
    },
  };
}

async function resultFile(jobId: string, list: RowList, house: House): Promise<string | undefined> {
  known(jobId, house);
  const path = mergedCsv({ files: house.files, folder: await house.store.folder(jobId) }, list);
  return (await house.files.facts(path)) ? path : undefined;
}

function knownLoad(jobId: string, house: House): LoadState {
  const state = known(jobId, house);
  if (!isLoad(state)) throw new SalesforceError('job.nothingToRetry');
  return state;
}

async function retry(jobId: string, choice: RetryChoice, house: House, signal: AbortSignal): Promise<RetryOffer> {
  const of = { state: knownLoad(jobId, house), view: await viewOf(jobId, house) };
  return prepareRetry(of, choice, retryHouse(house), signal);
}

async function exportAll(jobId: string, path: string, house: House, signal: AbortSignal): Promise<void> {
  const family = familyOf(knownLoad(jobId, house), [...house.states.values()]);
  if (!family) throw new SalesforceError('job.unknown', { jobId });
  const spec = { family, files: house.files, viewOf: (state: LoadState) => viewOf(state.jobId, house) };
  await exportFamily(spec, await house.files.write(path), signal);
}

function lineFile(state: JobState, house: House): string {
  const origin = state.plan?.keepsLines ? house.states.get(retryOf(state)?.jobId ?? '') : undefined;
  return origin ? lineFile(origin, house) : state.spec.file;
}

async function remove(jobId: string, house: House): Promise<void> {
  const doomed = [known(jobId, house), ...descendants(jobId, [...house.states.values()])];
  const busy = doomed.find((state) => house.runs.isRunning(state.jobId) || state.phase !== 'finished');
  if (busy) throw new SalesforceError('job.unfinished', { jobId: busy.jobId });
  for (const state of doomed.reverse())
    if (!(await forget(state.jobId, house))) throw new SalesforceError('job.unfinished', { jobId: state.jobId });
}

/** False while another process needs the job, or a retry of it that began there a moment ago needs its files. */
async function forget(jobId: string, house: House): Promise<boolean> {
  const { store, states } = house;
  const claim = await store.claim(jobId);
  if (!claim) return false;
  try {
    for (const other of await store.list()) if (!states.has(other)) await reread(other, house);
    if (descendants(jobId, [...states.values()]).length > 0) return false;
    house.rows.forget(await store.folder(jobId));
    await store.remove(jobId);
    states.delete(jobId);
    return true;
  } finally {
    await claim.release();
  }
}
