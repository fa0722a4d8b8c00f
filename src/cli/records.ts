// Writes query records as CSV or JSON while they arrive; parents become columns with dots.
import { csvLine, toTable } from '../core/core';

type Row = Readonly<Record<string, unknown>>;

export interface RecordFormat {
  readonly as: 'csv' | 'json';
  /** For the columns of parents that are empty in the first record. */
  readonly soql: string;
}

export async function writeRecords(
  records: AsyncIterable<Row>,
  { as, soql }: RecordFormat,
  out: (text: string) => Promise<void>,
): Promise<void> {
  if (as === 'json') await writeJson(records, out);
  else await writeCsv(records, soql, out);
}

async function writeJson(records: AsyncIterable<Row>, out: (text: string) => Promise<void>): Promise<void> {
  let before = '[';
  for await (const record of records) {
    await out(`${before}\n${JSON.stringify(record)}`);
    before = ',';
  }
  await out(before === '[' ? '[]\n' : '\n]\n');
}

async function writeCsv(
  records: AsyncIterable<Row>,
  soql: string,
  out: (text: string) => Promise<void>,
): Promise<void> {
  for await (const cells of toTable(records, soql)) await out(csvLine(cells));
}
