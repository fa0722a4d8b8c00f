// Counts the cells of a file that are no value of their field's type: before a load, what it would refuse row by row.
import { headerLine } from '../csv/csvEncoding';
import { toUtf8 } from '../csv/csvNormalize';
import type { ErrorData } from '../model/job';
import type { LoadSpec } from '../model/load';
import type { Files } from '../ports';
import { cellEffectOf } from './calls/cellEffect';
import { typeRuleOf } from './calls/cellFlaws';
import type { Field } from './calls/columnFields';
import { readHead } from './csvFile';
import { eachRow } from './eachRow';
import { inspectCsv } from './inspect';
import type { LoadPlan } from './place';
import { prepareColumns, type PreparedColumn } from './prepareRows';
import { detectRetryDialect } from './retryFile';
import type { RecordCells } from './rowCells';

export interface WrongCells {
  /** One for each field that has such cells. */
  readonly found: readonly ErrorData[];
  /** Rows with at least one of them. */
  readonly rows: number;
}

const none: WrongCells = { found: [], rows: 0 };
const shownLength = 80;

/** `plan`: of the load, so the file is known to be readable. */
export async function findWrongCells(
  spec: LoadSpec,
  { plan, fields, files }: { readonly plan: LoadPlan; readonly fields: readonly Field[]; readonly files: Files },
  signal: AbortSignal,
): Promise<WrongCells> {
  const { file, mapping, dialect: forced } = spec;
  const asked = { file, ...(forced && { dialect: forced }), ...(mapping && { names: mapping }) };
  const { columns } = await inspectCsv(asked, files, signal);
  const counts = (await prepareColumns(columns, spec)).flatMap((column) => countOf(column, fields));
  if (counts.length === 0) return none;
  const dialect = detectRetryDialect(await readHead(file, files), spec);
  const chunks = (): AsyncIterable<Uint8Array> => toUtf8({ file, dialect, chunks: files.read(file, { start: 0 }) });
  const effectOf = cellEffectOf(spec);
  // A bulk job ignores blanks around a value.
  const trims = plan.route?.api === 'bulk';
  let rows = 0;
  await eachRow(
    { spec, columns, delimiter: dialect.delimiter, firstLine: headerLine(dialect), chunks },
    (cells, line) => {
      signal.throwIfAborted();
      let isWrong = false;
      for (const count of counts) {
        const cell = cellOf(count.column, cells);
        if (cell === undefined || effectOf(count.column.field, cell)) continue;
        count.values++;
        if (count.accepts(trims ? cell.trim() : cell)) continue;
        isWrong = true;
        count.wrong++;
        count.first ??= { line, value: cell.slice(0, shownLength) };
      }
      if (isWrong) rows++;
    },
  );
  return { found: counts.flatMap((count) => findingOf(count, file)), rows };
}

interface Count {
  readonly column: PreparedColumn;
  readonly field: string;
  readonly kind: string;
  readonly accepts: (cell: string) => boolean;
  values: number;
  wrong: number;
  first?: { readonly line: number; readonly value: string };
}

function countOf(column: PreparedColumn, fields: readonly Field[]): readonly Count[] {
  const found = typeRuleOf(column.field, fields);
  if (!found) return [];
  const { field, rule } = found;
  return [{ column, field: field.name, kind: rule.kind, accepts: rule.accepts, values: 0, wrong: 0 }];
}

/** Undefined for a value that a mapping cannot make. */
function cellOf({ value, sources: [at = 0] }: PreparedColumn, cells: RecordCells): string | undefined {
  const made = value ? value(cells) : cells.cell(at);
  return typeof made === 'string' ? made : undefined;
}

function findingOf({ field, kind, values, wrong, first }: Count, file: string): readonly ErrorData[] {
  if (!first) return [];
  return [{ code: 'input.wrongType', details: { file, ...first, field, kind, count: wrong, values } }];
}
