// Writes the numbers of query results without exponents: the Bulk API gives 87,700,000 as 8.77E7.
import { cellEnd, cellText, contentEnd, readCells } from '../csv/csvCells';
import { joined, recordBlocks } from '../csv/csvScan';
import { plainNumber } from '../kernel/plainNumber';

/** Which columns of a header hold numbers. A text such as `1E5` in another column stays. */
export type NumberColumns = (header: readonly string[]) => Promise<ReadonlySet<number>>;

const comma = 0x2c;
const exponents = [0x45, 0x65];
const encoder = new TextEncoder();

/** The page with plain numbers; every other byte is unchanged. */
export async function* withPlainNumbers(
  page: AsyncIterable<Uint8Array>,
  numberColumns: NumberColumns,
): AsyncGenerator<Uint8Array> {
  let columns: ReadonlySet<number> | undefined;
  for await (const { bytes, count, ends } of recordBlocks(page)) {
    const pieces: Uint8Array[] = [];
    let written = 0;
    for (let index = 0; index < count; index++) {
      const start = ends[index - 1] ?? 0;
      const end = contentEnd(bytes, start, ends[index] as number);
      if (!columns) {
        columns = await numberColumns(readCells(bytes, start, end, comma));
        continue;
      }
      for (const [from, to] of numbersIn(bytes, { start, end, columns })) {
        const cell = cellText(bytes, from, to);
        const plain = plainNumber(cell);
        if (plain === cell) continue;
        pieces.push(bytes.subarray(written, from), encoder.encode(`"${plain}"`));
        written = to;
      }
    }
    const last = ends[count - 1] ?? 0;
    yield joined([...pieces, bytes.subarray(written, last)]);
  }
}

interface Record {
  readonly start: number;
  readonly end: number;
  readonly columns: ReadonlySet<number>;
}

/** Where the cells with an exponent are, quotes included. */
function* numbersIn(bytes: Uint8Array, { start, end, columns }: Record): Generator<readonly [number, number]> {
  for (let at = start, column = 0; at <= end; column++) {
    const next = cellEnd(bytes, at, end, comma);
    if (columns.has(column) && exponents.some((exponent) => isIn(bytes, exponent, [at, next]))) yield [at, next];
    at = next + 1;
  }
}

function isIn(bytes: Uint8Array, byte: number, [from, to]: readonly [number, number]): boolean {
  for (let i = from; i < to; i++) if (bytes[i] === byte) return true;
  return false;
}
