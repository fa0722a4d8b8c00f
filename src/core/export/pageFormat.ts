// How a page of query results is written to the file: as CSV, without the header that every page repeats, or as JSON
// Lines.
import { contentEnd, readCells } from '../csv/csvCells';
import { RecordCounter } from '../csv/csvCount';
import { recordBlocks } from '../csv/csvScan';
import type { ExportFormat } from '../model/export';

export interface PageOptions {
  /** The page is the first of the file, so its header stays. */
  readonly isFirst: boolean;
  /** Called with the number of further records as they come. */
  readonly onRecords: (records: number) => void;
}

/** The page's bytes as they are written to the file; the last record gets a line ending. */
type PageFormat = (page: AsyncIterable<Uint8Array>, options: PageOptions) => AsyncGenerator<Uint8Array>;

export const pageFormatOf = (format: ExportFormat): PageFormat => (format === 'csv' ? csv : jsonLines);

const lineFeed = 0x0a;
const comma = 0x2c;

async function* csv(page: AsyncIterable<Uint8Array>, { isFirst, onRecords }: PageOptions): ReturnType<PageFormat> {
  const counter = new RecordCounter();
  let isHeader = true;
  let last = lineFeed;
  for await (const chunk of page) {
    if (chunk.length === 0) continue;
    const ended = counter.push(chunk);
    const start = isHeader && !isFirst ? counter.firstEnd || chunk.length : 0;
    onRecords(isHeader && ended > 0 ? ended - 1 : ended);
    if (ended > 0) isHeader = false;
    if (start < chunk.length) yield chunk.subarray(start);
    last = chunk[chunk.length - 1] as number;
  }
  if (last === lineFeed || (isHeader && !isFirst)) return;
  if (!isHeader) onRecords(1);
  yield Uint8Array.of(lineFeed);
}

/**
 * One object for each record, with the columns as keys and those of parents nested (`Account.Name`). Values are
 * strings as in the CSV, and null where they are empty: Salesforce stores no empty strings.
 */
async function* jsonLines(page: AsyncIterable<Uint8Array>, { onRecords }: PageOptions): ReturnType<PageFormat> {
  const encoder = new TextEncoder();
  let columns: readonly (readonly string[])[] | undefined;
  for await (const { bytes, count, ends } of recordBlocks(page)) {
    let lines = '';
    let records = 0;
    for (let index = 0; index < count; index++) {
      const start = ends[index - 1] ?? 0;
      const end = contentEnd(bytes, start, ends[index] as number);
      if (end === start) continue;
      const values = readCells(bytes, start, end, comma);
      if (columns) {
        lines += `${JSON.stringify(toObject(values, columns))}\n`;
        records++;
      } else columns = values.map((column) => column.split('.'));
    }
    onRecords(records);
    yield encoder.encode(lines);
  }
}

type Nested = { [key: string]: string | null | Nested };

function toObject(values: readonly string[], columns: readonly (readonly string[])[]): Nested {
  const whole: Nested = {};
  for (const [index, path] of columns.entries()) {
    let parent = whole;
    for (const key of path.slice(0, -1)) parent = parentIn(parent, key);
    parent[path.at(-1) ?? ''] = values[index] || null;
  }
  return whole;
}

function parentIn(record: Nested, key: string): Nested {
  const parent = record[key];
  if (typeof parent === 'object' && parent !== null) return parent;
  const created: Nested = {};
  record[key] = created;
  return created;
}
