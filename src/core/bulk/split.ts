// Reads a CSV once before anything is sent: refuses what Salesforce would refuse, and cuts the rest into parts.
import { SalesforceError } from '../errors/salesforceError';
import { CsvCheck, type CheckAsk } from '../csv/csvCheck';
import { toUtf8, type CsvSource } from '../csv/csvNormalize';
import type { CsvDialect, LineEnding, PartPlan } from '../model/load';
import { onlyKind } from '../csv/lineBreaks';
import type { Task } from '../kernel/task';

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
  /** How to declare what is sent; after a rewrite the dialect of the rewritten file. */
  readonly dialect: CsvDialect;
  /**
   * Salesforce would not take the bytes as they are. `encoding`: write toUtf8's output to a file, `parts` are offsets
   * in it. `lineEndings`: write normalizeCsv's output with `dialect.lineEnding` to a file and plan that one.
   */
  readonly needsRewrite?: 'encoding' | 'lineEndings';
  readonly parts: readonly PartPlan[];
}

/**
 * One pass, constant memory. Progress in bytes (phase `reading`). Throws the `input.*` errors with file, line and
 * column.
 */
export async function planParts(source: CsvSource, limits: PartLimits, task: Task): Promise<CsvPlan> {
  const { file, dialect } = source;
  const isUtf8 = dialect.encoding === 'utf-8';
  const firstOffset = isUtf8 ? dialect.bomBytes : 0;
  const { delimiter } = dialect;
  const cutter = new PartCutter(limits);
  let sizeBytes = 0;
  let base = firstOffset;
  const onRecord: CheckAsk['onRecord'] = (end, line, blank) => {
    if (cutter.isFresh) cutter.begin(firstOffset, check.header.bytes.length);
    cutter.add(base + end, line, blank);
  };
  const check = new CsvCheck({ file, delimiter, firstOffset, onRecord });
  for await (const chunk of toUtf8({ ...source, chunks: counted(source.chunks, (read) => (sizeBytes = read), task) })) {
    check.push(chunk);
    base += chunk.length;
  }
  check.finish();
  if (check.columns === 0) throw new SalesforceError('input.empty', { file });
  const parts = cutter.finish();
  if (parts.length === 0) throw new SalesforceError('input.noRows', { file });
  const { lineEnding, rewrite } = lineEndingFor(check, source);
  return {
    columns: check.header.names,
    header: check.header.bytes,
    records: parts.reduce((sum, part) => sum + part.records, 0),
    sizeBytes,
    dialect: { ...dialect, lineEnding, ...((rewrite || !isUtf8) && { encoding: 'utf-8', bomBytes: 0 }) },
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
  #open: Mutable<PartPlan> = { index: 0, start: 0, end: 0, records: 0, firstLine: 0 };
  #headerBytes = 0;
  /** Where the last record ended that was not a blank line: blank lines at the end of a file are no records. */
  #last = { part: -1, end: 0, records: 0 };
  readonly #limits: PartLimits;

  constructor(limits: PartLimits) {
    this.#limits = limits;
  }

  get isFresh(): boolean {
    return this.#headerBytes === 0;
  }

  /** `firstOffset` is where the header starts. */
  begin(firstOffset: number, headerBytes: number): void {
    this.#headerBytes = headerBytes;
    const start = firstOffset + headerBytes;
    this.#open = { index: 0, start, end: start, records: 0, firstLine: 0 };
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
    this.#closed.push(this.#open);
    this.#open = { index: index + 1, start: end, end, records: 0, firstLine: 0 };
  }

  finish(): PartPlan[] {
    const { part, end, records } = this.#last;
    if (part < 0) return [];
    return [...this.#closed.slice(0, part), { ...(this.#closed[part] ?? this.#open), end, records }];
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Salesforce looks for the declared line ending in the whole body, quoted values included, so these decide: the
 * terminators can be rewritten without harm, the values cannot.
 */
function lineEndingFor(check: CsvCheck, { file, dialect }: CsvSource): { lineEnding: LineEnding; rewrite: boolean } {
  const { terminators, quotedBreaks: inside } = check;
  if (inside.lf > 0 && inside.crlf > 0) {
    const [expected, found] = inside.lfLine < inside.crlfLine ? ['LF', 'CRLF'] : ['CRLF', 'LF'];
    const line = Math.max(inside.lfLine, inside.crlfLine);
    throw new SalesforceError('input.mixedLineEndings', { file, line, expected, found });
  }
  const lineEnding = onlyKind(inside) ?? onlyKind(terminators) ?? dialect.lineEnding;
  return { lineEnding, rewrite: (lineEnding === 'LF' ? terminators.crlf : terminators.lf) > 0 };
}
