// Finds a text in UTF-8 bytes whatever its case, without decoding what does not match.

/** The ways in which one character may stand in a CSV: in either case, a quote as two. */
function writings(character: string): Uint8Array[] {
  if (character === '"') return [new TextEncoder().encode('""')];
  const cases = new Set([character, character.toLowerCase(), character.toUpperCase()]);
  return [...cases].map((text) => new TextEncoder().encode(text));
}

export class TextFilter {
  readonly #characters: readonly (readonly Uint8Array[])[];
  /** 1 for each byte with which the text may begin. */
  readonly #begins = new Uint8Array(256);

  constructor(private readonly text: string) {
    this.#characters = Array.from(text, writings);
    for (const [first] of this.#characters[0] ?? []) if (first !== undefined) this.#begins[first] = 1;
  }

  /** The bytes around a cell can look like this text, so that what was found needs a second look at the values. */
  mayCrossCells(delimiter: number): boolean {
    return this.text.includes('"') || this.text.includes(String.fromCharCode(delimiter));
  }

  /** The same for a value that is decoded already. */
  isIn(value: string): boolean {
    return value.toLowerCase().includes(this.text.toLowerCase());
  }

  /** Where the text stands between `start` and `end`; -1 for nowhere. */
  find(bytes: Uint8Array, start: number, end: number): number {
    for (let at = start; at < end; at++) {
      if (this.#begins[bytes[at] as number] === 1 && this.#standsAt(bytes, at, end)) return at;
    }
    return -1;
  }

  #standsAt(bytes: Uint8Array, start: number, end: number): boolean {
    let at = start;
    for (const character of this.#characters) {
      const found = character.find((writing) => at + writing.length <= end && sameBytes(bytes, at, writing));
      if (!found) return false;
      at += found.length;
    }
    return true;
  }
}

function sameBytes(bytes: Uint8Array, at: number, wanted: Uint8Array): boolean {
  for (let i = 0; i < wanted.length; i++) if (bytes[at + i] !== wanted[i]) return false;
  return true;
}
