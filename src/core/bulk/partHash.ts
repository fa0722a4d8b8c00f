// Hashes each part of a CSV while it is cut, so that exactly these bytes are sent later.
import type { Sha256 } from '../ports';

/**
 * Offsets are those of the text. A part is hashed with the header, because both are sent together. Blank lines at the
 * end of a file belong to no part, which is known only at the end, so the hash before them is kept.
 */
export class PartHash {
  readonly #create: () => Sha256;
  #hash: Sha256;
  /** Bytes from `#at` on that are not hashed yet. */
  #pieces: Uint8Array[] = [];
  #at: number;
  #header: Uint8Array = new Uint8Array();
  #beforeBlanks: { readonly end: number; readonly hash: Sha256 } | undefined;
  readonly #hashesAll: boolean;
  /** Of all parts; undefined in the first one, whose hash it is. */
  #whole: Sha256 | undefined;

  /** With `hashesAll`, {@link whole} has a hash: the text begins with the header. */
  constructor(firstOffset: number, create: () => Sha256, hashesAll = false) {
    this.#at = firstOffset;
    this.#hashesAll = hashesAll;
    this.#create = create;
    this.#hash = create();
  }

  /** The memory of the bytes may be reused after the next {@link settle}. */
  push(bytes: Uint8Array): void {
    this.#pieces.push(bytes);
  }

  /** Starts the first part, after the header. */
  begin(header: Uint8Array): void {
    this.#header = header;
    this.#forward(this.#at + header.length, () => undefined);
    this.#hash.add(header);
  }

  /** `end`: where the last record ended; `filledEnd`: where the last one that is no blank line did. */
  #advance(end: number, filledEnd: number): void {
    if (this.#at <= filledEnd) {
      this.#forward(filledEnd, this.#add);
      this.#beforeBlanks = end > filledEnd ? { end: filledEnd, hash: this.#hash.copy() } : undefined;
    }
    this.#forward(end, this.#add);
  }

  readonly #add = (bytes: Uint8Array): void => {
    this.#hash.add(bytes);
    this.#whole?.add(bytes);
  };

  /** After each chunk. */
  settle(end: number, filledEnd: number): void {
    this.#advance(end, filledEnd);
    this.keep();
  }

  /** Copies what is left of the last chunk. */
  keep(): void {
    const last = this.#pieces.pop();
    // Not `slice`: that of Node's Buffer copies nothing.
    if (last) this.#pieces.push(new Uint8Array(last));
  }

  /** Ends the part, and gives its hash. */
  cut(end: number, filledEnd: number): string {
    this.#advance(end, filledEnd);
    const hash = this.#hash;
    if (this.#hashesAll) this.#whole ??= hash.copy();
    this.#hash = this.#create();
    this.#hash.add(this.#header);
    return hash.hex();
  }

  /** The hash of the part that was hashed last, up to its last record that is no blank line. */
  last(filledEnd: number): string {
    return (this.#beforeBlanks?.end === filledEnd ? this.#beforeBlanks.hash : this.#hash).copy().hex();
  }

  /** The hash of all that was pushed. Call it last. */
  whole(): string | undefined {
    if (!this.#hashesAll) return undefined;
    const whole = (this.#whole ?? this.#hash).copy();
    for (const bytes of this.#pieces) whole.add(bytes);
    return whole.hex();
  }

  #forward(to: number, use: (bytes: Uint8Array) => void): void {
    for (let [first] = this.#pieces; first !== undefined && this.#at < to; [first] = this.#pieces) {
      const count = Math.min(first.length, to - this.#at);
      use(first.subarray(0, count));
      this.#at += count;
      if (count === first.length) this.#pieces.shift();
      else this.#pieces[0] = first.subarray(count);
    }
  }
}
