// Counts the records in Salesforce's results, several times as fast as finding where each of them ends.

const quote = 0x22;
const lineFeed = 0x0a;

/** Counts chunk by chunk; keeps nothing of the chunks. Bytes must be UTF-8, as for {@link RecordScanner}. */
export class RecordCounter {
  /** Where the first record that ended in the last chunk ends, its terminator included; 0 when none did. */
  firstEnd = 0;
  /** Where the last one that ended in it ends. */
  lastEnd = 0;
  #quoted = false;

  /** The last chunk ended within a value. */
  get isQuoted(): boolean {
    return this.#quoted;
  }

  /** How many records ended in this chunk. */
  push(chunk: Uint8Array): number {
    let count = 0;
    let known = 0;
    this.firstEnd = 0;
    this.lastEnd = 0;
    for (let at = chunk.indexOf(lineFeed); at >= 0; at = chunk.indexOf(lineFeed, at + 1)) {
      if (at - 2 >= known && endsValue(chunk, at)) this.#quoted = false;
      else this.#follow(chunk, known, at);
      known = at + 1;
      if (this.#quoted) continue;
      if (count++ === 0) this.firstEnd = at + 1;
      this.lastEnd = at + 1;
    }
    this.#follow(chunk, known, chunk.length);
    return count;
  }

  #follow(chunk: Uint8Array, from: number, to: number): void {
    let quoted = this.#quoted;
    for (let i = from; i < to; i++) if (chunk[i] === quote) quoted = !quoted;
    this.#quoted = quoted;
  }
}

/**
 * Inside a value quotes are doubled, so a single quote opens or closes a value, and no quote opens directly after a
 * letter or a digit. Other ends are found by counting the quotes before them.
 */
const endsValue = (chunk: Uint8Array, at: number): boolean =>
  chunk[at - 1] === quote && isWord(chunk[at - 2] as number);

const isWord = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a) || byte >= 0x80;
