// JSON: values to text and back.
import type { LibrarySpec } from '../typeSystem/libraryType';
import type { Transaction } from '../run/transaction';
import { argOf, listOf, mapOf, types } from '../typeSystem/apexType';
import type { ApexType } from '../typeSystem/model';
import { findField } from '../typeSystem/classInfo';
import { ApexList, ApexMap, ApexSet } from '../values/collections';
import { ApexDecimal, ApexDouble } from '../values/decimal';
import { ApexBlob, ApexDate, ApexDatetime, ApexTime } from '../values/moments';
import { ApexException, ApexObject, EnumValue, TypeValue } from '../values/objects';
import { fieldType } from '../values/recordFields';
import { ApexSObject } from '../values/sobject';
import { toText } from '../values/text';
import { enumValue } from '../values/enumValues';
import { prettyJson } from './pretty';
import { apiVersion } from '../host/queries';

/** Numbers keep their digits: they are written as text, not by JSON.stringify. */
export function toJson(value: unknown, withoutNulls = false): string {
  const inner = (one: unknown): string => toJson(one, withoutNulls);
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object') return toText(value);
  if (value instanceof ApexDecimal) return value.toString();
  if (value instanceof ApexDouble) return value.toString();
  if (value instanceof ApexDate) return JSON.stringify(value.iso);
  if (value instanceof ApexDatetime) return JSON.stringify(value.iso);
  if (value instanceof ApexTime) return JSON.stringify(value.toString());
  if (value instanceof ApexBlob) return JSON.stringify(value.bytes.toString('base64'));
  if (value instanceof EnumValue) return JSON.stringify(value.name);
  if (value instanceof ApexList || value instanceof ApexSet) return `[${value.items.map(inner).join(',')}]`;
  return objectJson(membersOf(value), withoutNulls);
}

type Member = readonly [name: string, value: unknown];

function membersOf(value: object): Member[] {
  if (value instanceof ApexMap) return value.entries.map(({ key, value: held }) => [toText(key), held]);
  if (value instanceof ApexSObject) return recordMembers(value);
  if (value instanceof ApexException) return [['message', value.message]];
  return value instanceof ApexObject ? objectMembers(value) : [];
}

const objectJson = (members: readonly Member[], withoutNulls: boolean): string =>
  `{${members
    .filter(([, value]) => !withoutNulls || value !== null)
    .map(
      ([name, value]) =>
        `${JSON.stringify(name)}:${value instanceof RawJson ? value.text : toJson(value, withoutNulls)}`,
    )
    .join(',')}}`;

class RawJson {
  constructor(readonly text: string) {}
}

/** Fields of records have the moments of the REST API; other moments end with Z. */
const fieldJson = (value: unknown): unknown =>
  value instanceof ApexDatetime ? new RawJson(JSON.stringify(value.iso.replace('Z', '+0000'))) : value;

function recordMembers(record: ApexSObject): Member[] {
  const { def, id } = record;
  const url = id === null ? {} : { url: `/services/data/v${apiVersion}.0/sobjects/${def.name}/${id}` };
  const members: Member[] = [['attributes', new RawJson(JSON.stringify({ type: def.name, ...url }))]];
  for (const [name, value] of record.aliases ?? record.values)
    members.push([def.field(name)?.name ?? name, fieldJson(value)]);
  for (const [name, value] of record.parents) members.push([def.relationship(name)?.relationshipName ?? name, value]);
  for (const [name, { items }] of record.children) {
    const records = items.map((one) => toJson(one)).join(',');
    members.push([name, new RawJson(`{"totalSize":${items.length},"done":true,"records":[${records}]}`)]);
  }
  return members;
}

function objectMembers({ cls, fields }: ApexObject): Member[] {
  const members: Member[] = [];
  for (let one: typeof cls | undefined = cls; one !== undefined; one = one.base) {
    for (const field of one.fields.values()) {
      if (!field.isStatic && !field.isTransient) members.push([field.name, fields[field.slot] ?? null]);
    }
  }
  return members;
}

/** Numbers without a fraction are Integer or Long, others are Decimal. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return new ApexList(types.object, value.map(plain));
  if (value === null || typeof value !== 'object') return typeof value === 'number' ? plainNumber(value) : value;
  const map = new ApexMap(types.string, types.object);
  for (const [name, held] of Object.entries(value)) map.put(name, plain(held));
  return map;
}

function plainNumber(value: number): unknown {
  if (!Number.isInteger(value)) return ApexDecimal.fromNumber(value);
  return Math.abs(value) > 2_147_483_647 ? BigInt(value) : value;
}

function parse(text: string, tx: Transaction): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw tx.error('JSONException', error instanceof Error ? error.message : 'Unexpected input');
  }
}

interface Reading {
  readonly tx: Transaction;
  /** Names that the class does not have are an error. */
  readonly isStrict: boolean;
}

const mismatch = ({ tx }: Reading, value: unknown, type: ApexType): Error =>
  tx.error('JSONException', `Illegal value for primitive: ${JSON.stringify(value)} (${type.name})`);

