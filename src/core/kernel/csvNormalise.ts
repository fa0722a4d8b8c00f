// Rewrites a CSV's encoding and record terminators while it streams; values and line numbers stay as they are.
import type { CsvDialect, LineEnding } from './job';

export interface CsvSource {
  /** For error messages. */
  readonly file: string;
  readonly dialect: CsvDialect;
  /** The whole file, byte order mark included. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** The file as UTF-8 without byte order mark. Throws `input.badEncoding`. */
export function toUtf8(source: CsvSource): AsyncIterable<Uint8Array> {
  throw new Error(`not yet: ${source.file}`);
}

/** The file as UTF-8 without byte order mark, each record ended by `lineEnding`. */
export function normaliseCsv(source: CsvSource, lineEnding: LineEnding): AsyncIterable<Uint8Array> {
  throw new Error(`not yet: ${source.file} ${lineEnding}`);
}
