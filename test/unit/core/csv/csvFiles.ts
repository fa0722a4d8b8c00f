// Valid CSV files made by fast-check: any dialect, any values, any quoting, cut anywhere.
import fc from 'fast-check';
import type { Delimiter, LineEnding } from '../../../../src/core/model/load';

export interface InventedCsv {
  readonly text: string;
  readonly delimiter: Delimiter;
  readonly lineEnding: LineEnding;
  /** The header first. */
  readonly rows: readonly (readonly string[])[];
  /** Sizes in which the file's bytes arrive; the last one is repeated. */
  readonly cuts: readonly number[];
}

export const delimiters: readonly Delimiter[] = [',', '\t', ';', '|', '^', '`'];

/** Everything with a meaning in a CSV, and characters of one to four bytes. */
const value = fc
  .array(
    fc.constantFrom(
      'a',
      'b',
      ' ',
      '"',
      '""',
      '\n',
      '\r\n',
      '\r',
      ',',
      ';',
      '\t',
      '|',
      '^',
      '`',
      'é',
      '€',
      '😀',
      '#N/A',
    ),
    {
      maxLength: 5,
    },
  )
  .map((pieces) => pieces.join(''));

/** Quoted where it must be, and elsewhere as `wish` says. */
export function cell(text: string, delimiter: string, wish: boolean): string {
  const must = text.includes(delimiter) || /["\r\n]/.test(text);
  return must || wish ? `"${text.replaceAll('"', '""')}"` : text;
}

export const inventedCsv: fc.Arbitrary<InventedCsv> = fc
  .record({
    delimiter: fc.constantFrom(...delimiters),
    lineEnding: fc.constantFrom<LineEnding>('LF', 'CRLF'),
    columns: fc.integer({ min: 1, max: 4 }),
    endsWithBreak: fc.boolean(),
    blanksAtEnd: fc.integer({ min: 0, max: 2 }),
    cuts: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 }),
  })
  .chain((shape) =>
    fc
      .array(fc.array(fc.tuple(value, fc.boolean()), { minLength: shape.columns, maxLength: shape.columns }), {
        minLength: 1,
        maxLength: 8,
      })
      .map((data) => write(shape, data)),
  );

interface Shape {
  readonly delimiter: Delimiter;
  readonly lineEnding: LineEnding;
  readonly columns: number;
  readonly endsWithBreak: boolean;
  readonly blanksAtEnd: number;
  readonly cuts: readonly number[];
}

function write(shape: Shape, data: readonly (readonly (readonly [string, boolean])[])[]): InventedCsv {
  const { delimiter, lineEnding, columns, cuts } = shape;
  const header = Array.from({ length: columns }, (_, index) => `Column ${index}`);
  const end = lineEnding === 'LF' ? '\n' : '\r\n';
  const records = data.map((row, index) =>
    // A record of one empty value is a blank line, which at the end of a file is none.
    row
      .map(([text, wish]) => cell(text, delimiter, wish || (columns === 1 && index === data.length - 1)))
      .join(delimiter),
  );
  const last = shape.endsWithBreak ? end.repeat(1 + shape.blanksAtEnd) : '';
  return {
    text: [header.join(delimiter), ...records].join(end) + last,
    delimiter,
    lineEnding,
    rows: [header, ...data.map((row) => row.map(([text]) => text))],
    cuts,
  };
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Lent like the chunks of a file, in Node Buffers: a chunk that is kept is overwritten. */
export async function* inPieces(
  bytes: Uint8Array,
  cuts: readonly number[] = [bytes.length || 1],
): AsyncGenerator<Uint8Array> {
  for (let at = 0, piece = 0; at < bytes.length; piece++) {
    const size = cuts[Math.min(piece, cuts.length - 1)]!;
    const chunk = Buffer.from(bytes.subarray(at, at + size));
    yield chunk;
    chunk.fill(0x21);
    at += size;
  }
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Copies what is lent. */
export async function textFrom(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(Buffer.from(piece));
  return Buffer.concat(all).toString();
}
