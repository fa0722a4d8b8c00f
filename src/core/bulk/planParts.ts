// Reads a CSV once before anything is sent: refuses what Salesforce would refuse, and cuts the rest into parts.
import { SalesforceError } from '../errors/salesforceError';
import type { CheckOptions } from '../csv/checkOptions';
import { CsvCheck } from '../csv/csvCheck';
import { contentStart, headerLine } from '../csv/csvEncoding';
import { toUtf8, type CsvSource } from '../csv/csvNormalize';
import type { CsvDialect, LineEnding, PartPlan } from '../model/load';
import type { ColumnNames } from '../model/mapping';
import { onlyKind } from '../csv/lineBreaks';
import type { Task } from '../kernel/task';
import type { Sha256 } from '../ports';
import { PartHash } from './partHash';

export interface PartLimits {
  /** A part with its header stays at or under this. */
  readonly partBytes: number;
  readonly partRecords: number;
}

export interface CsvPlan {
  readonly columns: readonly string[];
  /** The header record of the file, in UTF-8, with its terminator: sent before each part. */
  readonly header: Uint8Array;
  readonly records: number;
  /** Bytes of the whole file as read. */
  readonly sizeBytes: number;
  /** Of the whole file as read, where it was asked for. */
  readonly sha256?: string;
  /** How to declare what is sent; after a rewrite the dialect of the rewritten file. */
  readonly dialect: CsvDialect;
  /** Column names that had blanks around them, which are not sent. */
  readonly trimmed: readonly string[];
  /** How often U+FFFD occurs in the values, and where first: the line, and the number of the column. */
  readonly replaced: CsvCheck['replaced'];
  /** Where values are `#N/A`, by the number of the column. */
  readonly naCells: CsvCheck['naCells']['found'];
  /** Values have both kinds of line breaks, so the Bulk API cannot take them. */
  readonly mixedBreaks?: MixedBreaks;
  /**
   * Salesforce would not take the bytes as they are. `encoding`: write toUtf8's output to a file, `parts` are offsets
   * in it. `lineEndings`: write normalizeCsv's output with `dialect.lineEnding` to a file and plan that one.
   */
  readonly needsRewrite?: 'encoding' | 'lineEndings';
  readonly parts: readonly PartPlan[];
}

/** The line on which the second kind of line break occurs first. */
export interface MixedBreaks {
  readonly line: number;
  readonly expected: LineEnding;
  readonly found: LineEnding;
}

export interface PartSource extends CsvSource {
  readonly sha256: () => Sha256;
  /** The text is UTF-8 and begins with the header: its hash costs less beside those of the parts. */
  readonly hashesFile?: boolean;
  readonly names?: ColumnNames;
  /** Rows were left out of it, maybe all. */
  readonly mayHaveNoRows?: true;
}

/**
 * One pass, constant memory. Progress in bytes (phase `reading`). Throws the `input.*` errors with file, line and
 * column.
 */
export async function planParts(source: PartSource, limits: PartLimits, task: Task): Promise<CsvPlan> {
  const { file, dialect, names } = source;
  const isUtf8 = dialect.encoding === 'utf-8';
  const firstOffset = isUtf8 ? contentStart(dialect) : 0;
  const { delimiter } = dialect;
  const cutter = new PartCutter(limits, new PartHash(firstOffset, source.sha256, source.hashesFile));
  let sizeBytes = 0;
  let base = firstOffset;
  const onRecord: CheckOptions['onRecord'] = (end, line, blank) => {
    if (cutter.isFresh) cutter.begin(firstOffset, check.header.bytes);
    cutter.add(base + end, line, blank);
  };
  const firstLine = source.firstLine ?? headerLine(dialect);
  const isMarked = dialect.bomBytes > 0;
  const check = new CsvCheck({
    file,
    delimiter,
    firstOffset,
    firstLine,
    isUtf8: isMarked,
    ...(names && { names }),
    onRecord,
  });
  for await (const chunk of toUtf8({ ...source, chunks: counted(source.chunks, (read) => (sizeBytes = read), task) })) {
    cutter.push(chunk);
    check.push(chunk);
    cutter.settle();
    base += chunk.length;
  }
  check.finish();
  if (check.columns === 0) throw new SalesforceError('input.empty', { file });
  const parts = cutter.finish();
  const sha256 = cutter.hashOfFile();
  if (parts.length === 0 && !source.mayHaveNoRows) throw new SalesforceError('input.noRows', { file });
  const { lineEnding, rewrite } = lineEndingFor(check, dialect);
  const mixedBreaks = mixedBreaksIn(check);
  return {
    columns: check.header.names,
    header: check.header.bytes,
    records: parts.reduce((sum, part) => sum + part.records, 0),
    sizeBytes,
    ...(sha256 !== undefined && { sha256 }),
    dialect: rewrite || !isUtf8 ? ownDialect({ ...dialect, lineEnding }) : { ...dialect, lineEnding },
    trimmed: check.header.trimmed,
    replaced: check.replaced,
    naCells: check.naCells.found,
    ...(mixedBreaks && { mixedBreaks }),
    ...(rewrite ? { needsRewrite: 'lineEndings' } : !isUtf8 && { needsRewrite: 'encoding' }),
    parts,
  };
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  report: (read: number) => void,
  task: Task,
): AsyncGenerator<Uint8Array> {
  let done = 0;
  for await (const chunk of chunks) {
    task.signal.throwIfAborted();
    yield chunk;
    done += chunk.length;
    report(done);
    task.progress({ phase: 'reading', done, unit: 'bytes' });
  }
}

