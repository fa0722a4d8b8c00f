// Offers rows of a finished load for another try: as a CSV of exactly those rows, and the load that sends it.
import { SalesforceError } from '../../errors/salesforceError';
import { readNumbers } from '../../kernel/numberFile';
import type { JobState } from '../../model/job';
import type { LoadSpec, LoadState, RetryOf } from '../../model/load';
import { groupMark } from '../../results/layout';
import type { Files } from '../../ports';
import { isRejectedRetry, retryOf, takesRows, unknownRows } from './attempts';
import { serialParts, isTemporaryFailure } from './temporaryFailures';
import { writeRetry, type RetryFiles } from './retryRows';
import type { RowChoice, RowView } from '../../results/rowQuery';
import type { RowReader } from '../../results/rowPages';
import { eachEntry, findRows, type RowSource } from '../../results/rowSource';

/** Which rows of a list: those of the query, with these causes, at these places of the query's order. */
export interface RetryChoice extends Pick<RowChoice, 'sort' | 'text' | 'group'> {
  readonly list: 'failed' | 'unprocessed';
  /** Only rows with one of these status codes. */
  readonly code?: string;
  /** Only temporary failures (temporaryFailures.ts); they go in small parts, one at a time. */
  readonly temporary?: boolean;
  readonly places?: readonly number[];
  /** Also rows whose outcome is unknown: they may be saved twice. */
  readonly evenUnknown?: boolean;
}

export interface RetryOffer {
  /** The retry file, which a person may edit before it is loaded. */
  readonly file: string;
  readonly records: number;
  /** Starts the attempt. */
  readonly spec: LoadSpec;
}

export interface RetryContext {
  readonly files: Files;
  readonly rows: RowReader;
  /** All jobs there are. */
  readonly states: Iterable<JobState>;
}

/**
 * Rows that another attempt took are left out, so that no row is sent twice. Throws `job.unfinished`,
 * `job.nothingToRetry` when no row is left, and `job.mayBeSaved` for inserts whose answer never came, unless the choice
 * includes them.
 */
export async function prepareRetry(
  { state, view }: { readonly state: LoadState; readonly view: RowView },
  choice: RetryChoice,
  context: RetryContext,
  signal: AbortSignal,
): Promise<RetryOffer> {
  const { plan } = state;
  if (!state.outcome) throw new SalesforceError('job.unfinished', { jobId: state.jobId });
  if (!plan || isRejectedRetry(state)) throw new SalesforceError('job.nothingToRetry');
  if (choice.list === 'unprocessed' && !choice.evenUnknown) checkOutcomeKnown(state);
  const source = await findRows(context.files, view, choice.list);
  const rows = await wantedRows(source, { state, view, choice }, context, signal);
  if (rows.length === 0) throw new SalesforceError('job.nothingToRetry');
  const to = retryFiles(state.spec.file, view.folder, context.files);
  const retryRows = { source, rows, columns: plan.columns, dialect: plan.dialect };
  const withoutLine = await writeRetry(retryRows, to, context.files, signal);
  const retried: RetryOf = {
    jobId: state.jobId,
    list: choice.list,
    records: rows.length,
    ...(withoutLine > 0 && { withoutLine }),
    rowsFile: to.rows,
  };
  return { file: to.csv, records: rows.length, spec: toSpec(state, choice, to.csv, retried) };
}

/** The job's error does not tell: a later error of the same job can hide the unanswered call. */
function checkOutcomeKnown(state: LoadState): void {
  const rows = unknownRows(state);
  if (rows > 0) throw new SalesforceError('job.mayBeSaved', { rows });
}

function toSpec(state: LoadState, { temporary }: RetryChoice, file: string, retried: RetryOf): LoadSpec {
  // The rows have the columns that were sent, and another person or tool may be retrying them.
  const { mapping: _mapping, dialect: _dialect, startedBy: _startedBy, ...spec } = state.spec;
  return {
    ...spec,
    file,
    ...(state.plan && { dialect: { delimiter: state.plan.dialect.delimiter } }),
    ...(temporary && serialParts(retried.records)),
    retryOf: retried,
  };
}

