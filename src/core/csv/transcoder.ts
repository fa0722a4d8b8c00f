// What converts a text to UTF-8, chunk by chunk.
import type { SalesforceError } from '../errors/salesforceError';

export interface Transcoder {
  readonly push: (chunk: Uint8Array) => Uint8Array;
  /** What was held back until its next bytes. Throws when the text stops within a character. */
  readonly finish: () => Uint8Array;
}

/** Where the text starts in the file, and how it is rejected. */
export interface TextStart {
  readonly offset: number;
  readonly line: number;
  /** For an invalid byte. */
  readonly error: (offset: number, line: number) => SalesforceError;
  /** For a row on that line which is longer than any row may be. */
  readonly tooLong: (line: number) => SalesforceError;
}
