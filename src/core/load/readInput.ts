// Reads a file once before a load: its hash, and the number of its rows for the question to the user.
import { checkOf } from '../csv/checkOptions';
import { CsvCheck } from '../csv/csvCheck';
import { detectDialect } from '../csv/csvDetect';
import { contentStart, createTranscoder } from '../csv/csvEncoding';
import type { CsvDialect } from '../model/load';
import type { ColumnNames } from '../model/mapping';
import type { Files, Sha256 } from '../ports';
import { csvFacts, readHead } from './csvFile';

export interface InputRead {
  /** Of all bytes, in lower-case hex. */
  readonly sha256: string;
  /** Undefined for a file that cannot be loaded: the load itself reports what is wrong with it. */
  readonly rows: number | undefined;
}

interface Input {
  readonly file: string;
  readonly dialect?: Partial<CsvDialect> | undefined;
  /** Of a mapping that names the columns. */
  readonly names?: ColumnNames;
}

/** Throws `input.missingFile`, `input.isFolder` and `input.notAFile`. */
export async function readInput(
  { file, dialect, names }: Input,
  { files, hash }: { readonly files: Files; readonly hash: Sha256 },
  signal: AbortSignal,
): Promise<InputRead> {
  await csvFacts(file, files);
  const head = await readHead(file, files);
  const counter = orUndefined(() =>
    createCounter(detectDialect(head, file, dialect), { file, ...(names && { names }) }),
  );
  let isValid = counter !== undefined;
  for await (const chunk of files.read(file, { start: 0, lent: true })) {
    signal.throwIfAborted();
    hash.add(chunk);
    isValid &&= orUndefined(() => counter?.push(chunk)) === true;
  }
  return { sha256: hash.hex(), rows: isValid ? orUndefined(() => counter?.end()) : undefined };
}

interface RowCounter {
  readonly push: (chunk: Uint8Array) => true;
  /** The number of rows, without blank ones at the end. */
  readonly end: () => number;
}

function createCounter(dialect: CsvDialect, { file, names }: Omit<Input, 'dialect'>): RowCounter {
  let seen = 0;
  let records = 0;
  const transcoder = createTranscoder(dialect, file);
  const check = new CsvCheck({
    ...checkOf({ file, names }, dialect),
    onRecord: (_end, _line, blank) => {
      seen++;
      if (!blank) records = seen;
    },
  });
  let skip = contentStart(dialect);
  return {
    push: (chunk) => {
      const from = Math.min(skip, chunk.length);
      skip -= from;
      check.push(transcoder.push(chunk.subarray(from)));
      return true;
    },
    end: () => {
      check.push(transcoder.finish());
      check.finish();
      return records;
    },
  };
}

function orUndefined<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
