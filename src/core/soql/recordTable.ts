// Query records as rows of a table: fields of parents become columns with dots, other nested values one JSON cell.
import { plainNumber } from '../kernel/plainNumber';
import { columnsOf } from './columns';

type Row = Readonly<Record<string, unknown>>;

/** The column names first, then the cells of each record. `emptyColumns` names them when there are no records. */
export async function* toTable(
  records: AsyncIterable<Row>,
  soql: string,
  emptyColumns: () => Promise<readonly string[]>,
): AsyncGenerator<readonly string[]> {
  let columns: readonly string[] | undefined;
  for await (const record of records) {
    if (!columns) yield (columns = tableColumns(soql, record));
    yield toCells(record, columns);
  }
  if (!columns) yield await emptyColumns();
}

/**
 * As the query names them. FIELDS() stands for the fields of the first record that the query does not name. If there is
 * no FIELDS(), the query could not be read, and the columns are the fields of the first record.
 */
export function tableColumns(soql: string, first: Row): readonly string[] {
  const columns = columnsOf(soql);
  const named = new Set(columns.map((column) => ('name' in column ? headOf(column.name) : '')));
  const keys = Object.keys(first);
  const unnamed = keys.filter((key) => !named.has(key.toLowerCase()));
  if (unnamed.length > 0 && columns.every((column) => 'name' in column)) return keys;
  return columns.flatMap((column) => ('name' in column ? [column.name] : unnamed));
}

const headOf = (name: string): string => (name.split('.')[0] ?? '').toLowerCase();

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
  if (typeof value === 'number') return plainNumber(String(value));
  return typeof value === 'object' ? JSON.stringify(value) : `${value as string | boolean}`;
};

const isRecord = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);