/** Each offer has its own name, so that it does not overwrite one that was edited and not loaded yet. */
function retryFiles(source: string, folder: string, files: Files): RetryFiles {
  const name = (/[^\\/]*$/.exec(source)?.[0] ?? '').replace(/(-retry-[0-9a-f]{6})?(\.[^.]*)?$/, '');
  const random = Array.from(crypto.getRandomValues(new Uint8Array(3)), (byte) => byte.toString(16).padStart(2, '0'));
  const path = (ending: string): string => files.join(folder, `${name}-retry-${random.join('')}.${ending}`);
  return { csv: path('csv'), rows: path('rows') };
}

interface Wanted {
  readonly state: LoadState;
  readonly view: RowView;
  readonly choice: RetryChoice;
}

/** In the order of the list, which is that of the source's lines. */
async function wantedRows(
  source: RowSource,
  { state, view, choice }: Wanted,
  context: RetryContext,
  signal: AbortSignal,
): Promise<Uint32Array> {
  const order = await context.rows.numbers(view, choice, signal);
  const chosen = choice.places ? choice.places.flatMap((place) => order[place] ?? []) : order;
  const wanted = new Uint8Array(source.total);
  for (const row of chosen) wanted[row] = 1;
  await keepGroups(source, state, choice, wanted);
  for await (const rows of takenRows(state.jobId, choice.list, context)) for (const row of rows) wanted[row] = 0;
  return Uint32Array.from(numbersOf(wanted));
}

async function keepGroups(
  source: RowSource,
  { groups }: LoadState,
  { code, temporary }: RetryChoice,
  wanted: Uint8Array,
): Promise<void> {
  if (code === undefined && !temporary) return;
  const suits = groups.filter(
    (group) => (code === undefined || group.code === code) && (!temporary || isTemporaryFailure(group)),
  );
  const marks = new Set(suits.map(groupMark));
  for (const segment of source.segments)
    await eachEntry(source, segment, (row, { group }) => {
      if (!marks.has(group)) wanted[row] = 0;
    });
}

function* numbersOf(wanted: Uint8Array): Generator<number> {
  for (let row = 0; row < wanted.length; row++) if (wanted[row] === 1) yield row;
}

/** Rows of a job's list that other attempts took, whatever their outcome there; one attempt at a time. */
async function* takenRows(
  jobId: string,
  list: RetryChoice['list'],
  { states, files }: Pick<RetryContext, 'states' | 'files'>,
): AsyncGenerator<Uint32Array> {
  for (const state of states) {
    const origin = retryOf(state);
    if (origin?.jobId === jobId && origin.list === list && takesRows(state)) yield await readRowNumbers(origin, files);
  }
}

/** Throws `input.unreadable` when the file is missing or incomplete: then it is unknown which rows the retry took. */
async function readRowNumbers({ rowsFile, records }: RetryOf, files: Files): Promise<Uint32Array> {
  const rows = await readNumbers(rowsFile, files);
  if (rows.length === records) return rows;
  const reason = `it lists ${rows.length} of ${records} rows`;
  throw new SalesforceError('input.unreadable', { file: rowsFile, reason });
}

/** Throws `job.alreadyRetried` when another attempt took some of the rows since this one was prepared. */
export async function checkUntaken(spec: LoadSpec, context: Pick<RetryContext, 'states' | 'files'>): Promise<void> {
  const { retryOf: origin } = spec;
  if (!origin) return;
  const wanted = await readRowNumbers(origin, context.files);
  const isWanted = new Uint8Array((wanted.at(-1) ?? -1) + 1);
  for (const row of wanted) isWanted[row] = 1;
  for await (const rows of takenRows(origin.jobId, origin.list, context))
    if (rows.some((row) => isWanted[row] === 1))
      throw new SalesforceError('job.alreadyRetried', { jobId: origin.jobId });
}
