// The row path: writes the columns that a mapping names, under their field names, and remembers each row's source line.
import { readRows, writeRows, type CsvRow } from '../csv/csvRows';
import type { CsvDialect, PartPlan } from '../model/load';
import type { Files } from '../ports';
import { clearWord } from './blanks';

export interface MapSpec {
  /** UTF-8 without byte order mark, header first. */
  readonly rows: AsyncIterable<Uint8Array>;
  readonly dialect: CsvDialect;
  /** Source column → field API name. Every column named exists (checkColumns). Missing: all columns as they are. */
  readonly mapping: Readonly<Record<string, string>> | undefined;
  /** Whether a blank cell of a field is sent as the word that empties it; missing: no cell is. */
  readonly clears: ((field: string) => boolean) | undefined;
  readonly to: string;
  /** Where the source lines go: one little-endian 32-bit number a record. */
  readonly linesTo: string;
}

/** Values arrive as they were, blank cells of `clears` excepted; columns are chosen and renamed. */
export async function mapRows(spec: MapSpec, files: Files): Promise<void> {
  const rows = await files.write(spec.to);
  const lines = await files.write(spec.linesTo);
  try {
    let chosen: readonly Chosen[] | undefined;
    for await (const block of readRows(spec.rows, spec.dialect)) {
      chosen ??= chosenColumns(block[0]?.values ?? [], spec);
      const isFirst = block[0]?.line === 1;
      await rows.write(toBytes(block, chosen, isFirst, spec));
      await lines.write(toLineNumbers(isFirst ? block.slice(1) : block));
    }
    await rows.close();
    await lines.close();
  } finally {
    await rows.discard();
    await lines.discard();
  }
}

interface Chosen {
  /** Place in the source's rows. */
  readonly at: number;
  readonly field: string;
  /** What is sent for a blank cell. */
  readonly blank: string;
}

const chosenColumns = (header: readonly string[], { mapping, clears }: MapSpec): readonly Chosen[] =>
  header.flatMap((column, at) => {
    const field = mapping ? mapping[column] : column;
    return field === undefined ? [] : [{ at, field, blank: clears?.(field) ? clearWord : '' }];
  });

function toBytes(
  block: readonly CsvRow[],
  chosen: readonly Chosen[],
  isFirst: boolean,
  { dialect }: MapSpec,
): Uint8Array {
  const rows = block.map(({ values }, index) =>
    isFirst && index === 0 ? chosen.map(({ field }) => field) : chosen.map(({ at, blank }) => values[at] || blank),
  );
  return new TextEncoder().encode(writeRows(rows, dialect));
}

function toLineNumbers(block: readonly CsvRow[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(block.length * 4));
  block.forEach(({ line }, index) => view.setUint32(index * 4, line, true));
  return new Uint8Array(view.buffer);
}

/** Source lines of one part's records, in their order. */
export async function readSourceLines(
  path: string,
  part: PartPlan,
  parts: readonly PartPlan[],
  files: Files,
): Promise<Uint32Array> {
  const before = parts.filter((other) => other.index < part.index).reduce((sum, other) => sum + other.records, 0);
  const bytes = new Uint8Array(part.records * 4);
  let at = 0;
  for await (const chunk of files.read(path, { start: before * 4, end: (before + part.records) * 4 })) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  const view = new DataView(bytes.buffer);
  return Uint32Array.from({ length: part.records }, (_, index) => view.getUint32(index * 4, true));
}
