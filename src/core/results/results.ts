// Writes the result files of a part: finds each of Salesforce's result rows among the rows sent, by content, and adds
// its line. How the files are laid out and why a crash cannot harm them: docs/adr, result files.
import { cellEnd, cellText, contentEnd } from '../csv/csvCells';
import { recordBlocks } from '../csv/csvScan';
import type { CsvDialect, FailureGroup, PartPlan, RowCounts } from '../model/load';
import { partFiles, rowLists, type IndexEntry, type ResultFolder, type RowList } from './layout';
import type { Task } from '../kernel/task';
import { FailureGroups } from './failureGroups';
import { RowMatcher } from './rowMatcher';
import { RecordHash } from './recordHash';
import { RowWriter, type RowToWrite } from './rowWriter';
import { writeIndex } from './writeIndex';

export interface SentPart {
  readonly plan: PartPlan;
  readonly dialect: Pick<CsvDialect, 'delimiter' | 'lineEnding'>;
  /** The part's records as they were sent, without header; opened once or twice. */
  readonly open: () => AsyncIterable<Uint8Array>;
  /** Line of each record (see layout), where counting the lines of `open()` from plan.firstLine would not give it. */
  readonly sourceLines?: Uint32Array;
}

/** The body of a result list, header included. */
export type OpenResultList = (list: RowList) => Promise<AsyncIterable<Uint8Array>>;

export interface PartResults extends RowCounts {
  readonly groups: readonly FailureGroup[];
  /** Rows sent that are in no list: they count as unprocessed, and are in that file if the source still exists. */
  readonly unmentioned: number;
  /** Result rows that match none of the rows sent: they stay in their list with line 0, and count. */
  readonly unmatched: number;
}

/**
 * Writes the part's result files, each of them whole or not at all; calling it again starts over. `open` undefined:
 * Salesforce has no results of this part, so every row is unprocessed.
 */
export type WriteResults = (
  sent: SentPart,
  open: OpenResultList | undefined,
  to: ResultFolder,
  task: Task,
) => Promise<PartResults>;

/** Needs 28 bytes for each record of the largest part and reuses them for the next, so it takes one part at a time. */
export function createResultWriter(): WriteResults {
  const matcher = new RowMatcher();
  return (sent, open, to, task) => writeResults(new PartMatching(sent, matcher, task), open, to);
}

async function writeResults(
  matching: PartMatching,
  open: OpenResultList | undefined,
  to: ResultFolder,
): Promise<PartResults> {
  const { sent } = matching;
  await matching.readSent();
  const counts = { succeeded: 0, failed: 0, unprocessed: 0 };
  let unmentioned = 0;
  for (const list of rowLists) {
    const files = partFiles(to, list, sent.plan.index);
    const rows = new RowWriter(await to.files.write(files.csv), sent.dialect.delimiter.charCodeAt(0));
    const index = await to.files.write(files.index);
    try {
      if (open) await matching.addList(list, await open(list), rows);
      counts[list] = rows.count;
      if (list === 'unprocessed') unmentioned = await matching.addUnmentioned(rows, counts);
      await rows.close();
      await writeIndex(matching.entries(list), index);
      await index.close();
    } finally {
      await Promise.all([rows.discard(), index.discard()]);
    }
  }
  counts.unprocessed += unmentioned;
  return { ...counts, groups: matching.groups.list(), unmentioned, unmatched: matching.unmatched };
}

class PartMatching {
  readonly groups = new FailureGroups();
  readonly #task: Task;
  readonly #delimiter: number;
  readonly #matcher: RowMatcher;
  readonly #hash = new RecordHash();
  readonly #row: RowToWrite = { bytes: new Uint8Array(), start: 0, at: 0, end: 0, line: 0 };
  #seen = 0;

  constructor(
    readonly sent: SentPart,
    matcher: RowMatcher,
    task: Task,
  ) {
    this.#task = task;
    this.#delimiter = sent.dialect.delimiter.charCodeAt(0);
    this.#matcher = matcher;
    matcher.renew(sent.plan.records);
  }

