// Finds a text in UTF-8 bytes whatever its case, without decoding what does not match.

/** The ways in which one character may be written in a CSV: in either case, a quote as two. */
function writings(character: string): Uint8Array[] {
  if (character === '"') return [new TextEncoder().encode('""')];
  const cases = new Set([character, character.toLowerCase(), character.toUpperCase()]);
  return [...cases].map((text) => new TextEncoder().encode(text));
}

export class TextFilter {
  readonly #characters: readonly (readonly Uint8Array[])[];
  /** 1 for each byte with which the text may begin. */
  readonly #begins = new Uint8Array(256);
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    this.#characters = Array.from(text, writings);
    for (const [first] of this.#characters[0] ?? []) if (first !== undefined) this.#begins[first] = 1;
  }

  /** Quotes and delimiters between cells can look like this text, so a match has to be confirmed in the values. */
  mayCrossCells(delimiter: number): boolean {
    return this.#text.includes('"') || this.#text.includes(String.fromCharCode(delimiter));
  }

  /** The same for a decoded value. */
  isIn(value: string): boolean {
    return value.toLowerCase().includes(this.#text.toLowerCase());
  }

  /** Where the text is between `start` and `end`; -1 for nowhere. */
  find(bytes: Uint8Array, start: number, end: number): number {
    const begins = this.#begins;
    for (let at = start; at < end; at++) {
      if (begins[bytes[at] as number] === 1 && this.#isAt(bytes, at, end)) return at;
    }
    return -1;
  }

  #isAt(bytes: Uint8Array, start: number, end: number): boolean {
    let at = start;
    for (const character of this.#characters) {
      const length = lengthAt(bytes, at, end, character);
      if (length === 0) return false;
      at += length;
    }
    return true;
  }
}

/** How many bytes the character has at this place; 0 when it is not there. */
function lengthAt(bytes: Uint8Array, at: number, end: number, character: readonly Uint8Array[]): number {
  for (const writing of character) {
    let same = 0;
    while (same < writing.length && at + same < end && bytes[at + same] === writing[same]) same++;
    if (same === writing.length) return same;
  }
  return 0;
}
