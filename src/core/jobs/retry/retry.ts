// Offers rows of a finished load for another try: as a CSV of exactly those rows, and the load that sends it.
import { SalesforceError } from '../../errors/salesforceError';
import type { JobState } from '../../model/job';
import { isLoad, type LoadSpec, type LoadState, type RetryOf } from '../../model/load';
import { groupMark } from '../../results/layout';
import type { Files, Sha256 } from '../../ports';
import { changedFile } from '../../results/changedFile';
import { requireKept } from '../keptRows';
import { writeChangedRows } from './changedRows';
import { findChange, type ChangedSource, type NotCompared } from './changedSource';
import { isUnsentRetry, retryOf, takesRows } from './attempts';
import { serialParts, isTemporaryFailure } from './temporaryFailures';
import { writeRetry, type RetryFiles } from './retryRows';
import { readRowNumbers } from './takenRows';
import type { RowChoice, RowView } from '../../results/rowQuery';
import type { RowReader } from '../../results/rowPages';
import { eachEntry, findRows, type RowSource } from '../../results/rowSource';

/** Which rows of a list: those of the query, with these causes, at these places of the query's order. */
export interface RetryChoice extends Pick<RowChoice, 'sort' | 'text' | 'group'> {
  readonly list: RetryOf['list'];
  /** Only rows with one of these status codes. */
  readonly code?: string;
  /** Only temporary failures (temporaryFailures.ts); they go in small parts, one at a time. */
  readonly temporary?: boolean;
  readonly places?: readonly number[];
  /** The person knows that rows of {@link mayDuplicate} may be inserted twice. */
  readonly acceptsDuplicates?: boolean;
}

export interface RetryOffer {
  /** The retry file, which a person may edit before it is loaded. */
  readonly file: string;
  readonly records: number;
  /** The result file, when a person has changed it: its values are in the offer. */
  readonly changedFile?: string;
  /** Starts the attempt. */
  readonly spec: LoadSpec;
  /** Only when the file of the rows has changed since they were read, and has something else for them now. */
  readonly change?: RetryChange;
  /** The file of the rows has changed or is gone, and it is not known what it has for them now. */
  readonly notCompared?: NotCompared;
}

export interface RetryChange {
  /** Path of the changed file. */
  readonly source: string;
  /** Rows that are different there now. */
  readonly differing: number;
  /** Rows that cannot be found there any more: both offers have them as they were. */
  readonly missing: number;
  /**
   * The same rows as the file has them now; undefined when none is different. Only one of the two offers can be
   * started.
   */
  readonly offer?: RetryOffer;
}

export interface RetryContext {
  readonly files: Files;
  readonly rows: RowReader;
  readonly sha256: () => Sha256;
  /** All jobs there are, oldest first, then lost attempts. */
  readonly states: Iterable<JobState>;
  readonly viewOf: (state: LoadState) => Promise<RowView>;
}

/**
 * Rows that another attempt took are left out, so that no row is sent twice. Throws `job.unfinished`,
 * `job.nothingToRetry` when the job has no rows in the list, `job.rowsNotKept` when it has not kept their values,
 * `job.noMatchingRows` when none is chosen, `job.rowsTaken` when later attempts took all of them, and `job.mayBeSaved`
 * for rows of {@link mayDuplicate}, unless the choice accepts duplicates.
 */