  get unmatched(): number {
    return this.#matcher.unmatched;
  }

  async readSent(): Promise<void> {
    const { plan, sourceLines, open } = this.sent;
    for await (const { bytes, count, ends, lines } of recordBlocks(open(), plan.firstLine)) {
      this.#task.signal.throwIfAborted();
      for (let i = 0, start = 0; i < count; start = ends[i++] as number) {
        const content = contentEnd(bytes, start, ends[i] as number);
        const line = sourceLines ? sourceLines[this.#matcher.size] : lines[i];
        this.#matcher.add(this.#hash.of(bytes, start, content, this.#delimiter), line ?? 0);
      }
    }
  }

  async addList(list: RowList, body: AsyncIterable<Uint8Array>, rows: RowWriter): Promise<void> {
    const row = this.#row;
    let isHeader = true;
    for await (const { bytes, count, ends } of recordBlocks(body)) {
      this.#task.signal.throwIfAborted();
      row.bytes = bytes;
      for (let i = 0, start = 0; i < count; start = ends[i++] as number) {
        row.start = start;
        row.end = contentEnd(bytes, start, ends[i] as number);
        if (!isHeader) this.#addRow(list, rows);
        isHeader = false;
      }
      await rows.drain();
      this.#task.progress({ phase: 'downloading', done: this.#seen, total: this.sent.plan.records, unit: 'records' });
    }
  }

  /** The result row in `#row`. */
  #addRow(list: RowList, rows: RowWriter): void {
    const row = this.#row;
    const { bytes, start, end } = row;
    row.at = list === 'unprocessed' ? start : this.#afterTwoCells(bytes, start, end);
    const record = this.#matcher.take(this.#hash.of(bytes, row.at, end, this.#delimiter));
    // Salesforce may end a list with a blank line. It is a row only where a blank row was sent.
    if (record < 0 && start === end) return;
    this.#seen++;
    row.line = record < 0 ? 0 : this.#matcher.lineOf(record);
    const group = list === 'failed' ? this.groups.add(this.#secondCell(bytes, start, end)) : 0;
    this.#matcher.place(record, list, group, rows.put(row));
  }

  #afterTwoCells(bytes: Uint8Array, start: number, end: number): number {
    const first = cellEnd(bytes, start, end, this.#delimiter);
    return Math.min(end, cellEnd(bytes, first + 1, end, this.#delimiter) + 1);
  }

  #secondCell(bytes: Uint8Array, start: number, end: number): string {
    const from = cellEnd(bytes, start, end, this.#delimiter) + 1;
    return cellText(bytes, from, cellEnd(bytes, from, end, this.#delimiter));
  }

  /**
   * Rows that are in no list become unprocessed. Not when as many result rows matched no row: then those are the same
   * rows, changed by Salesforce.
   */
  async addUnmentioned(rows: RowWriter, { succeeded, failed, unprocessed }: RowCounts): Promise<number> {
    const { plan, open } = this.sent;
    const listed = succeeded + failed + unprocessed;
    const left = this.#matcher.size - (listed - this.unmatched);
    const unmentioned = Math.max(0, plan.records - listed);
    if (left <= this.unmatched) return unmentioned;
    let record = 0;
    for await (const { bytes, count, ends } of recordBlocks(open())) {
      this.#task.signal.throwIfAborted();
      for (let i = 0, start = 0; i < count; start = ends[i++] as number, record++) {
        if (record >= this.#matcher.size || this.#matcher.isPlaced(record)) continue;
        const end = contentEnd(bytes, start, ends[i] as number);
        const place = rows.put({ bytes, start, at: start, end, line: this.#matcher.lineOf(record) });
        this.#matcher.place(record, 'unprocessed', 0, place);
      }
      await rows.drain();
    }
    return Math.max(left, unmentioned);
  }

  *entries(list: RowList): Generator<IndexEntry> {
    const marks = this.groups.marks();
    for (const row of this.#matcher.placed(list)) yield { ...row, group: marks[row.group] ?? 0 };
  }
}
