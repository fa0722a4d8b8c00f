// Finds the rows of a list on the disk: in one merged file, or in the files of the parts that have finished so far. A
// row's number is its place in the indexes, part after part, which is the order of the lines. Only rows that are not
// sent come last until the files are merged.
import { copyOf, joined } from '../csv/csvScan';
import { headBytes } from './indexHead';
import {
  entryBytes,
  mergedFiles,
  partFiles,
  readEntry,
  wholeEntries,
  type IndexEntry,
  type RowFiles,
  type RowList,
} from './layout';
import type { Files } from '../ports';
import { readSpans } from './readSpans';
import type { RowView } from './rowQuery';

export interface RowSegment extends RowFiles {
  /** All rows of the list, in the file that a person may open. */
  readonly isMerged: boolean;
  readonly firstRow: number;
  readonly rows: number;
}

export interface RowSource {
  readonly files: Files;
  readonly list: RowList;
  readonly segments: readonly RowSegment[];
  readonly total: number;
  /** Changes when the rows do. */
  readonly version: string;
}

export async function findRows(files: Files, { folder, parts }: RowView, list: RowList): Promise<RowSource> {
  const at = { files, folder };
  const merged = await toSegment(files, { ...mergedFiles(at, list), isMerged: true }, 0);
  const segments = merged ? [merged] : [];
  let total = merged?.rows ?? 0;
  for (const part of merged ? [] : parts) {
    const segment = await toSegment(files, { ...partFiles(at, list, part), isMerged: false }, total);
    if (segment) segments.push(segment);
    total += segment?.rows ?? 0;
  }
  return { files, list, segments, total, version: segments.map(({ index, rows }) => `${index}:${rows}`).join() };
}

async function toSegment(
  files: Files,
  names: Pick<RowSegment, keyof RowFiles | 'isMerged'>,
  firstRow: number,
): Promise<RowSegment | undefined> {
  const facts = await files.facts(names.index);
  return facts && { ...names, firstRow, rows: Math.floor((facts.sizeBytes - entriesAt(names)) / entryBytes) };
}

/** Where the entries begin in the index. */
const entriesAt = ({ isMerged }: Pick<RowSegment, 'isMerged'>): number => (isMerged ? headBytes : 0);

/** The entries of a segment's index, in chunks; see wholeEntries. */
export const readIndex = (files: Files, segment: RowSegment): AsyncGenerator<Uint8Array<ArrayBuffer>> =>
  wholeEntries(files.read(segment.index, { start: entriesAt(segment), lent: true }));

/** One row: its entry and its bytes in the CSV, without line feed. */
export interface FoundRow {
  readonly number: number;
  readonly entry: IndexEntry;
  readonly bytes: Uint8Array;
}

/** Rows by their numbers, in the order asked for. */
export async function readRowsAt(source: RowSource, rows: readonly number[]): Promise<FoundRow[]> {
  const found = new Map<number, FoundRow>();
  for (const segment of source.segments) {
    const own = rows.filter((row) => row >= segment.firstRow && row < segment.firstRow + segment.rows);
    if (own.length === 0) continue;
    const starts = own.map((row) => entriesAt(segment) + (row - segment.firstRow) * entryBytes);
    const entrySpans = starts.map((start) => ({ start, end: start + entryBytes }));
    const entries = (await readSpans(source.files, segment.index, entrySpans)).map((bytes) =>
      readEntry(viewOf(bytes), 0),
    );
    const rowSpans = entries.map(({ offset, lengthBytes }) => ({ start: offset, end: offset + lengthBytes }));
    const contents = await readSpans(source.files, segment.csv, rowSpans);
    own.forEach((row, index) => {
      found.set(row, { number: row, entry: entries[index] as IndexEntry, bytes: contents[index] as Uint8Array });
    });
  }
  return rows.flatMap((row) => found.get(row) ?? []);
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** All entries of a segment, in order of the rows. */
export async function eachEntry(
  source: RowSource,
  segment: RowSegment,
  visit: (row: number, entry: IndexEntry) => void,
): Promise<void> {
  let row = segment.firstRow;
  for await (const bytes of readIndex(source.files, segment)) {
    const view = viewOf(bytes);
    for (let at = 0; at < bytes.length; at += entryBytes) visit(row++, readEntry(view, at));
  }
}

/**
 * All rows of a segment in the order of the CSV, which is read once from front to back. `visit` gets the row's content
 * in `bytes`; `pause` is awaited after each piece.
 */
export async function eachRow(
  source: RowSource,
  segment: RowSegment,
  pause: () => Promise<void>,
  visit: (row: number, bytes: Uint8Array, start: number, end: number) => void,
): Promise<void> {
  const order = new Uint32Array(segment.rows);
  const lengths = new Uint32Array(segment.rows);
  let start = 0;
  await eachEntry(source, segment, (row, { offset, lengthBytes, sequence }) => {
    order[sequence] = row;
    lengths[sequence] = lengthBytes;
    if (sequence === 0) start = offset;
  });
  let next = 0;
  let rest: Uint8Array = new Uint8Array();
  for await (const chunk of source.files.read(segment.csv, { start, lent: true })) {
    const bytes = rest.length > 0 ? joined([rest, chunk]) : chunk;
    let at = 0;
    for (; next < segment.rows && at + (lengths[next] as number) < bytes.length; next++) {
      const end = at + (lengths[next] as number);
      visit(order[next] as number, bytes, at, end);
      at = end + 1;
    }
    rest = copyOf(bytes.subarray(at));
    await pause();
  }
}
