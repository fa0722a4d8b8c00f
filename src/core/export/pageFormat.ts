// How a page of query results is written to the file: as CSV, without the header that every page repeats, or as JSON
// Lines.
import { contentEnd, readCells } from '../csv/csvCells';
import { RecordCounter } from '../csv/csvCount';
import { joined } from '../csv/csvScan';
import type { ExportFormat } from '../model/export';
import { JsonLines, recordEnd } from './jsonLines';
import { checkOpenEnd, OpenRecord } from './openEnd';
import { incompleteRecords } from './pageErrors';

export interface PageOptions {
  /** The page is the first of the file, so its header stays. */
  readonly isFirst: boolean;
  /** The last record may lack its line ending if it seems whole without it. */
  readonly acceptsOpenEnd: boolean;
  /** Called with the columns. Not when the page is empty, as those of a query without records can be. */
  readonly onHeader: (columns: readonly string[]) => void;
  /** Called with the number of further records as they come. */
  readonly onRecords: (records: number) => void;
}

/**
 * The page's bytes as they are written to the file; the last record gets a line ending. Throws
 * `network.incompleteRecords`, since another download may bring all of the page.
 */
type PageFormat = (page: AsyncIterable<Uint8Array>, options: PageOptions) => AsyncGenerator<Uint8Array>;

export const pageFormatOf = (format: ExportFormat): PageFormat => (format === 'csv' ? csv : jsonLines);

const lineFeed = 0x0a;
const comma = 0x2c;

const columnsOf = (record: Uint8Array): readonly string[] =>
  readCells(record, 0, contentEnd(record, 0, record.length), comma);

async function* csv(page: AsyncIterable<Uint8Array>, options: PageOptions): ReturnType<PageFormat> {
  const { isFirst, onHeader, onRecords } = options;
  const counter = new RecordCounter();
  const open = new OpenRecord();
  let header: Uint8Array | undefined;
  for await (const chunk of page) {
    if (chunk.length === 0) continue;
    const ended = counter.push(chunk);
    const start = !header && !isFirst ? counter.firstEnd || chunk.length : 0;
    onRecords(!header && ended > 0 ? ended - 1 : ended);
    if (!header && ended > 0) {
      header = joined([open.bytes(), chunk.slice(0, counter.firstEnd)]);
      onHeader(columnsOf(header));
    }
    open.follow(chunk, counter.lastEnd);
    if (start < chunk.length) yield chunk.subarray(start);
  }
  if (counter.isQuoted) throw incompleteRecords();
  const last = open.bytes();
  if (last.length === 0) return;
  checkOpenEnd(last, header ?? last, options);
  if (header) onRecords(1);
  else onHeader(columnsOf(last));
  if (header || isFirst) yield Uint8Array.of(lineFeed);
}

/**
 * One object for each record, with the columns as keys and those of parents nested (`Account.Name`). Values are
 * strings as in the CSV, and null where they are empty: Salesforce stores no empty strings.
 */
async function* jsonLines(page: AsyncIterable<Uint8Array>, options: PageOptions): ReturnType<PageFormat> {
  const { onHeader, onRecords } = options;
  const counter = new RecordCounter();
  const open = new OpenRecord();
  let lines: JsonLines | undefined;
  let header: Uint8Array | undefined;
  /** Takes whole records and returns how many of them are no header. */
  const add = (bytes: Uint8Array): number => {
    let start = 0;
    while (!lines && start < bytes.length) {
      const end = recordEnd(bytes, start);
      const record = bytes.slice(start, contentEnd(bytes, start, end));
      start = end;
      if (record.length === 0) continue;
      header = record;
      lines = new JsonLines(record);
      onHeader(columnsOf(record));
    }
    return lines?.addAll(bytes.subarray(start)) ?? 0;
  };
  for await (const chunk of page) {
    const ended = counter.push(chunk);
    if (ended > 0) {
      const begun = open.bytes();
      const first = begun.length > 0 ? counter.firstEnd : 0;
      const records = first > 0 ? add(joined([begun, chunk.subarray(0, first)])) : 0;
      onRecords(records + add(chunk.subarray(first, counter.lastEnd)));
    }
    open.follow(chunk, counter.lastEnd);
    if (lines?.isFull) yield lines.take();
  }
  if (counter.isQuoted) throw incompleteRecords();
  const last = open.bytes();
  if (last.length > 0) {
    checkOpenEnd(last, header ?? last, options);
    onRecords(add(last));
  }
  if (lines) yield lines.take();
}