export function fromJson(value: unknown, type: ApexType, reading: Reading): unknown {
  if (value === null || value === undefined) return null;
  if (type.kind === 'Object') return plain(value);
  if (type.kind === 'primitive') return primitiveFrom(value, type, reading);
  if (type.kind === 'list' || type.kind === 'set') {
    if (!Array.isArray(value))
      throw reading.tx.error('JSONException', `Malformed JSON: Expected '[' at the beginning of List/Set`);
    const items = value.map((one) => fromJson(one, argOf(type), reading));
    return type.kind === 'list' ? new ApexList(argOf(type), items) : new ApexSet(argOf(type), items);
  }
  if (typeof value === 'string' && type.cls?.kind === 'enum') return enumFrom(value, type, reading);
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw reading.tx.error('JSONException', "Malformed JSON: Expected '{' at the beginning of object");
  }
  if (type.kind === 'map') {
    const map = new ApexMap(argOf(type), argOf(type, 1));
    for (const [name, held] of Object.entries(value)) {
      map.put(fromJson(name, argOf(type), reading), fromJson(held, argOf(type, 1), reading));
    }
    return map;
  }
  return type.kind === 'sobject' ? recordFrom(value, type, reading) : objectFrom(value, type, reading);
}

function enumFrom(value: string, type: ApexType, { tx }: Reading): EnumValue {
  const place = type.cls?.constants.findIndex((one) => one.toLowerCase() === value.toLowerCase()) ?? -1;
  if (type.cls === undefined || place < 0)
    throw tx.error('JSONException', `Invalid value for enum ${type.name}: ${value}`);
  return enumValue(type.cls, place);
}

function primitiveFrom(value: unknown, type: ApexType, reading: Reading): unknown {
  const text = String(value);
  switch (type.name) {
    case 'Boolean':
      if (text !== 'true' && text !== 'false') throw mismatch(reading, value, type);
      return text === 'true';
    case 'Integer':
      if (!/^-?\d+$/.test(text)) throw mismatch(reading, value, type);
      return Number(text);
    case 'Long':
      if (!/^-?\d+$/.test(text)) throw mismatch(reading, value, type);
      return BigInt(text);
    case 'Decimal':
      return ApexDecimal.parse(text) ?? fail(mismatch(reading, value, type));
    case 'Double':
      return new ApexDouble(Number(text));
    case 'Date':
      return ApexDate.parse(text) ?? fail(mismatch(reading, value, type));
    case 'Datetime':
      return ApexDatetime.parse(text) ?? fail(mismatch(reading, value, type));
    case 'Time':
      return ApexTime.parse(text);
    case 'Blob':
      return new ApexBlob(Buffer.from(text, 'base64'));
    default:
      return text;
  }
}

function fail(error: Error): never {
  throw error;
}

function recordFrom(value: object, type: ApexType, reading: Reading): ApexSObject {
  const named = (value as { attributes?: { type?: string } }).attributes?.type;
  const def = type.def ?? reading.tx.org.schema.object(named ?? '');
  if (def === undefined) throw reading.tx.error('JSONException', 'The type of the SObject is missing in attributes.');
  const record = new ApexSObject(def);
  for (const [name, held] of Object.entries(value)) {
    if (name === 'attributes') continue;
    const field = def.field(name);
    const reference = field ? undefined : def.relationship(name);
    if (field) record.set(name, fromJson(held, fieldType(field), reading));
    else if (reference) {
      const parent = fromJson(held, reading.tx.program.parentOf(reference), reading);
      record.parents.set(name.toLowerCase(), parent as ApexSObject | null);
    } else if (reading.isStrict)
      throw reading.tx.error('JSONException', `No such column '${name}' on sobject of type ${def.name}`);
  }
  return record;
}

function objectFrom(value: object, { cls, name }: ApexType, reading: Reading): unknown {
  const { tx, isStrict } = reading;
  if (cls === undefined) throw tx.error('JSONException', `Apex Type unsupported in JSON: ${name}`);
  const object = tx.program.create(tx, cls, { constructor: undefined, args: [] });
  for (const [key, held] of Object.entries(value)) {
    const field = findField(cls, key);
    if (field && !field.isStatic) object.fields[field.slot] = fromJson(held, field.type, reading);
    else if (isStrict)
      throw tx.error('JSONException', `Unrecognized field "${key}" (Class ${name}), not marked as ignorable`);
  }
  return object;
}

/** The type that a `Type` names: `List<Account>.class` too. */
export function typeFor(type: TypeValue, tx: Transaction): ApexType {
  if (type.cls) return type.cls.type;
  const [, collection, element] = /^(List|Set)<(.*)>$/.exec(type.name) ?? [];
  if (element !== undefined) {
    const inner = typeFor(new TypeValue(element, undefined), tx);
    return collection === 'List' ? listOf(inner) : { kind: 'set', name: type.name, args: [inner] };
  }
  const [, key, value] = /^Map<(\w+),\s*(.*)>$/.exec(type.name) ?? [];
  if (key !== undefined)
    return mapOf(typeFor(new TypeValue(key, undefined), tx), typeFor(new TypeValue(value ?? '', undefined), tx));
  return tx.program.findType(type.name, undefined) ?? types.object;
}

const read =
  (isStrict: boolean) =>
  (text: string, type: TypeValue, tx: Transaction): unknown =>
    fromJson(parse(text, tx), typeFor(type, tx), { tx, isStrict });

export const jsonStatics: NonNullable<LibrarySpec['statics']> = {
  'String serialize(Object)': (value: unknown) => toJson(value),
  'String serialize(Object, Boolean)': toJson,
  'String serializePretty(Object)': (value: unknown) => prettyJson(toJson(value)),
  'String serializePretty(Object, Boolean)': (value: unknown, withoutNulls: boolean) =>
    prettyJson(toJson(value, withoutNulls)),
  'Object deserialize(String, Type)': read(false),
  'Object deserializeStrict(String, Type)': read(true),
  'Object deserializeUntyped(String)': (text: string, tx: Transaction) => plain(parse(text, tx)),
};
