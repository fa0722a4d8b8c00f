// Exports a query into a file, over the Bulk API or REST, and continues where an earlier run ended.
import { SalesforceError, toSalesforceError, toErrorData } from '../errors/salesforceError';
import type { OrgClient } from '../http/client';
import type { ExportEvent, ExportState } from '../model/export';
import type { JobDelayed, JobFinished, JobOutcome } from '../model/job';
import { isResumable } from '../kernel/retry';
import { isCanceled, type Task } from '../kernel/task';
import type { Clock, Files } from '../ports';
import type { Rest } from '../rest/rest';
import { checkBulkable, exportBulk } from './overBulk';
import { checkTarget, createExportFile, draftStatus, type ExportFile } from './draftFile';
import type { ExportContext } from './exportRun';
import { exportRest } from './overRest';

export interface ExportDeps {
  readonly files: Files;
  readonly clock: Clock;
  /** Throws `login.missing`, as `rest` does. */
  readonly client: (orgId: string) => Promise<OrgClient>;
  readonly rest: (orgId: string) => Promise<Rest>;
}

export interface ExportRun {
  readonly folder: string;
  /** Aborted when the job is aborted. */
  readonly abortRequested: AbortSignal;
}

type Run<R = void> = AsyncGenerator<ExportEvent | JobDelayed | JobFinished, R>;

/** What is known about the export, from this run and earlier ones. */
interface Progress {
  remoteId: string | undefined;
  /** Records that Salesforce found; undefined until it has counted them. */
  total: number | undefined;
  /** Records in the file. */
  records: number;
}

/**
 * Runs an export from any state to `finished`. Throws only errors that a later resume can overcome, and when it is
 * detached.
 */
export async function* exportQuery(state: ExportState, deps: ExportDeps, run: ExportRun, task: Task): Run {
  const file = createExportFile(state, deps.files);
  const progress: Progress = { remoteId: state.query?.remoteId, total: state.total, records: state.succeeded };
  let end: ExportEnd;
  try {
    end = { outcome: yield* exportRecords(state, { file, progress }, deps, { ...run, task }) };
  } catch (cause) {
    end = endOf(cause, progress, { abortRequested: run.abortRequested, task });
  } finally {
    // What could not be flushed is not in the journal, so a resume fetches it again.
    await file.close().catch(() => undefined);
  }
  const { outcome, error } = end;
  // A draft whose records do not add up is kept for the user to look at.
  if (error?.code !== 'job.incompleteExport') await file.remove().catch(() => undefined);
  yield { at: deps.clock.now(), type: 'finished', outcome, ...(error && { error: toErrorData(error) }) };
}

interface Work {
  readonly file: ExportFile;
  readonly progress: Progress;
}

async function* exportRecords(
  state: ExportState,
  { file, progress }: Work,
  deps: ExportDeps,
  run: ExportRun & { readonly task: Task },
): Run<'completed' | 'aborted'> {
  const { spec } = state;
  const status = await draftStatus(state, file, deps.files);
  if (status === 'saved') return 'completed';
  const written = status === 'inDraft' ? state.written : undefined;
  if (!written && !state.query) {
    if (!spec.rest) await checkBulkable(spec, await deps.rest(spec.orgId), run.task);
    await checkTarget(spec, deps.files);
  }
  if (!written && state.written)
    yield { at: deps.clock.now(), type: 'restarted', error: toErrorData(new SalesforceError('job.fileMissing')) };
  if (!written) progress.records = 0;
  await file.open(written?.bytes ?? 0);
  if (written?.next !== null) {
    const client = await deps.client(spec.orgId);
    const rest = await deps.rest(spec.orgId);
    const context: ExportContext = { ...deps, ...run, state, client, rest, file, written };
    yield* track(spec.rest ? exportRest(context) : exportBulk(context), progress);
  }
  // A query job that was aborted has counted nothing.
  if (progress.total === undefined) return 'aborted';
  if (progress.records !== progress.total) throw shortExport(progress.total, progress.records, file);
  await file.save();
  return 'completed';
}

/** Passes the events on and notes what they say about the progress. */
async function* track(events: Run, progress: Progress): Run {
  for await (const event of events) {
    if (event.type === 'queryCreated') progress.remoteId = event.remoteId;
    if (event.type === 'queryCounted') progress.total = event.records;
    if (event.type === 'pageSaved') progress.records = event.records;
    if (event.type === 'restarted') progress.records = 0;
    yield event;
  }
}

const shortExport = (expected: number, received: number, { draftPath }: ExportFile): SalesforceError =>
  new SalesforceError('job.incompleteExport', { expected, received, file: draftPath });

interface ExportEnd {
  readonly outcome: JobOutcome;
  readonly error?: SalesforceError;
}

/** The user can fix these while the draft stays on the disk. */
const fixable: ReadonlySet<string> = new Set(['input.fileExists', 'network.missingHeader', 'network.repeatedLink']);

/** How the error ends the job. Rethrows what a resume can overcome, and anything once the job is detached. */
function endOf(
  cause: unknown,
  { remoteId, total }: Progress,
  run: Pick<ExportRun, 'abortRequested'> & { readonly task: Task },
): ExportEnd {
  if (run.task.signal.aborted) throw cause;
  if (run.abortRequested.aborted && isCanceled(cause)) return { outcome: 'aborted' };
  const error = toSalesforceError(cause);
  const isBegun = remoteId !== undefined || total !== undefined;
  const isWrongFile = !isBegun && error.code.startsWith('input.');
  if (!isWrongFile && (isResumable(error) || fixable.has(error.code))) throw cause;
  if (!isBegun) return { outcome: 'rejected', error };
  const isGone = error.code === 'request.notFound' && remoteId !== undefined;
  return { outcome: 'failed', error: isGone ? new SalesforceError('job.gone', { remoteId }) : error };
}
