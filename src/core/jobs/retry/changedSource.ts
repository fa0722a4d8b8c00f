// Finds out whether the file of failed rows has changed since they were read, and what it has for them now.
import { readCells } from '../../csv/csvCells';
import { toSalesforceError } from '../../errors/salesforceError';
import type { JobState } from '../../model/job';
import { isLoad, type LoadSpec, type LoadState } from '../../model/load';
import { hashFile, readAgain, type RowNow } from '../../load/load';
import type { Files, Sha256 } from '../../ports';
import { leadingColumns, sourceLineOf } from '../../results/layout';
import { readRowsAt, type RowSource } from '../../results/rowSource';
import type { RowView } from '../../results/rowQuery';
import { attemptsOf, retryOf } from './attempts';
import { withLf } from './lineBreaks';
import type { LoadFamily } from './loadFamily';
import type { FoundByLine } from './otherRows';
import { sureLines } from './sureLines';

export interface ChangedSource {
  /** Path of the changed file. */
  readonly file: string;
  /** Rows that are different in the file now. */
  readonly differing: number;
  /** Rows that cannot be found in the file any more: they can only be sent as they were. */
  readonly missing: number;
  /** The cells that the file has now for the row with this line in its entry; undefined when they are the same. */
  readonly cellsAt: (line: number) => Uint8Array | undefined;
}

/** Why a file that has changed is not compared with its rows. */
export type NotComparedReason = 'tooManyRows' | 'gone' | 'unreadable' | 'otherColumns';

export interface NotCompared {
  readonly file: string;
  readonly reason: NotComparedReason;
}

export interface ComparisonRequest {
  readonly state: LoadState;
  readonly view: RowView;
  readonly source: RowSource;
  /** Numbers of the rows in the list. */
  readonly rows: Uint32Array;
  readonly files: Files;
  readonly sha256: () => Sha256;
  readonly states: Iterable<JobState>;
  readonly viewOf: (state: LoadState) => Promise<RowView>;
}

/** Their cells are held in memory. For more rows than these a person does not look at differences. */
const maxComparedRows = 100_000;
const rowsPerRead = 20_000;

/** Undefined when no file of the rows has changed, or the change does not concern them. */
export async function findChange(
  request: ComparisonRequest,
  signal: AbortSignal,
): Promise<ChangedSource | NotCompared | undefined> {
  const lineOwner = ownerOfLines(request.state, [...request.states]);
  let lost: ChangedSource | undefined;
  let notCompared: NotCompared | undefined;
  for (const owner of new Set([lineOwner, request.state])) {
    const change = await changeOf(owner, request, signal);
    if (change && 'reason' in change) notCompared ??= change;
    else if (change && change.differing > 0) return change;
    else lost ??= change;
  }
  return lost ?? notCompared;
}

async function changeOf(
  owner: LoadState,
  request: ComparisonRequest,
  signal: AbortSignal,
): Promise<ChangedSource | NotCompared | undefined> {
  const { file } = owner.spec;
  const facts = await request.files.facts(file);
  if (facts?.kind !== 'file') return { file, reason: 'gone' };
  if (facts.sizeBytes === owner.plan?.sizeBytes && facts.modifiedMs === owner.plan.modifiedMs) return undefined;
  try {
    if (request.rows.length <= maxComparedRows) return await compare(owner, request, signal);
    const now = await hashFile(file, request.files, request.sha256(), signal);
    return now === owner.plan?.sha256 ? undefined : { file, reason: 'tooManyRows' };
  } catch (error) {
    // A file that cannot be loaded now is no better source than the rows as they were.
    if (toSalesforceError(error).code.startsWith('input.')) return { file, reason: 'unreadable' };
    throw error;
  }
}

/** The load whose file the line numbers refer to, which is the one that a person opens at a line. */
function ownerOfLines(state: LoadState, all: readonly JobState[]): LoadState {
  const origin = state.plan?.keepsLines ? all.find(({ jobId }) => jobId === retryOf(state)?.jobId) : undefined;
  return origin && isLoad(origin) ? ownerOfLines(origin, all) : state;
}

interface Before {
  readonly line: number;
  /** Salesforce returns every cell in quotes. Two versions of a row should differ in their values only. */
  readonly isQuoted: boolean;
  readonly cells: readonly string[];
  readonly key: string | undefined;
  /** Another row names the same line, so neither can be found. */
  readonly hasTwin?: boolean;
}

async function compare(
  owner: LoadState,
  request: ComparisonRequest,
  signal: AbortSignal,
): Promise<ChangedSource | NotCompared | undefined> {
  const { state, files } = request;
  if (!state.plan || !owner.plan) return undefined;
  const rows = await readAgain(owner, state.plan, files, signal);
  if (!rows) return { file: owner.spec.file, reason: 'otherColumns' };
  const delimiter = state.plan.dialect.delimiter.charCodeAt(0);
  const read = { delimiter, keyAt: keyAt(state) };
  const before = await readBefore(request, read);
  const matches = await matchRows(before, await readNow(rows, before, read, signal), { request, owner }, signal);
  const changed = new Map<number, Uint8Array>();
  let missing = 0;
  for (const row of before) {
    const now = matches.get(row.line);
    if (now && !isSame(now.cells, row.cells)) changed.set(row.line, bytesOf(now, row, delimiter));
    // A row that was added to a retry file was never in the file of the load.
    if (!now && (owner === state || sourceLineOf(row.line) > 0)) missing++;
  }
  if (changed.size + missing === 0) return undefined;
  return { file: owner.spec.file, differing: changed.size, missing, cellsAt: (line) => changed.get(line) };
}

