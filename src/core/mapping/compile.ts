// Prepares a mapping for the columns of a file: each field gets the places of its columns and, where its value is not
// that of one cell, a function.
import { SalesforceError } from '../errors/salesforceError';
import type { FieldMapping, Mapping, Step } from '../model/mapping';
import { checkMapping } from './checkMapping';
import type { Converted } from './failure';
import { loadReplacers, type Replacers } from './regex';
import type { RowCells } from './rowCells';
import { applyOf, isValue, type Apply } from './steps';

export interface CompiledField {
  readonly field: string;
  /** Places of its columns in the rows of the file; none for a constant. */
  readonly sources: readonly number[];
  /** Undefined where the cell of the one column is sent as it is. */
  readonly value: ((row: RowCells) => Converted) | undefined;
}

/** The value to send for a key; a blank key is never asked for. */
export type LookupAnswers = (key: string) => Converted;

export interface CompileOptions {
  /** For error messages. */
  readonly file?: string;
  /** `#N/A` is a value like any other. */
  readonly keepsNa?: boolean;
  /** By the name of the field. The fields of lookups without answers have their keys. */
  readonly answers?: ReadonlyMap<string, LookupAnswers>;
}

/**
 * `columns` are those of the file, or the headers of the mapping. Throws `input.badMapping`, and `input.unknownColumn`
 * for a column that the file does not have.
 */
export async function compileMapping(
  mapping: Mapping,
  columns: readonly string[],
  options: CompileOptions = {},
): Promise<readonly CompiledField[]> {
  const [flaw] = await checkMapping(mapping);
  if (flaw)
    throw new SalesforceError('input.badMapping', { place: fieldInWords(mapping, flaw.field), message: flaw.message });
  const replacers = await loadReplacers(mapping);
  return mapping.fields.map((field) => compileField(field, { mapping, columns, options, replacers }));
}

interface Compiling {
  readonly mapping: Mapping;
  readonly columns: readonly string[];
  readonly options: CompileOptions;
  readonly replacers: Replacers;
}

function compileField(
  { field, from, steps, lookup }: FieldMapping,
  { mapping, columns, options, replacers }: Compiling,
): CompiledField {
  const placeOf = (column: string): number => {
    const at = columns.indexOf(column);
    if (at < 0) throw new SalesforceError('input.unknownColumn', { file: options.file ?? 'the file', column });
    return at;
  };
  const sources = from.map(placeOf);
  const [first = -1] = sources;
  const answers = lookup && options.answers?.get(field);
  if (steps.length === 0 && !answers) return { field, sources, value: undefined };
  const { timeZone } = mapping;
  const apply = applyOf(steps, { placeOf, sources, timeZone, keepsNa: options.keepsNa ?? false, replacers });
  const start = first < 0 ? () => '' : (row: RowCells) => row.cell(first);
  const convert = answers ? withAnswers(apply, answers, options.keepsNa ?? false) : apply;
  return { field, sources, value: (row) => convert(start(row), row) };
}

const withAnswers =
  (apply: Apply, answers: LookupAnswers, keepsNa: boolean): Apply =>
  (value, row) => {
    const key = apply(value, row);
    if (typeof key !== 'string' || !isValue(key, keepsNa)) return key;
    const answer = answers(key);
    return typeof answer === 'string' ? answer : { ...answer, ofLookup: true };
  };

const fieldInWords = ({ fields }: Mapping, field: number | undefined): string =>
  field === undefined ? 'The mapping' : `The field ${fields[field]?.field ?? ''}`;

/** Columns of the file that a field reads, in its conditions, too. */
export const columnsOf = ({ from, steps }: FieldMapping): readonly string[] => [
  ...new Set([...from, ...steps.flatMap(columnsOfStep)]),
];

function columnsOfStep(step: Step): readonly string[] {
  if (step.kind !== 'when') return [];
  return step.branches.flatMap(({ if: condition, then }) => [
    ...(condition?.column === undefined ? [] : [condition.column]),
    ...(typeof then === 'string' ? [] : [then.column]),
  ]);
}