/** Collects records into parts until the next one would break a limit. */
class PartCutter {
  readonly #closed: PartPlan[] = [];
  #open: Mutable<Omit<PartPlan, 'sha256'>> = { index: 0, start: 0, end: 0, records: 0, firstLine: 0 };
  #headerBytes = 0;
  /** Where the last record ended that was not a blank line: blank lines at the end of a file are no records. */
  #last = { part: -1, end: 0, records: 0 };
  readonly #limits: PartLimits;
  readonly #hash: PartHash;

  constructor(limits: PartLimits, hash: PartHash) {
    this.#limits = limits;
    this.#hash = hash;
  }

  get isFresh(): boolean {
    return this.#headerBytes === 0;
  }

  /** Call it before the chunk is read, and {@link settle} after that. */
  push(chunk: Uint8Array): void {
    this.#hash.push(chunk);
  }

  settle(): void {
    if (!this.isFresh) this.#hash.settle(this.#open.end, this.#last.end);
    else this.#hash.keep();
  }

  /** `firstOffset` is where the header starts. */
  begin(firstOffset: number, header: Uint8Array): void {
    this.#headerBytes = header.length;
    const start = firstOffset + header.length;
    this.#open = { index: 0, start, end: start, records: 0, firstLine: 0 };
    this.#hash.begin(header);
  }

  add(end: number, line: number, blank: boolean): void {
    const { partBytes, partRecords } = this.#limits;
    const { start, records } = this.#open;
    if (records > 0 && (records >= partRecords || this.#headerBytes + end - start > partBytes)) this.#close();
    const open = this.#open;
    if (open.records === 0) open.firstLine = line;
    open.end = end;
    open.records++;
    if (!blank) this.#last = { part: open.index, end, records: open.records };
  }

  #close(): void {
    const { index, end } = this.#open;
    this.#closed.push({ ...this.#open, sha256: this.#hash.cut(end, this.#last.end) });
    this.#open = { index: index + 1, start: end, end, records: 0, firstLine: 0 };
  }

  /** After {@link finish}; see {@link PartHash.whole}. */
  hashOfFile(): string | undefined {
    return this.#hash.whole();
  }

  finish(): PartPlan[] {
    const { part, end, records } = this.#last;
    if (part < 0) return [];
    this.settle();
    const last = this.#closed[part];
    const sha256 = last?.end === end ? last.sha256 : this.#hash.last(end);
    return [...this.#closed.slice(0, part), { ...(last ?? this.#open), end, records, sha256 }];
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The dialect of a copy that we write. */
export const ownDialect = ({ delimiter, lineEnding }: CsvDialect): CsvDialect => ({
  delimiter,
  lineEnding,
  encoding: 'utf-8',
  bomBytes: 0,
});

/**
 * Salesforce looks for the declared line ending in the whole body, quoted values included, so these decide: the
 * terminators can be rewritten without harm, the values cannot.
 */
function lineEndingFor(check: CsvCheck, dialect: CsvDialect): { lineEnding: LineEnding; rewrite: boolean } {
  const { terminators, quotedBreaks } = check;
  const lineEnding = onlyKind(quotedBreaks) ?? onlyKind(terminators) ?? dialect.lineEnding;
  return { lineEnding, rewrite: (lineEnding === 'LF' ? terminators.crlf : terminators.lf) > 0 };
}

function mixedBreaksIn({ quotedBreaks: { lf, crlf, lfLine, crlfLine } }: CsvCheck): MixedBreaks | undefined {
  if (lf === 0 || crlf === 0) return undefined;
  const [expected, found] = lfLine < crlfLine ? (['LF', 'CRLF'] as const) : (['CRLF', 'LF'] as const);
  return { line: Math.max(lfLine, crlfLine), expected, found };
}
