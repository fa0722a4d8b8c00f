// A value that a step cannot convert: data, not an error, because there may be many of them.

export interface Failure {
  /** A whole sentence that quotes the value. */
  readonly problem: string;
  /** The value is the key of a lookup that has not exactly one record. */
  readonly ofLookup?: true;
}

export type Converted = string | Failure;

const shownLength = 80;

/** `says` follows the value: `is not a number.` */
export const failure = (value: string, says: string): Failure => ({ problem: `${quote(value)} ${says}` });

export const quote = (value: string): string =>
  value.length > shownLength ? `“${value.slice(0, shownLength)}…”` : `“${value}”`;
