// Reads the file of a load once more, as the load would send its rows now: for retries after the file has changed.
import { contentEnd } from '../csv/csvCells';
import { headerLine } from '../csv/csvEncoding';
import { recordBlocks } from '../csv/csvScan';
import { toUtf8 } from '../csv/csvNormalize';
import { oneChunk } from '../kernel/oneChunk';
import type { FilePlan, LoadSpec, LoadState } from '../model/load';
import type { Files } from '../ports';
import { inspectCsv } from './inspect';
import { readNamedLines } from './namedLines';
import { prepareColumns, type PreparedColumn } from './prepareRows';
import { rewriteRows } from './rewriteRows';

export interface RowNow {
  /** As in the index of the results (results/layout). */
  readonly line: number;
  /** The cells in the order of the planned columns, without line ending. Valid until the next row is asked for. */
  readonly bytes: Uint8Array;
}

export type PlannedFile = Pick<FilePlan, 'columns' | 'dialect'>;

/**
 * The file of `load`, whose rows were sent as `planned`. Undefined when it no longer has all the columns that were
 * sent, when it lost or got the column of lines, so that its lines are no longer those that it had, or when the values
 * must be looked up in the org. Throws the `input.*` errors of a file that cannot be read.
 */
export async function readAgain(
  { spec, plan }: Pick<LoadState, 'spec' | 'plan'>,
  planned: PlannedFile,
  files: Files,
  signal: AbortSignal,
): Promise<AsyncIterable<RowNow> | undefined> {
  const { file, mapping } = spec;
  if (mapping?.fields.some(({ lookup }) => lookup)) return undefined;
  const { columns, dialect } = await inspectCsv(
    { file, ...(spec.dialect && { dialect: spec.dialect }), ...(mapping && { names: mapping }) },
    files,
    signal,
  );
  if (dialect.delimiter !== planned.dialect.delimiter) return undefined;
  const ordered = await inOrderOf(planned.columns, columns, spec);
  if (!ordered) return undefined;
  const namedLines = await readNamedLines(columns, spec, files);
  if ((namedLines !== undefined) !== (plan?.keepsLines ?? false)) return undefined;
  const text = toUtf8({ file, dialect, chunks: files.read(file, { start: 0, lent: true }) });
  const to = { delimiter: dialect.delimiter, lineEnding: planned.dialect.lineEnding };
  const startsWithRow = mapping?.firstLine === 'data';
  const prepared = { file, names: columns, startsWithRow, columns: ordered, namedLines, onFailure: mapping?.onFailure };
  return rowsOf(rewriteRows(text, prepared, to, { firstLine: headerLine(dialect) }));
}

/** The columns of the file in the order in which they were sent. */
async function inOrderOf(
  planned: readonly string[],
  columns: readonly string[],
  spec: LoadSpec,
): Promise<readonly PreparedColumn[] | undefined> {
  const found = await prepareColumns(columns, spec);
  const ordered = planned.flatMap((field) => found.find((column) => column.field === field) ?? []);
  return ordered.length === planned.length ? ordered : undefined;
}

async function* rowsOf(rewritten: ReturnType<typeof rewriteRows>): AsyncGenerator<RowNow> {
  let isHeader = true;
  for await (const { bytes, lines } of rewritten) {
    let row = 0;
    for await (const { bytes: records, count, ends } of recordBlocks(oneChunk(bytes)))
      for (let i = 0, start = 0; i < count; start = ends[i++] as number) {
        const end = ends[i] as number;
        if (isHeader) isHeader = false;
        else yield { line: lines[row++] as number, bytes: records.subarray(start, contentEnd(records, start, end)) };
      }
  }
}
