// The one way ids are made, read and checked: key prefix, pod, base-62 counter and the case checksum (facts §0.1).
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CHECKSUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
/** Two characters that stand for the instance; every record of the practice org carries them. */
const POD = '5e';
const COUNTER_DIGITS = 10;
/** Where each counter starts, so that ids mix cases and digits like real ones. */
const FIRST = 31_415_926_535;

const digitOf = new Int8Array(128).fill(-1);
for (let i = 0; i < DIGITS.length; i++) digitOf[DIGITS.charCodeAt(i)] = i;

/** Appends the three checksum characters to a 15-character id. */
export function toId18(id15: string): string {
  return id15 + checksumOf(id15);
}

function checksumOf(id15: string): string {
  let suffix = '';
  for (let group = 0; group < 15; group += 5) {
    let bits = 0;
    for (let i = 0; i < 5; i++) {
      const code = id15.charCodeAt(group + i);
      if (code >= 65 && code <= 90) bits |= 1 << i;
    }
    suffix += CHECKSUM.charAt(bits);
  }
  return suffix;
}

/** The 18-character id of the n-th record (from 0) under a key prefix. */
export function idOf(keyPrefix: string, n: number): string {
  let counter = '';
  let rest = FIRST + n;
  for (let i = 0; i < COUNTER_DIGITS; i++) {
    counter = DIGITS.charAt(rest % 62) + counter;
    rest = Math.floor(rest / 62);
  }
  return toId18(keyPrefix + POD + counter);
}

/** Which record (from 0) an id of 15 or 18 characters counts; -1 for an id that this org never gave out. */
export function numberOf(id: string): number {
  if ((id.length !== 15 && id.length !== 18) || id.charCodeAt(3) !== 53 || id.charCodeAt(4) !== 101) return -1;
  let value = 0;
  for (let i = 5; i < 15; i++) {
    const digit = digitOf[id.charCodeAt(i)] ?? -1;
    if (digit < 0) return -1;
    value = value * 62 + digit;
  }
  return value < FIRST ? -1 : value - FIRST;
}

/** True for 15 alphanumeric characters, or 18 with the right checksum in any case. */
export function isId(text: string): boolean {
  if (!/^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/.test(text)) return false;
  return text.length === 15 || checksumOf(text.slice(0, 15)) === text.slice(15).toUpperCase();
}

/** The 18-character form of a well-formed id; anything else comes back as it is. */
export function normalizeId(text: string): string {
  return isId(text) ? toId18(text.slice(0, 15)) : text;
}
