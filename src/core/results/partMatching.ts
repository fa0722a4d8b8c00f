// Matches Salesforce's result rows to the records of a part while they are written, and holds them to what was sent.
import { cellEnd, cellText, contentEnd } from '../csv/csvCells';
import { joined, recordBlocks, type RecordBlock } from '../csv/csvScan';
import { SalesforceError } from '../errors/salesforceError';
import type { Task } from '../kernel/task';
import type { RowCounts } from '../model/load';
import { FailureGroups } from './failureGroups';
import { firstRow, type FirstRow, type FirstRows } from './firstRows';
import type { IndexEntry, RemoteList, RowList } from './layout';
import { RecordHash, type Hash } from './recordHash';
import { cellCount, isOutcome, knownCells, resultForm, valuesAt, type ResultForm } from './resultForm';
import type { RowMatcher } from './rowMatcher';
import type { RowToWrite, RowWriter } from './rowWriter';
import type { SentPart } from './sentPart';

/** Says which of the result rows cannot be right. */
export interface UnexpectedResults {
  /** Contents that have more result rows than records. */
  readonly ambiguousHashes: ReadonlySet<number>;
}

export interface ListToAdd {
  readonly list: RemoteList;
  /**
   * Its last record may be cut, or lack its line ending, or the list may be one of another part. Otherwise it throws
   * `network.incompleteResults` or `network.otherResults`.
   */
  readonly acceptsIncomplete: boolean;
}

const lineFeed = Uint8Array.of(0x0a);

/** Of all parts. */
export interface Shared {
  readonly matcher: RowMatcher;
  readonly firstRows: FirstRows;
}

export class PartMatching {
  readonly groups = new FailureGroups();
  /** Result rows that were kept out of the lists. */
  unexpected = 0;
  /** Of each list that has rows. */
  readonly firstRows: FirstRow[] = [];
  readonly #task: Task;
  readonly #delimiter: number;
  readonly #matcher: RowMatcher;
  readonly #accepted: FirstRows;
  /** Without it, result rows that match no record are those of records that Salesforce changed. */
  readonly #found: UnexpectedResults | undefined;
  readonly #hash = new RecordHash();
  readonly #row: RowToWrite = { bytes: new Uint8Array(), start: 0, at: 0, end: 0, line: 0 };
  #sentColumns = 0;
  readonly #unmatchedHashes = new Set<number>();
  #unexpectedRows: Uint8Array[] = [];
  /** A list lacks the columns of a result, or its end, has rows that are no results, or is of another part. */
  #isIncomplete = false;
  #seen = 0;
  /** The list that is read is one of another part; undefined before its first row. */
  #isOther: boolean | undefined;
  #acceptsIncomplete = false;

  constructor(
    readonly sent: SentPart,
    { matcher, firstRows }: Shared,
    task: Task,
    found?: UnexpectedResults,
  ) {
    this.#task = task;
    this.#delimiter = sent.dialect.delimiter.charCodeAt(0);
    this.#matcher = matcher;
    this.#accepted = firstRows;
    this.#found = found;
    matcher.renew(sent.plan.records);
  }

