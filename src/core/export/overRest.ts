// An export over REST, for queries that the Bulk API does not support: page after page, each with an event once it is
// on the disk. A resume continues at the place that Salesforce keeps for days, or starts over when it is gone.
import { csvLine } from '../csv/csvLine';
import type { ExportEvent } from '../model/export';
import type { JobDelayed } from '../model/job';
import { withSignal, type Task } from '../kernel/task';
import type { From, QueryPage, Row } from '../rest/rest';
import { isCount, tableColumns, toCells } from '../soql/soql';
import { draftColumns } from './draftColumns';
import { emptyColumns } from './emptyColumns';
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
  const columns = first ? tableColumns(soql, first) : await emptyColumns(soql, rest.describes, task);
  await file.write(encoder.encode(csvLine(columns, bulkStyle)));
  return csvLines(columns);
}

async function resumedWriter({ state, file, files }: ExportContext): Promise<Write> {
  return state.spec.format === 'csv' ? csvLines(await draftColumns(file.draftPath, files)) : jsonLines;
}
