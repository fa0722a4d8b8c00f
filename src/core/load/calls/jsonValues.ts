// Converts cells of a CSV to JSON values, by the type of each column's field.
import { SalesforceError } from '../../errors/salesforceError';
import { nullValue } from '../../model/load';
import type { Rest } from '../../rest/rest';

type Field = Awaited<ReturnType<Rest['describes']['object']>>['fields'][number];
type Plain = string | number | boolean | null;
export type FieldJson = Plain | Readonly<Record<string, Plain | { readonly type: string }>>;

/** The field and its value; undefined for a blank cell, which leaves the field as it is. */
export type ReadCell = (cell: string) => readonly [name: string, value: FieldJson] | undefined;

export interface ColumnSource {
  readonly file: string;
  readonly object: string;
}

/** Salesforce computes these from other fields. */
const compound = new Set(['address', 'location']);

/** One reader for each column. Throws `input.notAField` for the first column that is no field of the object. */
export function readersOf(
  columns: readonly string[],
  fields: readonly Field[],
  meaning: ColumnSource,
): readonly ReadCell[] {
  const byName = new Map(fields.map((field) => [field.name.toLowerCase(), field]));
  const byRelationship = new Map(fields.map((field) => [field.relationshipName?.toLowerCase(), field]));
  return columns.map((column): ReadCell => {
    const { type, relationship, name } = partsOf(column);
    const field = relationship === undefined ? byName.get(name.toLowerCase()) : byRelationship.get(relationship);
    if (!field || compound.has(field.type))
      throw new SalesforceError('input.notAField', { file: meaning.file, column, object: meaning.object });
    const toValue = (cell: string): FieldJson =>
      relationship === undefined ? toJson(cell, field.type) : { ...(type && { attributes: { type } }), [name]: cell };
    const target = relationship === undefined ? field.name : (field.relationshipName ?? '');
    return (cell) => {
      if (cell === nullValue) return [field.name, null];
      return cell === '' ? undefined : [target, toValue(cell)];
    };
  });
}

/** `Name`, `Account.Ext__c` or, where the parent may be of several objects, `User:Owner.Ext__c`. */
function partsOf(column: string): { readonly type?: string; readonly relationship?: string; readonly name: string } {
  const [, type, relationship, name] = /^(?:([^:.]+):)?([^.]+)\.(.+)$/.exec(column) ?? [];
  if (relationship === undefined || name === undefined) return { name: column };
  return { relationship: relationship.toLowerCase(), name, ...(type !== undefined && { type }) };
}

const yes = new Set(['true', '1', 'yes', 'y']);
const no = new Set(['false', '0', 'no', 'n']);
const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
/** A 64-bit number keeps that many without rounding. */
const exactDigits = 15;

/** A cell that is no value of the field's type is sent as it is, so that Salesforce rejects it with its own message. */
function toJson(cell: string, type: string): Plain {
  switch (type) {
    case 'boolean': {
      const word = cell.toLowerCase();
      return yes.has(word) ? true : no.has(word) ? false : cell;
    }
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      return decimal.test(cell) && cell.replace(/[eE].*$|\D/g, '').length <= exactDigits ? Number(cell) : cell;
    default:
      return cell;
  }
}
