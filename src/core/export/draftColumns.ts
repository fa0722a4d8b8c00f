// The columns of the file that an earlier run of an export began: in the header of a CSV, or in the first line of JSON.
import { contentEnd, readCells } from '../csv/csvCells';
import { RecordCounter } from '../csv/csvCount';
import { joined } from '../csv/csvScan';
import type { ExportFormat } from '../model/export';
import type { Files } from '../ports';
import { emptyLine } from './lineTemplate';

const comma = 0x2c;
const lineFeed = 0x0a;

export async function draftColumns(draftPath: string, files: Files): Promise<readonly string[]> {
  const counter = new RecordCounter();
  const first = await readUntil(draftPath, files, (chunk) => (counter.push(chunk) > 0 ? counter.firstEnd : 0));
  return readCells(first, 0, contentEnd(first, 0, first.length), comma);
}

/** Equal for the same columns, as far as the format keeps their names and order. */
export const columnsKey = (columns: readonly string[], format: ExportFormat): string =>
  format === 'csv' ? JSON.stringify(columns) : emptyLine(columns);

/** That of the columns of the draft; undefined where it has no line that names them. */
export async function draftColumnsKey(
  draftPath: string,
  format: ExportFormat,
  files: Files,
): Promise<string | undefined> {
  if (format === 'csv') return columnsKey(await draftColumns(draftPath, files), format);
  // Line feeds within values are escaped.
  const line = await readUntil(draftPath, files, (chunk) => chunk.indexOf(lineFeed) + 1);
  if (line.length === 0) return undefined;
  const toEmpty = (_: string, value: unknown): unknown => (typeof value === 'string' ? null : value);
  return `${JSON.stringify(JSON.parse(new TextDecoder().decode(line), toEmpty))}\n`;
}

/** From the start to where `endIn` finds the end in a chunk; 0 where it does not. */
async function readUntil(path: string, files: Files, endIn: (chunk: Uint8Array) => number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const chunk of files.read(path)) {
    const end = endIn(chunk);
    pieces.push(end > 0 ? chunk.subarray(0, end) : chunk);
    if (end > 0) break;
  }
  return joined(pieces);
}
