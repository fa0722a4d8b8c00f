// An export over REST, for queries that the Bulk API does not take: page after page, each with an event once it is on
// the disk. A resume continues at the place that Salesforce keeps for days, or starts over when it is gone.
import { contentEnd, readCells } from '../csv/csvCells';
import { csvLine } from '../csv/csvLine';
import { RecordCounter } from '../csv/csvCount';
import { joined } from '../csv/csvScan';
import type { ExportEvent } from '../model/export';
import type { JobDelayed } from '../model/job';
import { withSignal, type Task } from '../kernel/task';
import type { From, QueryPage, Row } from '../rest/rest';
import { columnsOf, isCount, objectOf, tableColumns, toCells } from '../soql/soql';
import { restartOnce, withDownloadEvents, type ExportContext } from './exportRun';

type Run = AsyncGenerator<ExportEvent | JobDelayed, void>;

export const exportRest = (context: ExportContext): Run => restartOnce(context, read);

function read(context: ExportContext): Run {
  const place = context.written?.next?.locator;
  const from: From = place === undefined ? { soql: context.state.spec.soql } : { next: place };
  return withDownloadEvents(context, (onRecords) => fetch(from, context, onRecords));
}

async function* fetch(from: From, context: ExportContext, onRecords: (records: number) => void): Run {
  const { state, rest, clock, file } = context;
  const { soql, all = false } = state.spec;
  const task = withSignal(context.task, context.abortRequested);
  let records = 'next' in from ? state.succeeded : 0;
  let write = 'next' in from ? await resumedWriter(context) : undefined;
  for await (const answer of rest.pages(from, { all }, task)) {
    const page = isCount(soql) ? counted(answer) : answer;
    if (!write) yield { at: clock.now(), type: 'queryCounted', records: page.total };
    write ??= await newWriter(page, context, task);
    await file.write(write(page.rows));
    records += page.rows.length;
    onRecords(records);
    const bytes = await file.flush();
    const next = page.next === null ? null : ({ by: 'cursor', locator: page.next, skip: 0 } as const);
    yield { at: clock.now(), type: 'pageSaved', records, bytes, next };
  }
}

/** `SELECT COUNT()` answers with a number and no rows. */
const counted = ({ total }: QueryPage): QueryPage => ({ total: 1, rows: [{ count: total }], next: null });

/** Records as they are written to the file. */
type Write = (rows: readonly Row[]) => Uint8Array;

const encoder = new TextEncoder();
/** As the Bulk API writes its results. */
const bulkStyle = { quoteAll: true } as const;
const jsonLines: Write = (rows) => encoder.encode(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
const csvLines =
  (columns: readonly string[]): Write =>
  (rows) =>
    encoder.encode(rows.map((row) => csvLine(toCells(row, columns), bulkStyle)).join(''));

/** Writes the header first, even when there are no records. */
async function newWriter(
  { rows: [first] }: QueryPage,
  { state, rest, file }: ExportContext,
  task: Task,
): Promise<Write> {
  const { soql, format } = state.spec;
  if (format !== 'csv') return jsonLines;
  const columns = first ? tableColumns(soql, first) : await emptyColumns(soql, rest, task);
  await file.write(encoder.encode(csvLine(columns, bulkStyle)));
  return csvLines(columns);
}

/** The columns of a table without records; those of FIELDS() come from the describe of the object. */
async function emptyColumns(
  soql: string,
  { describes }: ExportContext['rest'],
  task: Task,
): Promise<readonly string[]> {
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

/** The columns are in the header of the draft. */
async function resumedWriter({ state, file, files }: ExportContext): Promise<Write> {
  if (state.spec.format !== 'csv') return jsonLines;
  const counter = new RecordCounter();
  const pieces: Uint8Array[] = [];
  for await (const chunk of files.read(file.draftPath)) {
    pieces.push(chunk);
    if (counter.push(chunk) > 0) break;
  }
  const head = joined(pieces);
  const end = head.length - (pieces.at(-1)?.length ?? 0) + counter.firstEnd;
  return csvLines(readCells(head, 0, contentEnd(head, 0, end), comma));
}

const comma = 0x2c;
