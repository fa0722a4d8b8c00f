// An export over REST, for queries that the Bulk API does not take: page after page, each told once it is on the disk. A
// resume goes on at the place that Salesforce keeps for days, or begins anew when it has been dropped.
import { contentEnd, readCells } from '../csv/csvCells';
import { csvLine } from '../csv/csvLine';
import { RecordCounter } from '../csv/csvCount';
import { joined } from '../csv/csvScan';
import type { ExportEvent } from '../model/export';
import type { JobDelayed } from '../model/job';
import { withSignal, type Task } from '../kernel/task';
import type { From, QueryPage, Row } from '../rest/rest';
import { columnsOf, isCount, objectOf, tableColumns, toCells } from '../soql/soql';
import { orAnew, withArrivals, type Exporting } from './exportRun';

type Run = AsyncGenerator<ExportEvent | JobDelayed, void>;

export const exportRest = (exporting: Exporting): Run => orAnew(exporting, read);

function read(exporting: Exporting): Run {
  const place = exporting.written?.next?.locator;
  const from: From = place === undefined ? { soql: exporting.state.spec.soql } : { next: place };
  return withArrivals(exporting, (arrived) => fetch(from, exporting, arrived));
}

async function* fetch(from: From, exporting: Exporting, arrived: (records: number) => void): Run {
  const { state, rest, clock, file } = exporting;
  const { soql, all = false } = state.spec;
  const task = withSignal(exporting.task, exporting.abortRequested);
  let records = 'next' in from ? state.succeeded : 0;
  let write = 'next' in from ? await writerOnward(exporting) : undefined;
  for await (const answer of rest.pages(from, { all }, task)) {
    const page = isCount(soql) ? counted(answer) : answer;
    if (!write) yield { at: clock.now(), type: 'queryCounted', records: page.total };
    write ??= await writerFrom(page, exporting, task);
    await file.write(write(page.rows));
    records += page.rows.length;
    arrived(records);
    const bytes = await file.flush();
    const next = page.next === null ? null : ({ by: 'cursor', locator: page.next, skip: 0 } as const);
    yield { at: clock.now(), type: 'pageSaved', records, bytes, next };
  }
}

/** `SELECT COUNT()` answers with a number and no rows. */
const counted = ({ total }: QueryPage): QueryPage => ({ total: 1, rows: [{ count: total }], next: null });

/** Some records as they go into the file. */
type Write = (rows: readonly Row[]) => Uint8Array;

const encoder = new TextEncoder();
/** As the Bulk API writes its results. */
const bulkStyle = { quoteAll: true } as const;
const jsonLines: Write = (rows) => encoder.encode(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
const csvLines =
  (columns: readonly string[]): Write =>
  (rows) =>
    encoder.encode(rows.map((row) => csvLine(toCells(row, columns), bulkStyle)).join(''));

/** With the header in front of the first records, also where there are none. */
async function writerFrom({ rows: [first] }: QueryPage, { state, rest, file }: Exporting, task: Task): Promise<Write> {
  const { soql, format } = state.spec;
  if (format !== 'csv') return jsonLines;
  const columns = first ? tableColumns(soql, first) : await emptyColumns(soql, rest, task);
  await file.write(encoder.encode(csvLine(columns, bulkStyle)));
  return csvLines(columns);
}

/** The columns of a table without records. What FIELDS() stands for, the describe of the object knows. */
async function emptyColumns(soql: string, { describes }: Exporting['rest'], task: Task): Promise<readonly string[]> {
  const columns: string[] = [];
  for (const column of columnsOf(soql)) {
    if ('name' in column) columns.push(column.name);
    else {
      const { fields } = await describes.object(objectOf(soql), task);
      const wanted = fields.filter(({ custom }) => column.fields === 'ALL' || custom === (column.fields === 'CUSTOM'));
      columns.push(...wanted.map(({ name }) => name));
    }
  }
  return columns;
}

/** The file knows its columns. */
async function writerOnward({ state, file, files }: Exporting): Promise<Write> {
  if (state.spec.format !== 'csv') return jsonLines;
  const counter = new RecordCounter();
  const pieces: Uint8Array[] = [];
  for await (const chunk of files.read(file.partPath)) {
    pieces.push(chunk);
    if (counter.push(chunk) > 0) break;
  }
  const head = joined(pieces);
  const end = head.length - (pieces.at(-1)?.length ?? 0) + counter.firstEnd;
  return csvLines(readCells(head, 0, contentEnd(head, 0, end), comma));
}

const comma = 0x2c;
