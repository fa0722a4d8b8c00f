// Lines that the rows of a retry have in the file that was loaded first, also where a person took rows out or put some in.
import { contentEnd } from '../csv/csvCells';
import { normaliseCsv, type CsvSource } from '../csv/csvNormalise';
import { copyOf, recordBlocks } from '../csv/csvScan';
import type { CsvDialect, RetryOf } from '../model/load';
import { RecordHash } from '../results/recordHash';
import type { Files } from '../ports';
import { alignRows, type RowKeys } from './alignRows';
import { readAll } from './csvFile';

export interface Edited {
  readonly source: CsvSource;
  readonly dialect: Pick<CsvDialect, 'delimiter' | 'lineEnding'>;
  readonly records: number;
}

/** Whoever edits more rows than this by hand has other worries; each takes some hundred bytes for a moment. */
const mostRows = 500_000;

/**
 * True when the rows' lines are known: where rows were taken out or put in, those of the rows that are recognised are
 * written to `to`, 0 for the others. False when none is: then the columns were changed, too, or all rows. Of very many rows
 * only their number is looked at.
 */
export async function retriedLines(retry: RetryOf, edited: Edited, to: string, files: Files): Promise<boolean> {
  const offered = ((await files.facts(retry.linesFile))?.sizeBytes ?? 0) / 4;
  if (retry.keysFile === undefined || Math.max(offered, edited.records) > mostRows) return offered === edited.records;
  const before = new Float64Array(copyOf(await readAll(files.read(retry.keysFile))).buffer);
  const lines = new Uint32Array(copyOf(await readAll(files.read(retry.linesFile))).buffer);
  const found = alignRows(before, await keysOf(edited));
  if (found.every((row) => row < 0)) return false;
  if (found.length === offered && found.every((row, place) => row === place)) return true;
  const writer = await files.write(to);
  try {
    await writer.write(new Uint8Array(Uint32Array.from(found, (row) => lines[row] ?? 0).buffer));
    await writer.close();
  } finally {
    await writer.discard();
  }
  return true;
}

async function keysOf({ source, dialect, records }: Edited): Promise<RowKeys> {
  const keys = new Float64Array(records);
  const hash = new RecordHash();
  const delimiter = dialect.delimiter.charCodeAt(0);
  let row = -1;
  for await (const { bytes, count, ends } of recordBlocks(normaliseCsv(source, dialect.lineEnding)))
    for (let i = 0, start = 0; i < count; start = ends[i++] as number, row++)
      if (row >= 0) keys[row] = hash.of(bytes, start, contentEnd(bytes, start, ends[i] as number), delimiter).key;
  return keys;
}