export async function prepareRetry(
  { state, view }: { readonly state: LoadState; readonly view: RowView },
  choice: RetryChoice,
  context: RetryContext,
  signal: AbortSignal,
): Promise<RetryOffer> {
  const { plan } = state;
  if (!state.outcome) throw new SalesforceError('job.unfinished', { jobId: state.jobId });
  const source = await findRows(context.files, view, choice.list);
  if (!plan || isUnsentRetry(state)) throw nothingToRetry(choice);
  requireKept(state, source);
  if (source.total === 0) throw nothingToRetry(choice);
  const rows = await wantedRows(source, { state, view, choice }, context, signal);
  if (mayDuplicate(state, choice) && !choice.acceptsDuplicates)
    throw new SalesforceError('job.mayBeSaved', { rows: rows.length });
  const edited = await changedFile(source, { sha256: context.sha256, isThorough: true });
  const write = async (cellsAt?: ChangedSource['cellsAt']): Promise<RetryOffer> => {
    const to = retryFiles(state.spec.file, view.folder, context.files);
    const retryRows = { source, rows, columns: plan.columns, dialect: plan.dialect, ...(cellsAt && { cellsAt }) };
    const { records, ...found } =
      edited === undefined
        ? await writeRetry(retryRows, to, context.files, signal)
        : await writeChangedRows({ ...retryRows, sha256: context.sha256 }, to, context.files, signal);
    const retried: RetryOf = {
      jobId: state.jobId,
      list: choice.list,
      records,
      ...found,
      rowsFile: to.rows,
      linesFile: to.lines,
    };
    const spec = toSpec(state, choice, to.csv, retried);
    return { file: to.csv, records, ...(edited !== undefined && { changedFile: edited }), spec };
  };
  const asBefore = await write();
  // The values of an edited result file are those to send, whatever the source file has.
  if (edited !== undefined) return asBefore;
  const change = await findChange({ ...context, state, view, source, rows }, signal);
  if (!change) return asBefore;
  if ('reason' in change) return { ...asBefore, notCompared: change };
  const { file, differing, missing, cellsAt } = change;
  const offer = differing > 0 ? { offer: await write(cellsAt) } : {};
  return { ...asBefore, change: { source: file, differing, missing, ...offer } };
}

const nothingToRetry = ({ list }: RetryChoice): SalesforceError => new SalesforceError('job.nothingToRetry', { list });

/**
 * Sending an insert of unknown outcome again inserts its row twice if it was saved. Every other operation ends in the
 * same state.
 */
export const mayDuplicate = (state: JobState, { list }: Pick<RetryChoice, 'list'>): boolean =>
  list === 'unknown' && isLoad(state) && state.spec.operation === 'insert';

function toSpec(state: LoadState, { temporary }: RetryChoice, file: string, retried: RetryOf): LoadSpec {
  // The rows have the columns that were sent, and another person or tool may be retrying them.
  const { mapping, dialect: _dialect, startedBy: _startedBy, ...spec } = state.spec;
  const blanksOf =
    mapping && Object.fromEntries(mapping.fields.flatMap(({ field, blanks }) => (blanks ? [[field, blanks]] : [])));
  return {
    ...spec,
    ...(blanksOf && Object.keys(blanksOf).length > 0 && { blanksOf }),
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
  return { csv: path('csv'), rows: path('rows'), lines: path('lines') };
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
  if (!wanted.includes(1)) throw new SalesforceError('job.noMatchingRows', { list: choice.list });
  // The newest attempt is the one to open, unless some of the rows are in a lost one.
  let taker = '';
  for await (const { jobId, rows } of takenRows(state.jobId, choice.list, context))
    for (const row of rows)
      if (wanted[row] === 1) {
        wanted[row] = 0;
        taker = jobId;
      }
  if (!wanted.includes(1)) throw new SalesforceError('job.rowsTaken', { jobId: taker });
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
): AsyncGenerator<{ readonly jobId: string; readonly rows: Uint32Array }> {
  for (const state of states) {
    const origin = retryOf(state);
    if (origin?.jobId === jobId && origin.list === list && takesRows(state))
      yield { jobId: state.jobId, rows: await readRowNumbers(origin, files) };
  }
}

/** Throws `job.alreadyRetried` when another attempt took some of the rows since this one was prepared. */
export async function checkUntaken(spec: LoadSpec, context: Pick<RetryContext, 'states' | 'files'>): Promise<void> {
  const { retryOf: origin } = spec;
  if (!origin) return;
  const wanted = await readRowNumbers(origin, context.files);
  const isWanted = new Uint8Array((wanted.at(-1) ?? -1) + 1);
  for (const row of wanted) isWanted[row] = 1;
  for await (const { jobId, rows } of takenRows(origin.jobId, origin.list, context))
    if (rows.some((row) => isWanted[row] === 1)) throw new SalesforceError('job.alreadyRetried', { jobId });
}
