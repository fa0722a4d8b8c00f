// Creates, parses and checks record ids: key prefix, instance code, base-62 counter and case checksum.

const base62Digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const checksumDigits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
/** Two characters for the instance; the ids of all records of the practice org contain them. */
const instanceCode = '5e';
/** The first value of each counter, chosen so that ids mix letter case and digits like real ids. */
const firstNumber = 31_415_926_535;
/** The counter has ten digits; the lower five determine the third checksum character. */
const lowRange = 62 ** 5;

const digitOf = new Int8Array(128).fill(-1);
for (let i = 0; i < base62Digits.length; i++) digitOf[base62Digits.charCodeAt(i)] = i;

/** Appends the three checksum characters to a 15-character id. */
export function toId18(id15: string): string {
  return id15 + checksumOf(id15, 0) + checksumOf(id15, 5) + checksumOf(id15, 10);
}

function checksumOf(text: string, start: number): string {
  let bits = 0;
  for (let i = 0; i < 5; i++) {
    const code = text.charCodeAt(start + i);
    if (code >= 65 && code <= 90) bits |= 1 << i;
  }
  return checksumDigits.charAt(bits);
}

function toBase62(value: number): string {
  let text = '';
  for (let i = 0, rest = value; i < 5; i++, rest = Math.floor(rest / 62)) text = base62Digits.charAt(rest % 62) + text;
  return text;
}

/** Creates the ids with one key prefix; caches the part that 916 million consecutive ids share. */
export class IdMaker {
  readonly #keyPrefix: string;
  #high = -1;
  #head = '';
  #headChecksum = '';

  constructor(keyPrefix: string) {
    this.#keyPrefix = keyPrefix;
  }

  /** The 18-character id of record number `n`, counted from 0. */
  idOf(n: number): string {
    const value = firstNumber + n;
    const high = Math.floor(value / lowRange);
    if (high !== this.#high) {
      this.#high = high;
      this.#head = this.#keyPrefix + instanceCode + toBase62(high);
      this.#headChecksum = checksumOf(this.#head, 0) + checksumOf(this.#head, 5);
    }
    const low = toBase62(value - high * lowRange);
    return this.#head + low + this.#headChecksum + checksumOf(low, 0);
  }
}

export function idOf(keyPrefix: string, n: number): string {
  return new IdMaker(keyPrefix).idOf(n);
}

/** The record number (from 0) of an id with 15 or 18 characters; -1 for an id of another org. */
export function numberOf(id: string): number {
  if ((id.length !== 15 && id.length !== 18) || id.charCodeAt(3) !== 53 || id.charCodeAt(4) !== 101) return -1;
  let value = 0;
  for (let i = 5; i < 15; i++) {
    const digit = digitOf[id.charCodeAt(i)] ?? -1;
    if (digit < 0) return -1;
    value = value * 62 + digit;
  }
  return value < firstNumber ? -1 : value - firstNumber;
}

/** True for 15 alphanumeric characters, or for 18 with the correct checksum in any letter case. */
export function isId(text: string): boolean {
  if (!/^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/.test(text)) return false;
  return text.length === 15 || toId18(text.slice(0, 15)).slice(15) === text.slice(15).toUpperCase();
}

/** The 18-character form of a well-formed id; other text is returned unchanged. */
export function normalizeId(text: string): string {
  return isId(text) ? toId18(text.slice(0, 15)) : text;
}
