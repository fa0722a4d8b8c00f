// Processes an ingest job after its upload: scans the body, binds the header, and processes each chunk.
import { bindHeader, type Column } from '../data/columns';
import type { JobAction } from '../org/faults';
import type { Org } from '../org/org';
import { hasLineEnding } from './body';
import { ChunkResult, ErrorTexts } from './chunkResult';
import { readHeader } from './csv';
import { delimiters, type IngestJob } from './job';
import { processChunk } from './processChunk';
import { scan, type Layout } from './scan';
import { createYieldTurn } from './yieldTurn';

export interface RunOptions {
  readonly rowsPerChunk: number;
}

/** Never throws; an unexpected error fails the job with its text. */
export async function runJob(org: Org, job: IngestJob, options: RunOptions): Promise<void> {
  const actions = org.faults.onJob(job.spec.def.name);
  const beganMs = org.now();
  try {
    await applyStartFaults(org, job, actions);
    if (job.state !== 'UploadComplete') return;
    enter(org, job, 'InProgress');
    const layout = await layoutOf(job, options.rowsPerChunk);
    await refuseWrongLineEnding(job, actions);
    const columns = bindColumns(org, job, layout);
    await processChunks(org, job, { layout, columns, actions });
    if (isInProgress(job)) enter(org, job, 'JobComplete');
  } catch (error) {
    if (isInProgress(job))
      fail(org, job, error instanceof JobFailure ? error.message : `InternalServerError : ${String(error)}`);
  } finally {
    job.totalMs = org.now() - beganMs;
  }
}

class JobFailure extends Error {}

/** The job may have been aborted or deleted during any await. */
function isInProgress(job: IngestJob): boolean {
  return job.state === 'InProgress';
}

function enter(org: Org, job: IngestJob, state: IngestJob['state']): void {
  job.state = state;
  job.changedMs = org.now();
}

function fail(org: Org, job: IngestJob, message: string): void {
  job.errorMessage = message;
  enter(org, job, 'Failed');
}

/** Applies the faults that act while the job is in UploadComplete. */
async function applyStartFaults(org: Org, job: IngestJob, actions: readonly JobAction[]): Promise<void> {
  for (const action of actions) {
    if (action.kind === 'pace') await pause(action.startDelayMs ?? 0);
    if (action.kind === 'hold' && action.state === 'UploadComplete') await hold(org, job, action);
    if (action.kind === 'dropContent') job.body = undefined;
  }
}

/** Waits until the fault is cleared or the job ends. */
export async function hold(org: Org, job: { readonly state: IngestJob['state'] }, action: JobAction): Promise<void> {
  while (org.faults.isActive(action) && (job.state === 'UploadComplete' || job.state === 'InProgress')) {
    await Promise.race([org.faults.cleared(), pause(20)]);
  }
}

export function pause(waitMs: number): Promise<void> {
  return new Promise((resolve) => {
    if (waitMs > 0) setTimeout(resolve, waitMs);
    else setImmediate(resolve);
  });
}

/** The layout of the body; scanned once and kept for the result files. */
export async function layoutOf(job: IngestJob, rowsPerChunk: number): Promise<Layout> {
  if (job.layout !== undefined) return job.layout;
  const { body } = job;
  if (body === undefined) return { headerEnd: 0, chunks: [], rows: 0, endsInQuotes: false };
  const delimiter = delimiters[job.spec.columnDelimiter];
  job.layout = await scan(body, { delimiter, rowsPerChunk, yieldTurn: createYieldTurn() });
  return job.layout;
}

/** The text of the header record without its line break. */
export function headerText(job: IngestJob, layout: Layout): string {
  return (job.body?.slice(0, layout.headerEnd).toString() ?? '').replace(/\r?\n$/, '').replace(/^(?:\r?\n)+/, '');
}

async function refuseWrongLineEnding(job: IngestJob, actions: readonly JobAction[]): Promise<void> {
  const { spec, body } = job;
  if (actions.some(({ kind }) => kind === 'dropContent')) throw new JobFailure('InvalidBatch : Records not processed');
  const isForced = actions.some(({ kind }) => kind === 'lineEnding');
  const isRight = body === undefined || (await hasLineEnding(body, spec.lineEnding, createYieldTurn()));
  if (isRight && !isForced) return;
  const setting = `Current LineEnding setting is ${spec.lineEnding}`;
  throw new JobFailure(`ClientInputError : LineEnding is invalid on user data. ${setting}`);
}

function bindColumns(org: Org, job: IngestJob, layout: Layout): readonly Column[] {
  const { spec } = job;
  if (layout.endsInQuotes)
    throw new JobFailure('InvalidBatch : Failed to parse CSV. EOF reached before closing an opened quote');
  if (layout.headerEnd === 0) return [];
  const header = readHeader(headerText(job, layout), delimiters[spec.columnDelimiter]);
  const binding = bindHeader(org.schema, spec.def, header.cells);
  if ('error' in binding) throw new JobFailure(binding.error);
  const isDelete = spec.operation === 'delete' || spec.operation === 'hardDelete';
  const isOnlyId = binding.columns.length === 1 && binding.columns[0]?.field.type === 'id';
  if (isDelete && !isOnlyId) throw new JobFailure(`InvalidBatch : The '${spec.operation}' batch must contain only ids`);
  return binding.columns;
}

interface ChunkLoop {
  readonly layout: Layout;
  readonly columns: readonly Column[];
  readonly actions: readonly JobAction[];
}

async function processChunks(org: Org, job: IngestJob, { layout, columns, actions }: ChunkLoop): Promise<void> {
  const yieldTurn = createYieldTurn();
  const texts = new ErrorTexts();
  const table = org.store.table(job.spec.def);
  for (const [index, chunk] of layout.chunks.entries()) {
    await applyChunkFaults(org, job, { index, actions });
    if (!isInProgress(job)) return;
    const beganMs = org.now();
    const text = job.body?.slice(chunk.start, chunk.end).toString() ?? '';
    const result = new ChunkResult(chunk.rows, (number) => table.idOf(number));
    job.results[index] = result;
    org.limits.bulkBatches.used++;
    await processChunk(org, { job, columns, text, result, texts, yieldTurn });
    job.activeMs += org.now() - beganMs;
  }
  await applyChunkFaults(org, job, { index: layout.chunks.length, actions });
}

/** Applies the faults that act after `index` chunks. */
async function applyChunkFaults(
  org: Org,
  job: IngestJob,
  { index, actions }: { index: number; actions: readonly JobAction[] },
): Promise<void> {
  for (const action of actions) {
    if (action.kind === 'pace' && index > 0) await pause(action.chunkDelayMs ?? 0);
    if (action.kind === 'hold' && action.state === 'InProgress' && index === (action.afterChunks ?? 0)) {
      await hold(org, job, action);
    }
    if (action.kind === 'failJob' && action.afterChunks === index) throw new JobFailure(action.message);
  }
}
