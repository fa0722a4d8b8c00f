// How values read as text: in System.debug, in String.valueOf, and where a text is added to them.
import { ApexList, ApexMap, ApexSet } from './collections';
import { ApexDecimal } from './decimal';
import { ApexException, ApexObject, EnumValue, TypeValue } from './objects';
import { ApexSObject } from './sobject';
import { callToString } from './userEquality';
import { FieldToken, ObjectToken } from './tokens';

const maxDepth = 8;

export function toText(value: unknown, depth = 0): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object') return '';
  if (depth > maxDepth) return '(already output)';
  const inner = (one: unknown): string => toText(one, depth + 1);
  if (value instanceof ApexList) return `(${value.items.map(inner).join(', ')})`;
  if (value instanceof ApexSet) return `{${value.items.map(inner).join(', ')}}`;
  if (value instanceof ApexMap) {
    return `{${value.entries.map(({ key, value: held }) => `${inner(key)}=${inner(held)}`).join(', ')}}`;
  }
  if (value instanceof ApexSObject) return recordText(value, inner);
  if (value instanceof EnumValue) return value.name;
  if (value instanceof TypeValue) return value.name;
  if (value instanceof ApexObject) return callToString(value) ?? objectText(value, inner);
  if (value instanceof ObjectToken) return value.def.name;
  if (value instanceof FieldToken) return value.field.name;
  if (value instanceof ApexDecimal) return value.toString();
  return (value as { readonly toString: () => string }).toString();
}

function recordText({ def, values, aliases }: ApexSObject, inner: (value: unknown) => string): string {
  const shown = aliases ?? values;
  const fields = [...shown].map(([name, value]) => `${def.field(name)?.name ?? name}=${inner(value)}`);
  return `${aliases ? 'AggregateResult' : def.name}:{${fields.join(', ')}}`;
}

function objectText(object: ApexObject, inner: (value: unknown) => string): string {
  if (object instanceof ApexException) return object.summary;
  const { cls, fields } = object;
  const shown: string[] = [];
  for (let one: typeof cls | undefined = cls; one !== undefined; one = one.base) {
    for (const field of one.fields.values()) {
      if (!field.isStatic && field.slot >= 0) shown.push(`${field.name}=${inner(fields[field.slot])}`);
    }
  }
  return `${cls.name.replace(/^.*\./, '')}:[${shown.join(', ')}]`;
}
