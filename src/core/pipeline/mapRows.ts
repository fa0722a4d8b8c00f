// The row path: writes the columns that a mapping names, under their field names, and remembers each row's source line.
import { readRows, writeRow, type CsvRow } from '../kernel/csvRows';
import type { CsvDialect, PartPlan } from '../kernel/job';
import type { Files } from '../ports';

export interface MapSpec {
  /** UTF-8 without byte order mark, header first. */
  readonly rows: AsyncIterable<Uint8Array>;
  readonly dialect: CsvDialect;
  /** Source column → field API name. Every column named exists (checkColumns). */
  readonly mapping: Readonly<Record<string, string>>;
  readonly to: string;
  /** Where the source lines go: one little-endian 32-bit number a record. */
  readonly linesTo: string;
}

/** Values arrive as they were; only columns are chosen and renamed. */
export async function mapRows(spec: MapSpec, files: Files): Promise<void> {
  const [rows, lines] = [await files.write(spec.to), await files.write(spec.linesTo)];
  try {
    let chosen: readonly number[] | undefined;
    for await (const block of readRows(spec.rows, spec.dialect)) {
      chosen ??= chosenColumns(block[0]?.values ?? [], spec.mapping);
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

const chosenColumns = (header: readonly string[], mapping: MapSpec['mapping']): readonly number[] =>
  header.flatMap((column, index) => (mapping[column] === undefined ? [] : [index]));

function toBytes(
  block: readonly CsvRow[],
  chosen: readonly number[],
  isFirst: boolean,
  { mapping, dialect }: MapSpec,
): Uint8Array {
  const texts = block.map(({ values }, index) => {
    const row = chosen.map((column) => values[column] ?? '');
    return writeRow(isFirst && index === 0 ? row.map((column) => mapping[column] ?? column) : row, dialect);
  });
  return new TextEncoder().encode(texts.join(''));
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
