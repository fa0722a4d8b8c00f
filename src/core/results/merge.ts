// Merges the result files of a job's parts into failed.csv, succeeded.csv and unprocessed.csv, with their indexes.
import { contentEnd } from '../csv/csvCells';
import type { CsvDialect } from '../model/load';
import {
  entryBytes,
  leadingColumns,
  mergedFiles,
  partFiles,
  readEntry,
  rowLists,
  wholeEntries,
  shiftEntry,
  writeEntry,
  type IndexEntry,
  type ResultFolder,
  type RowFiles,
  type RowList,
} from './layout';
import type { Task } from '../kernel/task';
import { writeFile } from '../kernel/writeFile';
import type { Files, Sha256 } from '../ports';
import { measured, toHead } from './indexHead';

export interface MergeSpec {
  /** Indexes of the parts, in order; one that never finished has no files and is left out. */
  readonly parts: readonly number[];
  /** CsvPlan.header of the file. */
  readonly header: Uint8Array;
  readonly dialect: Pick<CsvDialect, 'delimiter'>;
}

export interface MergeFolder extends ResultFolder {
  readonly sha256: () => Sha256;
}

/**
 * Replaces the parts' files by the merged ones. Only for a job that has ended; calling it again after a crash finishes
 * the work.
 */
export async function mergeResults(spec: MergeSpec, at: MergeFolder, task: Task): Promise<void> {
  const { files } = at;
  for (const list of rowLists) {
    const merged = mergedFiles(at, list);
    const parts = spec.parts.map((part) => partFiles(at, list, part));
    if (!(await files.facts(merged.index))) {
      const finished = await existing(parts, files);
      await mergeList({ ...at, parts: finished, merged, header: headerFor(list, spec) }, task);
    }
    for (const { csv, index } of parts) {
      await files.remove(csv);
      await files.remove(index);
    }
  }
}

async function existing(parts: readonly RowFiles[], files: Files): Promise<readonly RowFiles[]> {
  const found: RowFiles[] = [];
  for (const part of parts) if (await files.facts(part.index)) found.push(part);
  return found;
}

function headerFor(list: RowList, { header, dialect }: MergeSpec): Uint8Array {
  const own = header.subarray(0, contentEnd(header, 0, header.length));
  const leading = new TextEncoder().encode(leadingColumns[list].map((name) => name + dialect.delimiter).join(''));
  const whole = new Uint8Array(leading.length + own.length + 1);
  whole.set(leading);
  whole.set(own, leading.length);
  whole[whole.length - 1] = 0x0a;
  return whole;
}

interface Merging {
  readonly files: Files;
  readonly sha256: () => Sha256;
  /** Those of the parts that have any. */
  readonly parts: readonly RowFiles[];
  readonly merged: RowFiles;
  readonly header: Uint8Array;
}

/** The index is written last: where it exists, the merge is done. */
async function mergeList(merging: Merging, task: Task): Promise<void> {
  const { files, merged } = merging;
  const rows = measured(mergedRows(merging, task), merging.sha256());
  await writeFile(rows.chunks, merged.csv, files);
  const head = toHead(rows.content());
  const order: Order = { lastLine: 0, isByLine: true };
  const writer = await files.write(merged.index);
  try {
    await writer.write(head);
    for await (const bytes of shiftedEntries(merging, order)) await writer.write(bytes);
    if (order.isByLine) await writer.close();
  } finally {
    await writer.discard();
  }
  if (!order.isByLine) await writeFile(sortedEntries(merging, order, head), merged.index, files);
}

async function* mergedRows({ files, parts, header }: Merging, task: Task): AsyncGenerator<Uint8Array> {
  yield header;
  for (const { csv } of parts)
    for await (const bytes of files.read(csv, { start: 0, lent: true })) {
      task.signal.throwIfAborted();
      yield bytes;
    }
}

/** Whether entries are in the order of their lines; those of rows that were not found say nothing about it. */
interface Order {
  lastLine: number;
  isByLine: boolean;
}

/** The entries of all parts, whose rows are now one part after another in the merged CSV. */
async function* shiftedEntries(
  { files, parts, header }: Merging,
  order: Order,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let offset = header.length;
  let sequence = 0;
  for (const { csv, index } of parts) {
    let count = 0;
    for await (const bytes of wholeEntries(files.read(index, { start: 0, lent: true }))) {
      const view = new DataView(bytes.buffer);
      for (let at = 0; at < bytes.length; at += entryBytes, count++) {
        const line = shiftEntry(view, at, offset, sequence);
        if (line > 0 && line < order.lastLine) order.isByLine = false;
        order.lastLine = line || order.lastLine;
      }
      yield bytes;
    }
    offset += (await files.facts(csv))?.sizeBytes ?? 0;
    sequence += count;
  }
}

/**
 * For rows that are not sent, and for a retry file whose rows a person put into another order: needs memory for all
 * entries.
 */
async function* sortedEntries(merging: Merging, order: Order, head: Uint8Array): AsyncGenerator<Uint8Array> {
  yield head;
  const entries: IndexEntry[] = [];
  for await (const bytes of shiftedEntries(merging, order)) {
    const view = new DataView(bytes.buffer);
    for (let at = 0; at < bytes.length; at += entryBytes) entries.push(readEntry(view, at));
  }
  // Rows that were not found come last.
  entries.sort((a, b) => (a.line || Infinity) - (b.line || Infinity));
  const bytes = new Uint8Array(entries.length * entryBytes);
  const view = new DataView(bytes.buffer);
  entries.forEach((entry, row) => writeEntry(view, row * entryBytes, entry));
  yield bytes;
}
