// Classes and triggers as records: their code is compiled before it is saved.
import { crc32 } from 'node:zlib';
import type { Apex } from '../apex/apex';
import { codeTable, type Source } from '../apex/sources';
import type { Unit } from '../apex/parse/tree';
import type { SObjectDef, Value } from '../data/schema';
import type { Row } from '../data/table';
import { isRecord, type JsonRecord } from '../dml/jsonRecords';
import { refuse } from '../http/http';
import type { Org } from '../org/org';
import { fieldOf } from './systemRows';

export const isCode = (def: SObjectDef): boolean => def.name === 'ApexClass' || def.name === 'ApexTrigger';

export interface CheckedCode {
  /** What the record gets besides the fields that the client sent. */
  readonly fields: Readonly<Record<string, Value>>;
}

/** Throws the compile error of the code, or of a class that cannot have this name. */
export async function checkCode(
  { org, apex }: { readonly org: Org; readonly apex: Apex },
  def: SObjectDef,
  { json, row }: { readonly json: JsonRecord; readonly row: Row | undefined },
): Promise<CheckedCode> {
  const given = Object.entries(json).find(([key]) => key.toLowerCase() === 'body')?.[1];
  if (typeof given !== 'string') {
    if (row !== undefined) return { fields: {} };
    throw refuse(400, 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [Body]', ['Body']);
  }
  const kind = def.name === 'ApexClass' ? 'class' : 'trigger';
  const name = row ? String(fieldOf(org, row, 'Name')) : '';
  const source: Source = { id: row?.id ?? '', name, kind, body: given };
  const { unit, problem } = await apex.check(source);
  if (problem || unit === undefined || unit.kind === 'anonymous') {
    const { line, column, message } = problem ?? { line: 1, column: 1, message: 'Unexpected syntax' };
    throw refuse(400, 'INVALID_INPUT', `${message} (Line: ${line}, Column: ${column})`);
  }
  refuseName(org, def, { unit, row });
  return { fields: fieldsOf(unit, given) };
}

function refuseName(
  org: Org,
  def: SObjectDef,
  { unit, row }: { readonly unit: Unit & { readonly name: string }; readonly row: Row | undefined },
): void {
  const table = codeTable(org, def.name === 'ApexClass' ? 'ApexClass' : 'ApexTrigger');
  const other = [...table.rows()].find(
    (one) => String(fieldOf(org, one, 'Name')).toLowerCase() === unit.name.toLowerCase() && one.id !== row?.id,
  );
  if (other === undefined) return;
  const what = def.name === 'ApexClass' ? 'class' : 'trigger';
  throw refuse(
    400,
    'DUPLICATE_VALUE',
    `duplicate value found: ${unit.name} is the name of another ${what}: ${other.id}`,
  );
}

export function fieldsOf(unit: Unit, body: string): Record<string, Value> {
  const length = body.replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '').length;
  const common = { Body: body, IsValid: true, LengthWithoutComments: length, BodyCrc: checksumOf(body) };
  if (unit.kind !== 'trigger') return { ...common, Name: 'name' in unit ? unit.name : '' };
  const usage = Object.fromEntries(unit.events.map((event) => [`Usage${pascal(event)}`, true]));
  return { ...common, Name: unit.name, TableEnumOrId: unit.object, ...usage };
}

const pascal = (event: string): string =>
  event.replaceAll(/(?:^|\s)(\w)/g, (_, letter: string) => letter.toUpperCase());

const checksumOf = (text: string): number => crc32(text);

export const withoutCodeFields = (json: JsonRecord): JsonRecord =>
  Object.fromEntries(
    Object.entries(json).filter(
      ([key, value]) => !/^(?:attributes|metadata|fullname|body|name|tableenumorid)$/i.test(key) && !isRecord(value),
    ),
  );
