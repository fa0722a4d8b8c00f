// The layout of a job's result files: their names, their own columns, and the index beside each CSV. While a job runs
// each finished part has its own files; at the end they are merged (docs/adr, result files).
import type { FailureGroup } from '../model/load';
import type { Files } from '../ports';

export type RowList = 'failed' | 'succeeded' | 'unprocessed' | 'unknown';

export const rowLists: readonly RowList[] = ['succeeded', 'failed', 'unprocessed', 'unknown'];

/** The lists that Salesforce has of a job. It has no word for rows whose outcome is not known. */
export type RemoteList = Exclude<RowList, 'unknown'>;

export const remoteLists: readonly RemoteList[] = ['succeeded', 'failed', 'unprocessed'];

/** Salesforce says nothing about these rows, so their files have no columns for it. */
export const hasNoResultColumns = (list: RowList): list is 'unprocessed' | 'unknown' =>
  list === 'unprocessed' || list === 'unknown';

export interface ResultFolder {
  readonly files: Files;
  readonly folder: string;
}

/**
 * A CSV of result rows and its index. The index is written last: where it exists, the CSV is whole. That of a merged
 * file begins with what the CSV was when it was written (indexHead.ts).
 */
export interface RowFiles {
  readonly csv: string;
  readonly index: string;
}

export const partFiles = (at: ResultFolder, list: RowList, part: number): RowFiles => rowFiles(at, `${list}.${part}`);

export const mergedFiles = (at: ResultFolder, list: RowList): RowFiles => rowFiles(at, list);

/** Result rows of a part that are in no list: the list from which they come, then the row as Salesforce sent it. */
export const unexpectedFile = ({ files, folder }: ResultFolder, part: number): string =>
  files.join(folder, `unexpected.${part}.csv`);

/** The list's CSV with the rows of all parts, written by mergeResults at the end of a job. */
export const mergedCsv = (at: ResultFolder, list: RowList): string => mergedFiles(at, list).csv;

const rowFiles = ({ files, folder }: ResultFolder, name: string): RowFiles => ({
  csv: files.join(folder, `${name}.csv`),
  index: files.join(folder, `${name}.idx`),
});

/** Every column that result files have before those of the source. */
const resultColumns: ReadonlySet<string> = new Set(['sf__attempt', 'sf__id', 'sf__created', 'sf__error', 'sf__line']);

/** Whether a column is one of ours and no field of an object; as Salesforce does, without regard to case. */
export const isResultColumn = (name: string): boolean => resultColumns.has(name.trim().toLowerCase());

/** The line of a row in the file that was loaded first. */
export const lineColumn = 'sf__Line';

export const isLineColumn = (name: string): boolean => name.trim().toLowerCase() === lineColumn.toLowerCase();

/**
 * A row that a person added to a retry file has no line in the file that was loaded first. Wherever lines are kept as
 * numbers it has its line in the retry file, marked by the highest of 32 bits, so that such rows come after all others.
 */
const addedMark = 0x8000_0000;

export const addedLine = (line: number): number => line + addedMark;

/** Line in the file that was loaded first; 0 for a row that is not in it. */
export const sourceLineOf = (line: number): number => (line < addedMark ? line : 0);

/** Line in the retry file of a row that was added there; 0 for any other row. */
export const addedLineOf = (line: number): number => (line < addedMark ? 0 : line - addedMark);

/** Columns before those of the source. */
export const leadingColumns: Readonly<Record<RowList, readonly string[]>> = {
  failed: ['sf__Id', 'sf__Error', 'sf__Line'],
  succeeded: ['sf__Id', 'sf__Created', 'sf__Line'],
  unprocessed: ['sf__Line'],
  unknown: ['sf__Line'],
};

/**
 * One row's entry in the index. Entries are in the order of the lines. Rows that were not found in the file (line 0)
 * are at the end of their part.
 */
export interface IndexEntry {
  /** Place of the row in the CSV, in bytes; `lengthBytes` leaves out the line feed. */
  readonly offset: number;
  readonly lengthBytes: number;
  /** Read it with {@link sourceLineOf} and {@link addedLineOf}. */
  readonly line: number;
  /** {@link groupMark} of the row's failure; 0 in the other lists. */
  readonly group: number;
  /** The row is the CSV's `sequence`-th, from 0. */
  readonly sequence: number;
}

export const entryBytes = 24;

/** Six little-endian 32-bit numbers; the offset takes two. */
export function writeEntry(view: DataView, at: number, entry: IndexEntry): void {
  view.setUint32(at, entry.offset % 2 ** 32, true);
  view.setUint32(at + 4, Math.floor(entry.offset / 2 ** 32), true);
  view.setUint32(at + 8, entry.lengthBytes, true);
  view.setUint32(at + 12, entry.line, true);
  view.setUint32(at + 16, entry.group, true);
  view.setUint32(at + 20, entry.sequence, true);
}

export const readEntry = (view: DataView, at: number): IndexEntry => ({
  offset: view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32,
  lengthBytes: view.getUint32(at + 8, true),
  line: view.getUint32(at + 12, true),
  group: view.getUint32(at + 16, true),
  sequence: view.getUint32(at + 20, true),
});

/** Moves a row by so many bytes and rows, and returns its line. Makes no object: there may be millions of entries. */
export function shiftEntry(view: DataView, at: number, bytes: number, rows: number): number {
  const offset = view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32 + bytes;
  view.setUint32(at, offset % 2 ** 32, true);
  view.setUint32(at + 4, Math.floor(offset / 2 ** 32), true);
  view.setUint32(at + 20, view.getUint32(at + 20, true) + rows, true);
  return view.getUint32(at + 12, true);
}

/** A 32-bit fingerprint of a failure group, the same in every part, so that merging needs no table of groups. */
export function groupMark({ code, message, fields }: Omit<FailureGroup, 'count'>): number {
  let hash = 0x811c9dc5;
  for (const character of [code, message, ...fields].join('\u0000')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return hash >>> 0 || 1;
}

/** The chunks of an index file, cut between entries; each has its own memory. */
export async function* wholeEntries(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let rest = new Uint8Array();
  for await (const chunk of chunks) {
    const bytes = new Uint8Array(rest.length + chunk.length);
    bytes.set(rest);
    bytes.set(chunk, rest.length);
    const whole = bytes.length - (bytes.length % entryBytes);
    rest = bytes.slice(whole);
    if (whole > 0) yield bytes.subarray(0, whole);
  }
}
