// Reads the header of a CSV: its bytes and its names. Rejects what Salesforce would reject.
import { SalesforceError } from '../errors/salesforceError';
import { contentEnd, readCells } from './csvCells';
import { copyOf, joined } from './csvScan';

export class HeaderReader {
  /** The whole record with its terminator, once it was read. */
  bytes: Uint8Array = new Uint8Array();
  names: readonly string[] = [];
  #begun: Uint8Array[] = [];
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** A chunk in which the header does not end. */
  add(chunk: Uint8Array): void {
    this.#begun.push(copyOf(chunk));
  }

  /** The chunk in which it ends, up to there. Throws `input.emptyHeader` and `input.duplicateHeader`. */
  finish(rest: Uint8Array, delimiter: number): void {
    this.bytes = copyOf(joined([...this.#begun, rest]));
    this.#begun = [];
    this.names = readCells(this.bytes, 0, contentEnd(this.bytes, 0, this.bytes.length), delimiter);
    const file = this.#file;
    const seen = new Map<string, number>();
    this.names.forEach((name, index) => {
      const key = name.trim().toLowerCase();
      if (key === '') throw new SalesforceError('input.emptyHeader', { file, column: index + 1 });
      const first = seen.get(key);
      if (first !== undefined)
        throw new SalesforceError('input.duplicateHeader', { file, name, first, second: index + 1 });
      seen.set(key, index + 1);
    });
  }
}
