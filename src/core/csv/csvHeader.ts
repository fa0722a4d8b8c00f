// Reads the header of a CSV: its bytes and its names. Rejects what Salesforce would reject.
import { SalesforceError } from '../errors/salesforceError';
import { contentEnd, readCells } from './csvCells';
import type { ColumnNames } from '../model/mapping';
import { copyOf, joined } from './csvScan';

/** Blanks, line breaks and characters without a width: what people cannot see around a name. */
const blanksAround = /^[\s\u00ad\u200b-\u200f\u2060-\u2064\ufeff]+|[\s\u00ad\u200b-\u200f\u2060-\u2064\ufeff]+$/g;

export class HeaderReader {
  /** The whole record with its terminator, once it was read. */
  bytes: Uint8Array = new Uint8Array();
  /** Without {@link blanksAround}. */
  names: readonly string[] = [];
  /** The names that had blanks around them. */
  trimmed: readonly string[] = [];
  #begun: Uint8Array[] = [];
  readonly #file: string;
  readonly #given: readonly string[] | undefined;

  constructor(file: string, { headers }: ColumnNames = {}) {
    this.#file = file;
    this.#given = headers;
  }

  /** A chunk in which the header does not end. */
  add(chunk: Uint8Array): void {
    this.#begun.push(copyOf(chunk));
  }

  /**
   * The chunk in which it ends, up to there. Throws `input.headerCount`, `input.emptyHeader` and
   * `input.duplicateHeader`.
   */
  finish(rest: Uint8Array, delimiter: number): void {
    this.bytes = copyOf(joined([...this.#begun, rest]));
    this.#begun = [];
    const cells = readCells(this.bytes, 0, contentEnd(this.bytes, 0, this.bytes.length), delimiter);
    const file = this.#file;
    const given = this.#given;
    if (given && given.length !== cells.length)
      throw new SalesforceError('input.headerCount', { file, found: cells.length, expected: given.length });
    this.names = given ?? cells.map((cell) => cell.replace(blanksAround, ''));
    this.trimmed = given ? [] : this.names.filter((name, index) => name !== cells[index]);
    const seen = new Map<string, number>();
    this.names.forEach((name, index) => {
      const key = name.toLowerCase();
      if (key === '') throw new SalesforceError('input.emptyHeader', { file, column: index + 1 });
      const first = seen.get(key);
      if (first !== undefined)
        throw new SalesforceError('input.duplicateHeader', { file, name, first, second: index + 1 });
      seen.set(key, index + 1);
    });
  }
}