const quote = 0x22;

function bytesOf({ bytes, cells }: Now, { isQuoted }: Before, delimiter: number): Uint8Array {
  if (!isQuoted) return bytes;
  const quoted = cells.map((cell) => `"${cell.replaceAll('"', '""')}"`);
  return new TextEncoder().encode(quoted.join(String.fromCharCode(delimiter)));
}

/** The field that finds the records; undefined for inserts, which have none. */
const keyField = ({ operation, externalIdField }: LoadSpec): string | undefined =>
  operation === 'insert' ? undefined : operation === 'upsert' ? externalIdField : 'Id';

/** Place of the column of that field, or -1. */
function keyAt({ spec, plan }: LoadState): number {
  const key = keyField(spec)?.toLowerCase();
  return (plan?.columns ?? []).findIndex((column) => column.toLowerCase() === key);
}

interface Reading {
  /** Code of the delimiter. */
  readonly delimiter: number;
  readonly keyAt: number;
}

/** A row without a line is in no file. */
async function readBefore(
  { source, rows }: ComparisonRequest,
  { delimiter, keyAt }: Reading,
): Promise<readonly Before[]> {
  const before: Before[] = [];
  const seen = new Map<number, number>();
  for (let at = 0; at < rows.length; at += rowsPerRead)
    for (const { entry, bytes } of await readRowsAt(source, [...rows.subarray(at, at + rowsPerRead)])) {
      const { line } = entry;
      const cells = readCells(bytes, 0, bytes.length, delimiter).slice(leadingColumns[source.list].length);
      if (line > 0) before.push({ line, isQuoted: bytes.at(-1) === quote, cells, key: cells[keyAt] || undefined });
      seen.set(line, (seen.get(line) ?? 0) + 1);
    }
  return before.map((row) => ((seen.get(row.line) ?? 0) > 1 ? { ...row, hasTwin: true } : row));
}

interface Now {
  readonly bytes: Uint8Array;
  readonly cells: readonly string[];
}

/** Undefined for a line or a key that several rows have. */
interface FileNow {
  readonly records: number;
  readonly atLine: ReadonlyMap<number, Now | undefined>;
  readonly byKey: ReadonlyMap<string, Now | undefined>;
}

async function readNow(
  rows: AsyncIterable<RowNow>,
  before: readonly Before[],
  { delimiter, keyAt }: Reading,
  signal: AbortSignal,
): Promise<FileNow> {
  const lines = new Set(before.map(({ line }) => line));
  const keys = ownKeys(before);
  const atLine = new Map<number, Now | undefined>();
  const byKey = new Map<string, Now | undefined>();
  let records = 0;
  for await (const { line, bytes } of rows) {
    if (records++ % rowsPerRead === 0) signal.throwIfAborted();
    if (keyAt < 0 && !lines.has(line)) continue;
    const cells = readCells(bytes, 0, bytes.length, delimiter);
    const key = cells[keyAt] ?? '';
    if (!lines.has(line) && !keys.has(key)) continue;
    const now: Now = { bytes: bytes.slice(), cells };
    if (lines.has(line)) atLine.set(line, atLine.has(line) ? undefined : now);
    if (keys.has(key)) byKey.set(key, byKey.has(key) ? undefined : now);
  }
  return { records, atLine, byKey };
}

/** Keys that one row has. */
function ownKeys(rows: readonly Before[]): ReadonlySet<string> {
  const keys = new Set<string>();
  const shared = new Set<string>();
  for (const { key } of rows) if (key !== undefined) (keys.has(key) ? shared : keys).add(key);
  for (const key of shared) keys.delete(key);
  return keys;
}

/** By the key if it is in the file once, else by the line, as long as the line cannot have another row. */
async function matchRows(
  before: readonly Before[],
  now: FileNow,
  { request, owner }: { readonly request: ComparisonRequest; readonly owner: LoadState },
  signal: AbortSignal,
): Promise<ReadonlyMap<number, Now>> {
  const matches = new Map<number, Now>();
  const byLine: FoundByLine[] = [];
  for (const { line, key, cells, hasTwin } of before) {
    if (hasTwin) continue;
    const keyed = key === undefined ? undefined : now.byKey.get(key);
    const match = keyed ?? now.atLine.get(line);
    if (!match) continue;
    matches.set(line, match);
    if (!keyed && !isSame(match.cells, cells)) byLine.push({ line, cells, cellsNow: match.cells });
  }
  const isOtherLength = now.records !== owner.plan?.records;
  const sure = await sureLines(byLine, familyOf(request), { owner, isOtherLength }, signal);
  for (const { line } of byLine) if (!sure.has(line)) matches.delete(line);
  return matches;
}

function familyOf({ state, states, ...request }: ComparisonRequest): LoadFamily {
  const all = [...states];
  const { jobId } = ownerOfLines(state, all);
  return {
    ...request,
    state,
    key: keyField(state.spec),
    attempts: attemptsOf(state, all)?.attempts ?? [],
    sharesLines: (attempt) => ownerOfLines(attempt, all).jobId === jobId,
  };
}

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((cell, at) => withLf(cell) === withLf(other[at] ?? ''));
