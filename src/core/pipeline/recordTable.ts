// Query records as rows of a table: parents' fields become columns with dots, child records stay together as JSON.

type Row = Readonly<Record<string, unknown>>;

/** The names of the columns first, then the cells of each record; nothing at all when there are no records. */
export async function* toTable(records: AsyncIterable<Row>, soql: string): AsyncGenerator<readonly string[]> {
  let columns: readonly string[] | undefined;
  for await (const record of records) {
    const flat = flatten(record);
    if (!columns) {
      columns = toColumns(flat, soql);
      yield columns;
    }
    const cells = new Map(Object.entries(flat).map(([column, cell]) => [column.toLowerCase(), cell]));
    yield columns.map((column) => cells.get(column.toLowerCase()) ?? '');
  }
}

/** An empty parent arrives as a plain null; the query tells which of its fields were asked for. */
function toColumns(first: Readonly<Record<string, string>>, soql: string): readonly string[] {
  const [selected = ''] = soql.split(/\bfrom\b/i);
  return Object.keys(first).flatMap((column) => {
    const below =
      first[column] === '' ? selected.match(new RegExp(`\\b${column.replaceAll('.', '\\.')}\\.[\\w.]+`, 'gi')) : null;
    return below ?? [column];
  });
}

function flatten(record: Row, prefix = ''): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [key, value] of Object.entries(record)) {
    if (isRecord(value)) Object.assign(flat, flatten(value, `${prefix}${key}.`));
    else flat[prefix + key] = toCell(value);
  }
  return flat;
}

const toCell = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : `${value as string | number | boolean}`;
};

const isRecord = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);
