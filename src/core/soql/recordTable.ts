// Query records as rows of a table: fields of parents become columns with dots, other nested values one JSON cell.
import { columnsOf } from './columns';

type Row = Readonly<Record<string, unknown>>;

/** The column names first, then the cells of each record. Yields nothing when there are no records. */
export async function* toTable(records: AsyncIterable<Row>, soql: string): AsyncGenerator<readonly string[]> {
  let columns: readonly string[] | undefined;
  for await (const record of records) {
    if (!columns) yield (columns = tableColumns(soql, record));
    yield toCells(record, columns);
  }
}

/** As the query names them; if the query does not name all fields of a record, as the first record does. */
export function tableColumns(soql: string, first: Row): readonly string[] {
  const selected = columnsOf(soql).flatMap((column) => ('name' in column ? [column.name] : []));
  const covered = new Set(selected.map((name) => (name.split('.')[0] ?? '').toLowerCase()));
  const keys = Object.keys(first);
  return keys.every((key) => covered.has(key.toLowerCase())) ? selected : keys;
}

export function toCells(record: Row, columns: readonly string[]): readonly string[] {
  return columns.map((column) => toCell(valueAt(record, column.split('.'))));
}

function valueAt(record: Row, [key = '', ...rest]: readonly string[]): unknown {
  const value = key in record ? record[key] : record[actualName(record, key)];
  if (rest.length === 0 || !isRecord(value)) return rest.length === 0 ? value : undefined;
  return valueAt(value, rest);
}

/** SOQL ignores case; the response uses Salesforce's own. */
const actualName = (record: Row, key: string): string =>
  Object.keys(record).find((known) => known.toLowerCase() === key.toLowerCase()) ?? key;

const toCell = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : `${value as string | number | boolean}`;
};

const isRecord = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);
