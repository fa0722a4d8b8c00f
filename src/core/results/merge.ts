// Joins the result files of a job's parts into the three files a person gets, and their indexes.
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
  writeEntry,
  type ResultFolder,
  type RowFiles,
  type RowList,
} from './layout';
import type { Task } from '../kernel/task';
import type { FileWriter, Files } from '../ports';

export interface MergeSpec {
  /** Indexes of the parts, in order; one that was never settled has no files and is left out. */
  readonly parts: readonly number[];
  /** CsvPlan.header of the file. */
  readonly header: Uint8Array;
  readonly dialect: Pick<CsvDialect, 'delimiter'>;
}

/**
 * failed.csv, succeeded.csv and unprocessed.csv from the parts' files, which disappear. Only for a job that has ended;
 * calling it again after a crash finishes the work.
 */
export async function mergeResults(spec: MergeSpec, at: ResultFolder, task: Task): Promise<void> {
  for (const list of rowLists) {
    const merged = mergedFiles(at, list);
    const parts = spec.parts.map((part) => partFiles(at, list, part));
    if (!(await at.files.facts(merged.index))) await mergeList(headerFor(list, spec), parts, { merged, ...at }, task);
    for (const { csv, index } of parts) {
      await at.files.remove(csv);
      await at.files.remove(index);
    }
  }
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

async function mergeList(
  header: Uint8Array,
  parts: readonly RowFiles[],
  { files, merged }: { readonly files: Files; readonly merged: RowFiles },
  task: Task,
): Promise<void> {
  const csv = await files.write(merged.csv);
  const index = await files.write(merged.index);
  try {
    await csv.write(header);
    let offset = header.length;
    let sequence = 0;
    for (const part of parts) {
      if (!(await files.facts(part.index))) continue;
      sequence += await shiftEntries(files.read(part.index, { start: 0, lent: true }), { offset, sequence }, index);
      for await (const bytes of files.read(part.csv, { start: 0, lent: true })) {
        task.signal.throwIfAborted();
        await csv.write(bytes);
        offset += bytes.length;
      }
    }
    await csv.close();
    await index.close();
  } finally {
    await Promise.all([csv.discard(), index.discard()]);
  }
}

/** Copies entries for a CSV that now stands further down in another. Gives their number. */
async function shiftEntries(
  chunks: AsyncIterable<Uint8Array>,
  by: { readonly offset: number; readonly sequence: number },
  to: FileWriter,
): Promise<number> {
  let count = 0;
  for await (const bytes of wholeEntries(chunks)) {
    const view = new DataView(bytes.buffer);
    for (let at = 0; at < bytes.length; at += entryBytes, count++) {
      const entry = readEntry(view, at);
      writeEntry(view, at, { ...entry, offset: entry.offset + by.offset, sequence: entry.sequence + by.sequence });
    }
    await to.write(bytes);
  }
  return count;
}
