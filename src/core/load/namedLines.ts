// The column of a retry file with the lines of the file that was loaded first, and the lines that it may name.
import { SalesforceError } from '../errors/salesforceError';
import { readNumbers } from '../kernel/numberFile';
import type { LoadSpec } from '../model/load';
import type { Files } from '../ports';
import { isLineColumn } from '../results/layout';

export interface NamedLines {
  readonly file: string;
  /** Place of the column. */
  readonly column: number;
  /** Whether a row of the retry is on the line. */
  readonly isOffered: (line: number) => boolean;
}

/** Undefined for a file without that column, and for one that is no retry. Throws `input.unreadable`. */
export async function readNamedLines(
  columns: readonly string[],
  { file, retryOf }: LoadSpec,
  files: Files,
): Promise<NamedLines | undefined> {
  const column = retryOf ? columns.findIndex(isLineColumn) : -1;
  if (!retryOf || column < 0) return undefined;
  const { linesFile, records, withoutLine = 0 } = retryOf;
  // Retries that an older version prepared have no such file.
  if (linesFile === undefined) return { file, column, isOffered: (line) => line >= firstRowLine };
  const offered = await readLines(linesFile, records - withoutLine, files);
  return { file, column, isOffered: (line) => offered.has(line) };
}

/** The lowest line of a row. Line 1 is the header. */
const firstRowLine = 2;
const linesPerRead = 1_000_000;

async function readLines(file: string, count: number, files: Files): Promise<LineSet> {
  const lines = new LineSet();
  let found = 0;
  for (let start = 0; start < count; start += linesPerRead)
    for (const line of await readNumbers(file, files, { start, end: Math.min(count, start + linesPerRead) })) {
      lines.add(line);
      found++;
    }
  if (found === count) return lines;
  throw new SalesforceError('input.unreadable', { file, reason: `it lists ${found} of ${count} lines` });
}

/** Needs one bit for each line of the file. */
class LineSet {
  #bits = new Uint8Array(8 * 1024);

  add(line: number): void {
    const at = Math.floor(line / 8);
    if (at >= this.#bits.length) {
      const grown = new Uint8Array(Math.max(at + 1, this.#bits.length * 2));
      grown.set(this.#bits);
      this.#bits = grown;
    }
    (this.#bits[at] as number) |= 1 << (line % 8);
  }

  has(line: number): boolean {
    return (((this.#bits[Math.floor(line / 8)] ?? 0) >> (line % 8)) & 1) === 1;
  }
}
