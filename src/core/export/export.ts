// A query into a file: over the Bulk API or REST, from wherever an earlier run left it to the last record under the file's name.
import { SalesforceError, toSalesforceError, toErrorData } from '../errors/salesforceError';
import type { OrgClient } from '../http/client';
import type { ExportEvent, ExportState } from '../model/export';
import type { JobDelayed, JobFinished, JobOutcome } from '../model/job';
import { isResumable } from '../kernel/retry';
import { isCanceled, type Task } from '../kernel/task';
import type { Clock, Files } from '../ports';
import type { Rest } from '../rest/rest';
import { checkBulkable, exportBulk } from './overBulk';
import { checkTarget, createExportFile, standingOf, type ExportFile } from './partFile';
import type { Exporting } from './exportRun';
import { exportRest } from './overRest';

export interface ExportDeps {
  readonly files: Files;
  readonly clock: Clock;
  /** Throw `login.missing`. */
  readonly client: (orgId: string) => Promise<OrgClient>;
  readonly rest: (orgId: string) => Promise<Rest>;
}

export interface ExportRun {
  readonly folder: string;
  /** Aborted when a person stops the job. */
  readonly abortRequested: AbortSignal;
}

type Run<R = void> = AsyncGenerator<ExportEvent | JobDelayed | JobFinished, R>;

/** What is known of the export by now, from this run and earlier ones. */
interface Tally {
  remoteId: string | undefined;
  /** Records that Salesforce found; undefined until it has. */
  total: number | undefined;
  /** Records in the file. */
  records: number;
}

/** Carries an export on from any state to `finished`. Throws only what a later resume can overcome, and when it is told to stop watching. */
export async function* exportQuery(state: ExportState, deps: ExportDeps, run: ExportRun, task: Task): Run {
  const file = createExportFile(state, deps.files);
  const tally: Tally = { remoteId: state.query?.remoteId, total: state.total, records: state.succeeded };
  let outcome: Outcome;
  try {
    outcome = { end: yield* carryOut(state, { file, tally }, deps, { ...run, task }) };
  } catch (error) {
    outcome = judge(error, tally, { abortRequested: run.abortRequested, task });
  } finally {
    // After trouble nobody misses what is not flushed: a resume fetches it again.
    await file.close().catch(() => undefined);
  }
  const { end, trouble } = outcome;
  // Records that do not add up are for a person to look at; other remains are of no use.
  if (trouble?.code !== 'job.incompleteExport') await file.remove().catch(() => undefined);
  yield { at: deps.clock.now(), type: 'finished', outcome: end, ...(trouble && { error: toErrorData(trouble) }) };
}

interface Work {
  readonly file: ExportFile;
  readonly tally: Tally;
}

async function* carryOut(
  state: ExportState,
  { file, tally }: Work,
  deps: ExportDeps,
  run: ExportRun & { readonly task: Task },
): Run<'completed' | 'aborted'> {
  const { spec } = state;
  const standing = await standingOf(state, file, deps.files);
  if (standing === 'saved') return 'completed';
  const written = standing === 'written' ? state.written : undefined;
  if (!written && !state.query) {
    if (!spec.rest) checkBulkable(spec);
    await checkTarget(spec, deps.files);
  }
  if (!written && state.written) {
    const trouble = toErrorData(new SalesforceError('job.fileMissing'));
    yield { at: deps.clock.now(), type: 'restarted', error: trouble };
  }
  if (!written) tally.records = 0;
  await file.open(written?.bytes ?? 0);
  if (written?.next !== null) {
    const client = await deps.client(spec.orgId);
    const rest = await deps.rest(spec.orgId);
    const exporting: Exporting = { ...deps, ...run, state, client, rest, file, written };
    yield* noting(spec.rest ? exportRest(exporting) : exportBulk(exporting), tally);
  }
  // A job that was aborted has found nothing.
  if (tally.total === undefined) return 'aborted';
  if (tally.records !== tally.total) throw short(tally.total, tally.records, file);
  await file.save();
  return 'completed';
}

async function* noting(events: Run, tally: Tally): Run {
  for await (const event of events) {
    if (event.type === 'queryCreated') tally.remoteId = event.remoteId;
    if (event.type === 'queryCounted') tally.total = event.records;
    if (event.type === 'pageSaved') tally.records = event.records;
    if (event.type === 'restarted') tally.records = 0;
    yield event;
  }
}

const short = (expected: number, received: number, { partPath }: ExportFile): SalesforceError =>
  new SalesforceError('job.incompleteExport', { expected, received, file: partPath });

interface Outcome {
  readonly end: JobOutcome;
  readonly trouble?: SalesforceError;
}

/** A person can put these right while what has arrived waits on the disk. */
const curable: ReadonlySet<string> = new Set(['input.fileExists', 'network.missingHeader']);

/** Passing and curable trouble and the end of watching go up to the owner of the run; the rest ends the job. */
function judge(
  error: unknown,
  { remoteId, total }: Tally,
  run: Pick<ExportRun, 'abortRequested'> & { readonly task: Task },
): Outcome {
  if (run.task.signal.aborted) throw error;
  if (run.abortRequested.aborted && isCanceled(error)) return { end: 'aborted' };
  const trouble = toSalesforceError(error);
  const isBegun = remoteId !== undefined || total !== undefined;
  const isWrongFile = !isBegun && trouble.code.startsWith('input.');
  if (!isWrongFile && (isResumable(trouble) || curable.has(trouble.code))) throw error;
  if (!isBegun) return { end: 'rejected', trouble };
  const isGone = trouble.code === 'request.notFound' && remoteId !== undefined;
  return { end: 'failed', trouble: isGone ? new SalesforceError('job.gone', { remoteId }) : trouble };
}