  async readSent(): Promise<void> {
    const { sourceLines } = this.sent;
    await this.#eachSent((hash, _, line) => {
      this.#matcher.add(hash, (sourceLines ? sourceLines[this.#matcher.size] : line) ?? 0);
    });
  }

  async #eachSent(visit: (hash: Hash, record: number, line: number) => void): Promise<void> {
    const { plan, open } = this.sent;
    let record = 0;
    for await (const { bytes, count, ends, lines } of recordBlocks(open(), plan.firstLine)) {
      this.#task.signal.throwIfAborted();
      for (let i = 0, start = 0; i < count; start = ends[i++] as number) {
        const content = contentEnd(bytes, start, ends[i] as number);
        this.#sentColumns ||= cellCount({ bytes, start, end: content }, this.#delimiter);
        visit(this.#hash.of(bytes, start, content, this.#delimiter), record++, lines[i] ?? 0);
      }
    }
  }

  /** `writeUnexpected` gets the rows that are kept out of the list. */
  async addList(
    { list, acceptsIncomplete }: ListToAdd,
    body: AsyncIterable<Uint8Array>,
    rows: RowWriter,
    writeUnexpected: (bytes: Uint8Array) => Promise<void>,
  ): Promise<void> {
    const row = this.#row;
    const before = this.unexpected;
    this.#isOther = undefined;
    this.#acceptsIncomplete = acceptsIncomplete;
    let form: ResultForm | undefined;
    let isHeader = true;
    let headers = 0;
    for await (const block of recordBlocks(body)) {
      const { bytes, count, ends, isCut = false } = block;
      this.#task.signal.throwIfAborted();
      if (!endsWithLine(block) && !acceptsIncomplete) throw new SalesforceError('network.incompleteResults', { list });
      if (isCut) this.#isIncomplete = true;
      row.bytes = bytes;
      for (let i = 0, start = 0; i < count; start = ends[i++] as number) {
        row.start = start;
        row.end = contentEnd(bytes, start, ends[i] as number);
        if (isHeader) form = resultForm(row, list, { delimiter: this.#delimiter, columns: this.#sentColumns });
        if (isHeader && !form) this.#isIncomplete = true;
        if (isHeader && !form && !this.#isSent(list)) headers = 1;
        if (!form || isCut) this.#addUnexpected(list);
        else if (!isHeader) this.#addRow(form, rows, row.end < (ends[i] as number));
        isHeader = false;
      }
      await rows.drain();
      for (const piece of this.#unexpectedRows.splice(0)) await writeUnexpected(piece);
      this.#task.progress({ phase: 'downloading', done: this.#seen, total: this.sent.plan.records, unit: 'records' });
    }
    // Alone, it is the only sign that the list is no list.
    if (this.unexpected - before > headers) this.unexpected -= headers;
  }

  /** The result row in `#row`. */
  #addRow(form: ResultForm, rows: RowWriter, hasLineEnding: boolean): void {
    const { list } = form;
    if (this.#row.start < this.#row.end && !isOutcome(this.#row, form, this.#delimiter)) {
      this.#isIncomplete = true;
      this.#addUnexpected(list);
      return;
    }
    const row = knownCells(this.#row, form, this.#delimiter);
    const { bytes, start, end } = row;
    const hash = this.#hash.of(bytes, row.at, end, this.#delimiter);
    const isAmbiguous = this.#found?.ambiguousHashes.has(keyOf(hash)) ?? false;
    const record = isAmbiguous ? -1 : this.#matcher.take(hash);
    // Salesforce may end a list with a blank line. It is a row only where a blank row was sent.
    if (record < 0 && start === end) return;
    this.#seen++;
    this.#isOther ??= this.#isOfOther(list, record);
    if (this.#isOther) {
      this.#addUnexpected(list);
      return;
    }
    // A row that was cut is not one that Salesforce changed.
    const isWhole = record >= 0 || (hasLineEnding && cellCount(this.#row, this.#delimiter) === form.columns);
    if (!isWhole) this.#isIncomplete = true;
    if (!isWhole || (record < 0 && this.#found)) {
      this.#addUnexpected(list);
      return;
    }
    // Without records there is nothing to compare them with.
    if (record < 0 && this.#matcher.size > 0) this.#unmatchedHashes.add(keyOf(hash));
    row.line = record < 0 ? 0 : this.#matcher.lineOf(record);
    const group = list === 'failed' ? this.groups.add(this.#secondCell(bytes, start, end)) : 0;
    this.#matcher.place(record, list, group, rows.put(row));
  }

  /** Whether `#row`, the first of its list, is one of another part. */
  #isOfOther(list: RemoteList, record: number): boolean {
    // Without records there is nothing to compare it with.
    const isMatched = record >= 0 || this.#matcher.size === 0;
    const first = { ...firstRow(this.#row, list, this.#delimiter), isMatched };
    this.firstRows.push(first);
    const isOther = this.#accepted.isOfOther(this.sent.plan.index, first);
    if (isOther && !this.#acceptsIncomplete) throw new SalesforceError('network.otherResults', { list });
    if (isOther) this.#isIncomplete = true;
    return isOther;
  }

  #addUnexpected(list: RemoteList): void {
    const { bytes, start, end } = this.#row;
    if (start === end) return;
    this.unexpected++;
    const name = new TextEncoder().encode(`${list}${this.sent.dialect.delimiter}`);
    this.#unexpectedRows.push(joined([name, bytes.subarray(start, end), lineFeed]));
  }

  /** Whether `#row` has the values of a record that has no result yet. */
  #isSent(list: RemoteList): boolean {
    const { bytes, end } = this.#row;
    const at = valuesAt(this.#row, list, this.#delimiter);
    return this.#matcher.has(this.#hash.of(bytes, at, end, this.#delimiter));
  }

  #secondCell(bytes: Uint8Array, start: number, end: number): string {
    const from = cellEnd(bytes, start, end, this.#delimiter) + 1;
    return cellText(bytes, from, cellEnd(bytes, from, end, this.#delimiter));
  }

  /**
   * What cannot be right in the lists; undefined when everything can. As many rows that match no record as there are
   * records without a result are the same rows, changed by Salesforce.
   */
  async findUnexpected({ succeeded, failed, unprocessed }: RowCounts): Promise<UnexpectedResults | undefined> {
    const { unmatched, size } = this.#matcher;
    const ambiguousHashes = new Set<number>();
    if (this.#isIncomplete) return { ambiguousHashes };
    if (unmatched === 0) return undefined;
    const listed = succeeded + failed + unprocessed;
    // The file is gone, so no row can be compared.
    if (size === 0) return listed > this.sent.plan.records ? { ambiguousHashes } : undefined;
    await this.#eachSent((hash) => {
      if (this.#unmatchedHashes.has(keyOf(hash))) ambiguousHashes.add(keyOf(hash));
    });
    const left = size - (listed - unmatched);
    return ambiguousHashes.size === 0 && unmatched === left ? undefined : { ambiguousHashes };
  }

  /**
   * Adds the rows that are in no list of Salesforce, and returns their number; they are in the file if the source still
   * exists. Not when as many result rows matched no row: see `findUnexpected`.
   */
  async addUnmentioned(list: RowList, rows: RowWriter, { succeeded, failed, unprocessed }: RowCounts): Promise<number> {
    const { plan, open } = this.sent;
    const listed = succeeded + failed + unprocessed;
    const { size, unmatched } = this.#matcher;
    const left = size - (listed - unmatched);
    const unmentioned = Math.max(0, plan.records - listed);
    if (left <= unmatched) return unmentioned;
    let record = 0;
    for await (const { bytes, count, ends } of recordBlocks(open())) {
      this.#task.signal.throwIfAborted();
      for (let i = 0, start = 0; i < count; start = ends[i++] as number, record++) {
        if (record >= size || this.#matcher.isPlaced(record)) continue;
        const end = contentEnd(bytes, start, ends[i] as number);
        const place = rows.put({ bytes, start, at: start, end, line: this.#matcher.lineOf(record) });
        this.#matcher.place(record, list, 0, place);
      }
      await rows.drain();
    }
    return Math.max(left, unmentioned);
  }

  /** An entry is valid until the next one. */
  entries(list: RowList): Generator<IndexEntry> {
    return this.#matcher.placed(list, this.groups.marks());
  }
}

/** Salesforce ends every row with a line ending. */
const endsWithLine = ({ bytes, count, ends }: RecordBlock): boolean =>
  bytes[(ends[count - 1] as number) - 1] === lineFeed[0];

/** As many bits as a number holds exactly. */
const keyOf = ({ low, high }: Hash): number => (high & 0x1f_ffff) * 2 ** 32 + low;
