// Query records as CSV or JSON while they arrive; nested records become columns with dots.

type Row = Readonly<Record<string, unknown>>;

export interface RecordFormat {
  readonly as: 'csv' | 'json';
  /** Names the columns of parents that are empty in the first record. */
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
  let columns: readonly string[] | undefined;
  for await (const record of records) {
    const flat = flatten(record);
    if (!columns) {
      columns = toColumns(flat, soql);
      await out(line(columns));
    }
    const cells = new Map(Object.entries(flat).map(([column, cell]) => [column.toLowerCase(), cell]));
    await out(line(columns.map((column) => cells.get(column.toLowerCase()) ?? '')));
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

const line = (cells: readonly string[]): string =>
  `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`;

function flatten(record: Row, prefix = ''): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [key, value] of Object.entries(record)) {
    if (isRecord(value)) Object.assign(flat, flatten(value, `${prefix}${key}.`));
    else flat[prefix + key] = toCell(value);
  }
  return flat;
}

/** Child rows stay together as JSON in one cell. */
const toCell = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : `${value as string | number | boolean}`;
};

const isRecord = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);
