// Converts cells of a CSV to JSON values, by the type of each column's field.
import { SalesforceError } from '../../errors/salesforceError';
import { isNumber, toBoolean } from '../../mapping/mapping';
import type { EffectOf } from './cellEffect';
import { fieldOf, type Field } from './columnFields';

type Plain = string | number | boolean | null;
export type FieldJson = Plain | Readonly<Record<string, Plain | { readonly type: string }>>;

/** The field and its value; undefined for a blank cell, which leaves the field as it is. */
export type ReadCell = (cell: string) => readonly [name: string, value: FieldJson] | undefined;

export interface ColumnSource {
  readonly file: string;
  readonly object: string;
  readonly effectOf: EffectOf;
}

/** Salesforce computes these from other fields. */
const compound = new Set(['address', 'location']);

/** One reader for each column. Throws `input.notAField` for the first column that is no field of the object. */
export function readersOf(
  columns: readonly string[],
  fields: readonly Field[],
  meaning: ColumnSource,
): readonly ReadCell[] {
  return columns.map((column): ReadCell => {
    const { field, type, relationship, name } = fieldOf(column, fields);
    if (!field || compound.has(field.type))
      throw new SalesforceError('input.notAField', { file: meaning.file, column, object: meaning.object });
    const toValue = (cell: string): FieldJson =>
      relationship === undefined ? toJson(cell, field.type) : { ...(type && { attributes: { type } }), [name]: cell };
    const target = relationship === undefined ? field.name : (field.relationshipName ?? '');
    return (cell) => {
      const effect = meaning.effectOf(column, cell);
      if (effect === 'clear') return [field.name, null];
      return effect === 'ignore' ? undefined : [target, toValue(cell)];
    };
  });
}

/** A 64-bit number keeps that many without rounding. */
const exactDigits = 15;

/** Text for a number that JSON would change: one with more digits, or beyond what it holds, which would become null. */
function toNumber(cell: string): Plain {
  if (!isNumber(cell)) return cell;
  const digits = cell.replace(/[eE].*$|\D/g, '');
  const number = Number(cell);
  const isLost = !Number.isFinite(number) || (number === 0 && /[1-9]/.test(digits));
  return digits.length > exactDigits || isLost ? cell : number;
}

/** A cell that is no value of the field's type is sent as it is, so that Salesforce rejects it with its own message. */
function toJson(cell: string, type: string): Plain {
  switch (type) {
    case 'boolean':
      return toBoolean(cell) ?? cell;
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      return toNumber(cell);
    default:
      return cell;
  }
}
