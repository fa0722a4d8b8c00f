// Writes query records as a table, CSV or JSON while they arrive; parents become columns with dots.
import { csvLine, toTable } from '../core/core';
import type { Console } from './session';
import { toJson } from './symbols';
import type { Column, Table } from './table';

type Row = Readonly<Record<string, unknown>>;

export interface RecordFormat {
  readonly as: 'human' | 'csv' | 'json';
  /** For the columns of parents that are empty in the first record. */
  readonly soql: string;
  /** The columns of a table without records. */
  readonly emptyColumns: () => Promise<readonly string[]>;
}

export async function writeRecords(
  records: AsyncIterable<Row>,
  { as, soql, emptyColumns }: RecordFormat,
  console: Pick<Console, 'out' | 'data' | 'table'>,
): Promise<void> {
  if (as === 'json') return writeJson(records, console);
  const rows = toTable(records, soql, emptyColumns);
  if (as === 'human') return writeTables(rows, console);
  for await (const cells of rows) await console.data(csvLine(cells).slice(0, -1));
}

/** So many rows decide the widths of the columns. */
const rowsPerTable = 200;
const minCellColumns = 8;

/** An ID that is shortened cannot be copied. */
const toColumn = (title: string): Column => (/Id$/.test(title) ? { title } : { title, min: minCellColumns });

/** A table for every few rows, each with its header, so that the first rows do not wait for the last ones. */
async function writeTables(
  rows: AsyncIterable<readonly string[]>,
  { out, table }: Pick<Console, 'out' | 'table'>,
): Promise<void> {
  let columns: Table['columns'] | undefined;
  let page: (readonly string[])[] = [];
  let printed = 0;
  for await (const cells of rows) {
    if (columns) page.push(cells);
    else columns = cells.map(toColumn);
    if (page.length < rowsPerTable) continue;
    if (printed > 0) await out(['']);
    await table({ columns, rows: page, asLists: true });
    printed += page.length;
    page = [];
  }
  if (!columns || (page.length === 0 && printed > 0)) return;
  if (printed > 0) await out(['']);
  await table({ columns, rows: page, asLists: true });
}

/** Each record on its own line, with the comma before the line break. */
async function writeJson(records: AsyncIterable<Row>, { out }: Pick<Console, 'out'>): Promise<void> {
  let last: string | undefined;
  for await (const record of records) {
    await out([last === undefined ? '[' : `${last},`]);
    last = toJson(record);
  }
  await out(last === undefined ? ['[]'] : [last, ']']);
}
