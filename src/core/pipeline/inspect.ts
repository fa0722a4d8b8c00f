// What a person wants to know about a CSV before loading it: how it is written, its columns, its first rows, its size.
import type { CsvDialect } from '../kernel/job';
import type { Files } from '../ports';

export interface CsvInspection {
  readonly file: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  readonly dialect: CsvDialect;
  readonly columns: readonly string[];
  /** The first rows after the header, at most {@link previewRows}. */
  readonly preview: readonly (readonly string[])[];
  readonly records: { readonly count: number; readonly exact: boolean };
}

export const previewRows = 100;

/** Reads at most the first megabyte. Throws `input.missingFile`, `input.isFolder` and what is wrong with these first rows. */
export function inspectCsv(
  ask: { readonly file: string; readonly dialect?: Partial<CsvDialect> },
  files: Files,
  signal: AbortSignal,
): Promise<CsvInspection> {
  throw new Error(`not yet: ${ask.file} ${typeof files} ${signal.aborted}`);
}
