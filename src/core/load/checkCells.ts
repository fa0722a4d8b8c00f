// Finds the cells of a file whose rows a load would fail: values that the mapping cannot make, and cells that are no
// value of their field's type. What a lookup finds is not asked for.
import { headerLine } from '../csv/csvEncoding';
import { toUtf8 } from '../csv/csvNormalize';
import type { Converted } from '../mapping/mapping';
import type { LoadSpec } from '../model/load';
import type { RouteApi } from '../model/route';
import type { Files } from '../ports';
import { cellEffectOf, type EffectOf } from './calls/cellEffect';
import { typeRuleOf } from './calls/cellFlaws';
import type { Field } from './calls/columnFields';
import { readHead } from './csvFile';
import { eachRow } from './eachRow';
import { stopsLoad } from './failures';
import { inspectCsv } from './inspect';
import { prepareColumns, type PreparedColumn } from './prepareRows';
import { detectRetryDialect } from './retryFile';
import type { RecordCells } from './rowCells';

/** Where a cell is. */
export interface CellPlace {
  /** On which its row begins, from 1. */
  readonly line: number;
  /** Of several columns that make a value, the first. Of a constant, the field. */
  readonly column: string;
  /** Of the column in the file, from 1; missing for a constant. */
  readonly columnNumber?: number;
}

/** Rows that fail for the same kind of reason. */
export interface FailingRows {
  readonly rows: number;
  readonly first: CellPlace;
}

/** The cells of one field that are not of its type. */
export interface WrongField {
  readonly field: string;
  /** What its values are, in the plural. */
  readonly kind: string;
  readonly wrong: number;
  readonly values: number;
  readonly first: CellPlace & { readonly value: string };
}

export interface CellCheck {
  /** `stopsLoad`: because of them, the load ends before anything is sent. Missing for none. */
  readonly notConverted?: FailingRows & { readonly problem: string; readonly stopsLoad: boolean };
  /** Missing for none. */
  readonly wrongType?: FailingRows;
  /** One for each field that has such cells. */
  readonly wrongFields: readonly WrongField[];
  /** Rows that were read. */
  readonly rows: number;
  /** No row was left unread because of `maxRows`. */
  readonly isWhole: boolean;
}

export interface CheckedRows {
  /** That takes the rows: a bulk job ignores blanks around a value. */
  readonly api: RouteApi | undefined;
  /** Rows after these are not read. Missing: all are. */
  readonly maxRows?: number;
}

export interface CellSource extends CheckedRows {
  /** Of the object. */
  readonly fields: readonly Field[];
  readonly files: Files;
}

/** Throws the `input.*` errors of a file that cannot be read. */
export async function checkCells(spec: LoadSpec, source: CellSource, signal: AbortSignal): Promise<CellCheck> {
  const { file, mapping, dialect: forced } = spec;
  const { files, fields, maxRows = Infinity } = source;
  const asked = { file, ...(forced && { dialect: forced }), ...(mapping && { names: mapping }) };
  const { columns } = await inspectCsv(asked, files, signal);
  const prepared = await prepareColumns(columns, spec);
  const counter = new CellCounter(prepared, { spec, columns, fields, trims: source.api === 'bulk' });
  if (!counter.hasWork) return { wrongFields: [], rows: 0, isWhole: true };
  const dialect = detectRetryDialect(await readHead(file, files), spec);
  const chunks = (): AsyncIterable<Uint8Array> => toUtf8({ file, dialect, chunks: files.read(file, { start: 0 }) });
  const rows = { spec, columns, delimiter: dialect.delimiter, firstLine: headerLine(dialect), chunks };
  const isWhole = await eachRow(rows, (cells, line) => {
    signal.throwIfAborted();
    if (counter.rows === maxRows) return 'stop';
    counter.add(cells, line);
    return undefined;
  });
  return { ...counter.found(), isWhole };
}

interface Counting {
  readonly spec: LoadSpec;
  readonly columns: readonly string[];
  readonly fields: readonly Field[];
  readonly trims: boolean;
}

/** A column that can have cells that fail. */
interface Checked {
  readonly column: PreparedColumn;
  readonly place: Omit<CellPlace, 'line'>;
  readonly type: Pick<WrongField, 'field' | 'kind'> & { readonly accepts: (cell: string) => boolean };
  values: number;
  wrong: number;
  first?: WrongField['first'];
}

interface FailedCell {
  readonly one: Checked;
  readonly failure: Exclude<Converted, string>;
}

const shownLength = 80;
const anyText = { field: '', kind: '', accepts: () => true };

class CellCounter {
  readonly #checked: readonly Checked[];
  readonly #effectOf: EffectOf;
  readonly #counting: Counting;
  #notConverted: CellCheck['notConverted'];
  #wrongType: CellCheck['wrongType'];
  rows = 0;

  constructor(prepared: readonly PreparedColumn[], counting: Counting) {
    const { spec, columns, fields } = counting;
    this.#counting = counting;
    this.#effectOf = cellEffectOf(spec);
    this.#checked = prepared.flatMap((column) => {
      const found = typeRuleOf(column.field, fields);
      if (!found && !column.value) return [];
      const type = found ? { field: found.field.name, kind: found.rule.kind, accepts: found.rule.accepts } : anyText;
      return [{ column, place: placeOf(column, columns), type, values: 0, wrong: 0 }];
    });
  }

  get hasWork(): boolean {
    return this.#checked.length > 0;
  }

  add(cells: RecordCells, line: number): void {
    this.rows++;
    let unmade: FailedCell | undefined;
    let wrong: Checked | undefined;
    for (const one of this.#checked) {
      const { value, sources } = one.column;
      const made = value ? value(cells) : cells.cell(sources[0] ?? 0);
      if (typeof made !== 'string') unmade ??= { one, failure: made };
      else if (!this.#isOfType(made, one, line)) wrong ??= one;
    }
    if (unmade) this.#addUnmade(unmade, line);
    if (wrong) this.#wrongType = more(this.#wrongType, { line, ...wrong.place });
  }

  #addUnmade({ one, failure }: FailedCell, line: number): void {
    const { onFailure } = this.#counting.spec.mapping ?? {};
    const before = this.#notConverted;
    this.#notConverted = {
      ...more(before, { line, ...one.place }),
      problem: before?.problem ?? failure.problem,
      stopsLoad: before?.stopsLoad === true || stopsLoad(failure, onFailure),
    };
  }

  #isOfType(cell: string, one: Checked, line: number): boolean {
    const { column, type, place } = one;
    if (type === anyText || this.#effectOf(column.field, cell)) return true;
    one.values++;
    if (type.accepts(this.#counting.trims ? cell.trim() : cell)) return true;
    one.wrong++;
    one.first ??= { line, ...place, value: cell.slice(0, shownLength) };
    return false;
  }

  found(): Omit<CellCheck, 'isWhole'> {
    const wrongFields = this.#checked.flatMap(({ type: { field, kind }, wrong, values, first }) =>
      first ? [{ field, kind, wrong, values, first }] : [],
    );
    return {
      ...(this.#notConverted && { notConverted: this.#notConverted }),
      ...(this.#wrongType && { wrongType: this.#wrongType }),
      wrongFields,
      rows: this.rows,
    };
  }
}

const more = (counted: FailingRows | undefined, at: CellPlace): FailingRows =>
  counted ? { rows: counted.rows + 1, first: counted.first } : { rows: 1, first: at };

function placeOf({ sources: [at], field }: PreparedColumn, columns: readonly string[]): Omit<CellPlace, 'line'> {
  return at === undefined ? { column: field } : { column: columns[at] ?? field, columnNumber: at + 1 };
}
