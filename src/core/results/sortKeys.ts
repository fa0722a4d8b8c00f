// Compares the values of a column over a million rows: empty values first, then numbers by size, then texts in any
// case.
const quote = 0x22;
const longestKeyBytes = 64;
const headBytes = 6;

/** An empty cell's key is of kind 0. */
const numberKind = 1;
const textKind = 2;

/**
 * One key for each row, in typed arrays: `set` all, then `prepare`, then `compare`. Texts count up to their 64th byte.
 */
export class SortKeys {
  readonly #kinds: Uint8Array;
  /** The number, or six bytes of the text as one: most comparisons need no more. */
  readonly #heads: Float64Array;
  readonly #starts: Uint32Array;
  readonly #lengths: Uint8Array;
  #texts = new Uint8Array(1024 * 1024);
  #size = 0;
  /** All texts begin with so many equal bytes; comparing them starts after these. */
  #common = longestKeyBytes;

  constructor(rows: number) {
    this.#kinds = new Uint8Array(rows);
    this.#heads = new Float64Array(rows);
    this.#starts = new Uint32Array(rows);
    this.#lengths = new Uint8Array(rows);
  }

  /** The cell between two delimiters. */
  set(row: number, bytes: Uint8Array, cellStart: number, cellEnd: number): void {
    const isQuoted = cellEnd - cellStart > 1 && bytes[cellStart] === quote;
    const start = isQuoted ? cellStart + 1 : cellStart;
    const end = isQuoted ? cellEnd - 1 : cellEnd;
    if (start === end) return;
    const number = toNumber(bytes, start, end);
    this.#kinds[row] = Number.isNaN(number) ? textKind : numberKind;
    if (Number.isNaN(number)) this.#keep(row, bytes, start, Math.min(end, start + longestKeyBytes));
    else this.#heads[row] = number;
  }

  /** The first text is at the beginning of the memory, so the others are compared with it. */
  #keep(row: number, bytes: Uint8Array, start: number, end: number): void {
    if (this.#size + longestKeyBytes > this.#texts.length) this.#grow();
    this.#starts[row] = this.#size;
    this.#lengths[row] = end - start;
    for (let at = start; at < end; at++) this.#texts[this.#size++] = folded(bytes[at] as number);
    const own = this.#size - (end - start);
    let same = 0;
    while (same < this.#common && same < end - start && this.#texts[same] === this.#texts[own + same]) same++;
    this.#common = same;
  }

  #grow(): void {
    const old = this.#texts;
    this.#texts = new Uint8Array(old.length * 2);
    this.#texts.set(old);
  }

  prepare(): void {
    for (let row = 0; row < this.#kinds.length; row++) {
      if (this.#kinds[row] !== textKind) continue;
      const start = this.#starts[row] as number;
      const end = start + (this.#lengths[row] as number);
      let head = 0;
      for (let at = start + this.#common, bytes = 0; bytes < headBytes; at++, bytes++) {
        head = head * 256 + (at < end ? (this.#texts[at] as number) : 0);
      }
      this.#heads[row] = head;
    }
  }

  /** Negative when row `a` comes before row `b`; 0 when nothing in the column tells them apart. */
  compare(a: number, b: number): number {
    const kind = (this.#kinds[a] as number) - (this.#kinds[b] as number);
    if (kind !== 0) return kind;
    const head = (this.#heads[a] as number) - (this.#heads[b] as number);
    return head !== 0 || this.#kinds[a] !== textKind ? head : this.#compareRest(a, b);
  }

  #compareRest(a: number, b: number): number {
    const startA = this.#starts[a] as number;
    const startB = this.#starts[b] as number;
    const lengthA = this.#lengths[a] as number;
    const lengthB = this.#lengths[b] as number;
    for (let i = this.#common + headBytes; i < lengthA && i < lengthB; i++) {
      const difference = (this.#texts[startA + i] as number) - (this.#texts[startB + i] as number);
      if (difference !== 0) return difference;
    }
    return lengthA - lengthB;
  }
}

const folded = (byte: number): number => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte);

/** Plain decimal numbers only; NaN for anything else. */
function toNumber(bytes: Uint8Array, start: number, end: number): number {
  const isNegative = bytes[start] === 0x2d;
  let value = 0;
  let scale = 0;
  let digits = 0;
  for (let at = isNegative ? start + 1 : start; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte >= 0x30 && byte <= 0x39) {
      value = value * 10 + byte - 0x30;
      scale *= 10;
      digits++;
    } else if (byte === 0x2e && scale === 0) scale = 1;
    else return NaN;
  }
  if (digits === 0) return NaN;
  return ((isNegative ? -1 : 1) * value) / (scale || 1);
}
