// Parses and checks field values from CSV cells and JSON: type, length, range, picklist, and format.
import { soapTypeOf } from '../data/describe';
import { isId, normalizeId } from '../data/ids';
import { toWireMoment } from '../data/rowCodec';
import { fieldError, rowError, type RowError } from '../data/rowErrors';
import type { FieldDef, Value } from '../data/schema';

export type Read = { readonly value: Value } | { readonly error: RowError };

const earliestDate = '1700-01-01';
const latestDate = '4000-12-31';
const trueWords = new Set(['true', '1', 'yes', 'y']);
const falseWords = new Set(['false', '0', 'no', 'n']);
const emailPattern = /^[^\s@<>()[\]\\,;:"]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/;
const datetimePattern = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?(Z|[+-]\d\d:?\d\d)?$/;

/** Reads a CSV cell that is neither blank nor `#N/A`; `column` is counted from 0. */
export function readCell(field: FieldDef, cell: string, column: number): Read {
  const value = parse(field, cell);
  if (value !== undefined) return checkValue(field, value);
  const message = `Failed to deserialize field at col ${column}. Due to, '${cell}' is not a valid value for the type ${soapTypeOf(field)}`;
  return { error: rowError('INVALID_FIELD', message, [field.name]) };
}

/** Reads a JSON value; null and empty text clear the field. */
export function readJson(field: FieldDef, json: unknown): Read {
  if (json === null) return { value: null };
  const isText = typeof json === 'string';
  if (isText && json === '') return { value: null };
  const value = isText ? parse(field, json) : parsePlain(field, json);
  if (value !== undefined) return checkValue(field, value);
  const shown = isText ? json : JSON.stringify(json);
  const message = `Cannot deserialize instance of ${field.type} from ${tokenOf(json)} value ${shown} or request may be missing a required field at [line:1, column:2]`;
  return { error: rowError('JSON_PARSER_ERROR', message) };
}

function tokenOf(json: unknown): string {
  if (typeof json === 'string') return 'VALUE_STRING';
  if (typeof json === 'number') return Number.isInteger(json) ? 'VALUE_NUMBER_INT' : 'VALUE_NUMBER_FLOAT';
  if (typeof json === 'boolean') return json ? 'VALUE_TRUE' : 'VALUE_FALSE';
  return Array.isArray(json) ? 'START_ARRAY' : 'START_OBJECT';
}

/** Undefined when the text is not valid for the type of the field. */
function parse(field: FieldDef, text: string): Value | undefined {
  switch (field.type) {
    case 'boolean': {
      const word = text.toLowerCase();
      return trueWords.has(word) ? true : falseWords.has(word) ? false : undefined;
    }
    case 'int':
      return /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
    case 'double':
    case 'currency':
    case 'percent':
      return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) ? round(Number(text), field.scale) : undefined;
    case 'date':
      return parseDate(text);
    case 'datetime':
      return parseDatetime(text);
    case 'time':
      return parseTime(text);
    case 'id':
    case 'reference':
      return normalizeId(text);
    case 'address':
      return undefined;
    default:
      return text;
  }
}

function parsePlain(field: FieldDef, json: unknown): Value | undefined {
  if (typeof json === 'boolean') return field.type === 'boolean' ? json : undefined;
  if (typeof json !== 'number') return undefined;
  if (field.type === 'int') return Number.isInteger(json) ? json : undefined;
  return ['double', 'currency', 'percent'].includes(field.type) ? round(json, field.scale) : undefined;
}

function round(value: number, scale: number): number {
  if (Number.isInteger(value)) return value;
  const factor = 10 ** scale;
  return Math.round((value + Math.sign(value) * Number.EPSILON) * factor) / factor;
}

function isDay(text: string): boolean {
  if (text < earliestDate || text > latestDate) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

function parseDate(text: string): string | undefined {
  const day = /^(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)?$/.exec(text)?.[1];
  return day !== undefined && isDay(day) ? day : undefined;
}

function parseDatetime(text: string): string | undefined {
  const [, day, hour, minute, second, zone] = datetimePattern.exec(text) ?? [];
  if (day === undefined || !isDay(day)) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const ms = Date.parse(zone === undefined ? `${text}Z` : text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isNaN(ms) ? undefined : toWireMoment(ms);
}

function parseTime(text: string): string | undefined {
  const [, hour, minute, second, fraction = ''] = /^(\d\d):(\d\d)(?::(\d\d)(\.\d{1,3})?)?Z?$/.exec(text) ?? [];
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return undefined;
  return `${hour}:${minute ?? '00'}:${second ?? '00'}.${fraction.slice(1).padEnd(3, '0')}Z`;
}

/** The error of a value of the correct type, if any. */
export function checkFieldValue(field: FieldDef, value: Value): RowError | undefined {
  const read = checkValue(field, value);
  return 'error' in read ? read.error : undefined;
}

/** Checks a value of the correct type: length, range, picklist, and format. */
function checkValue(field: FieldDef, value: Value): Read {
  const error =
    typeof value === 'string'
      ? checkText(field, value)
      : typeof value === 'number'
        ? checkNumber(field, value)
        : undefined;
  return error === undefined ? { value } : { error };
}

function checkNumber(field: FieldDef, value: number): RowError | undefined {
  const digits = field.type === 'int' ? Math.min(field.precision, 10) : field.precision - field.scale;
  if (Math.abs(value) < 10 ** digits) return undefined;
  return fieldError('NUMBER_OUTSIDE_VALID_RANGE', `value outside of valid range on numeric field: ${value}`, field);
}

function checkText(field: FieldDef, value: string): RowError | undefined {
  if (field.type === 'reference' || field.type === 'id') return checkId(field, value);
  if (field.length > 0 && value.length > field.length) {
    return fieldError('STRING_TOO_LONG', `data value too large: ${value} (max length=${field.length})`, field);
  }
  if (field.type === 'email' && !emailPattern.test(value)) {
    return fieldError('INVALID_EMAIL_ADDRESS', `invalid email address: ${value}`, field);
  }
  return field.restrictedPicklist ? checkPicklist(field, value) : undefined;
}

function checkPicklist(field: FieldDef, value: string): RowError | undefined {
  const parts = field.type === 'multipicklist' ? value.split(';').filter((part) => part !== '') : [value];
  const wrong = parts.find((part) => !field.picklistValues.some((known) => known.active && known.value === part));
  if (wrong === undefined) return undefined;
  const code = 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST';
  return fieldError(code, `bad value for restricted picklist field: ${wrong}`, field);
}

function checkId(field: FieldDef, value: string): RowError | undefined {
  return isId(value) ? undefined : rowError('MALFORMED_ID', `bad id ${value}`, [field.name]);
}
