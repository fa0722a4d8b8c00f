// The fields of records as Apex sees them: their types, and the values of the store in both directions.
import type { FieldDef, Value } from '../../data/schema';
import { toWireMoment } from '../../data/rowCodec';
import { normalizeId, isId } from '../../data/ids';
import type { Transaction } from '../run/transaction';
import { types } from '../typeSystem/apexType';
import type { ApexType } from '../typeSystem/model';
import { ApexDecimal, ApexDouble } from './decimal';
import { ApexBlob, ApexDate, ApexDatetime, ApexTime } from './moments';
import type { ApexSObject } from './sobject';

export function fieldType({ type }: FieldDef): ApexType {
  switch (type) {
    case 'id':
    case 'reference':
      return types.id;
    case 'boolean':
    case 'date':
    case 'datetime':
    case 'time':
      return types[type];
    case 'int':
      return types.integer;
    case 'double':
    case 'currency':
    case 'percent':
      return types.decimal;
    case 'base64':
      return types.blob;
    default:
      return types.string;
  }
}

/** A value of the store or of a response. */
export function fromStored(field: FieldDef, given: unknown): unknown {
  if (given === null || given === undefined) return field.type === 'boolean' ? false : null;
  // A compound field is an object, which Apex does not get.
  if (typeof given === 'object') return null;
  const value = given as string | number | boolean;
  switch (field.type) {
    case 'double':
    case 'currency':
    case 'percent':
      return ApexDecimal.fromNumber(Number(value));
    case 'date':
      return ApexDate.parse(String(value)) ?? null;
    case 'datetime':
      if (typeof value === 'number') return new ApexDatetime(value);
      return new ApexDatetime(Date.parse(String(value).replace(/([+-]\d\d)(\d\d)$/, '$1:$2')));
    case 'time':
      return ApexTime.parse(String(value)) ?? null;
    case 'base64':
      return new ApexBlob(Buffer.from(String(value), 'base64'));
    default:
      return value;
  }
}

/** A value of Apex as the store and the rules of the org have it. */
export function toStored(field: FieldDef, value: unknown): Value {
  if (value === null || value === undefined) return null;
  if (value instanceof ApexDecimal) return Number(value.withScale(field.type === 'int' ? 0 : field.scale)?.toString());
  if (value instanceof ApexDouble) return value.value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof ApexDate) return field.type === 'datetime' ? toWireMoment(value.ms) : value.iso;
  if (value instanceof ApexDatetime) return field.type === 'date' ? value.date.iso : toWireMoment(value.ms);
  if (value instanceof ApexTime) return value.toString();
  if (value instanceof ApexBlob) return value.bytes.toString('base64');
  if (typeof value === 'string') return value === '' ? null : idText(field, value);
  return value as Value;
}

const idText = ({ type }: FieldDef, text: string): string =>
  (type === 'id' || type === 'reference') && isId(text) ? normalizeId(text) : text;

export function readRecordField(record: ApexSObject, field: FieldDef, tx: Transaction): unknown {
  const value = record.values.get(field.name.toLowerCase());
  if (value !== undefined) return value;
  if (record.isQueried && field.type !== 'id') {
    const sentence = `SObject row was retrieved via SOQL without querying the requested field: ${record.def.name}.${field.name}`;
    throw tx.error('SObjectException', sentence);
  }
  return field.type === 'boolean' && record.values.size > 0 && record.isQueried ? false : defaultOf(field);
}

const defaultOf = (field: FieldDef): unknown => (field.type === 'boolean' ? false : null);

export function writeRecordField(
  record: ApexSObject,
  field: FieldDef,
  { value, tx }: { readonly value: unknown; readonly tx: Transaction },
): void {
  if (record.isReadOnly) throw tx.error('FinalException', 'Record is read-only');
  if (field.type === 'id' || field.type === 'reference') {
    if (typeof value === 'string' && value !== '') record.set(field.name, isId(value) ? normalizeId(value) : value);
    else record.set(field.name, null);
    return;
  }
  record.set(field.name, value);
}

/** A value of any type for a field, as `put` takes it; undefined when the types do not fit. */
export function fittingValue(field: FieldDef, value: unknown): unknown {
  if (value === null) return null;
  switch (fieldType(field).name) {
    case 'Decimal':
      if (value instanceof ApexDecimal) return value;
      if (value instanceof ApexDouble) return ApexDecimal.fromNumber(value.value);
      return typeof value === 'number' || typeof value === 'bigint' ? ApexDecimal.fromInteger(value) : undefined;
    case 'Integer':
      return typeof value === 'number' ? value : undefined;
    case 'Boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'Date':
      return value instanceof ApexDate ? value : value instanceof ApexDatetime ? value.date : undefined;
    case 'Datetime':
      return value instanceof ApexDatetime ? value : value instanceof ApexDate ? new ApexDatetime(value.ms) : undefined;
    case 'String':
    case 'Id':
      return typeof value === 'string' ? value : undefined;
    default:
      return value;
  }
}
