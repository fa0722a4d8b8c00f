// Converts the literals on the right side of a comparison to typed operands, or throws Salesforce's type errors.
import type { LiteralType } from '@jetstreamapp/soql-parser-js';
import { isId, normalizeId } from '../data/ids';
import { toWireMoment } from '../data/rowCodec';
import type { FieldDef } from '../data/schema';
import { dateText, instantText } from './calendar';
import { rangeOf } from './dateLiterals';

/** A value to compare with, or a time span (`from` inclusive, `until` exclusive) in the text format of the field. */
export type Operand = string | number | boolean | null | { readonly from: string; readonly until: string };

export interface Literal {
  readonly text: string;
  readonly type: LiteralType;
}

/** A literal that does not match the field type; the caller adds its position. */
export class UnfitLiteral extends Error {
  constructor(
    readonly errorCode: 'INVALID_FIELD' | 'INVALID_QUERY_FILTER_OPERATOR' | 'MALFORMED_QUERY',
    message: string,
  ) {
    super(message);
  }
}

type Kind = 'text' | 'id' | 'number' | 'boolean' | 'date' | 'datetime' | 'time';

export function kindOf(field: FieldDef): Kind {
  switch (field.type) {
    case 'id':
    case 'reference':
      return 'id';
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      return 'number';
    case 'boolean':
    case 'date':
    case 'datetime':
    case 'time':
      return field.type;
    default:
      return 'text';
  }
}

const wireTypes: Readonly<Record<Kind, string>> = {
  text: 'string',
  id: 'ID',
  number: 'double',
  boolean: 'boolean',
  date: 'date',
  datetime: 'dateTime',
  time: 'time',
};

/** @param today the day number in the user's time zone, for date literals */
export function toOperand(literal: Literal, field: FieldDef, today: number): Operand {
  if (literal.type === 'NULL') return null;
  const operand = readers[kindOf(field)](literal, today);
  if (operand === undefined) throw unfit(field);
  return operand;
}

const readers: Readonly<Record<Kind, (literal: Literal, today: number) => Operand | undefined>> = {
  text: (literal) => (literal.type === 'STRING' ? unquote(literal.text) || null : undefined),
  id: toIdOperand,
  number: toNumber,
  boolean: (literal) => (literal.type === 'BOOLEAN' ? literal.text.toUpperCase() === 'TRUE' : undefined),
  date: (literal, today) => toDay(literal, today),
  datetime: toInstant,
  time: toTime,
};

function unfit(field: FieldDef): UnfitLiteral {
  const kind = kindOf(field);
  const type = field.type === 'int' ? 'int' : wireTypes[kind];
  const quotes = kind === 'text' || kind === 'id' ? 'should be enclosed in quotes' : 'should not be enclosed in quotes';
  const sentence = `value of filter criterion for field '${field.name}' must be of type ${type} and ${quotes}`;
  return new UnfitLiteral('INVALID_FIELD', sentence);
}

function toIdOperand(literal: Literal): Operand | undefined {
  if (literal.type !== 'STRING') return undefined;
  const text = unquote(literal.text);
  if (text === '') return null;
  if (!isId(text)) throw new UnfitLiteral('INVALID_QUERY_FILTER_OPERATOR', `invalid ID field: ${text}`);
  return normalizeId(text);
}

function toNumber(literal: Literal): Operand | undefined {
  switch (literal.type) {
    case 'INTEGER':
    case 'DECIMAL':
      return Number(literal.text);
    case 'INTEGER_WITH_CURRENCY_PREFIX':
    case 'DECIMAL_WITH_CURRENCY_PREFIX':
      return Number(literal.text.slice(3));
    default:
      return undefined;
  }
}

function toDay(literal: Literal, today: number): Operand | undefined {
  if (literal.type === 'DATE') return isRealDay(literal.text) ? literal.text : undefined;
  const range = toRange(literal, today);
  return range && { from: dateText(range.start), until: dateText(range.end) };
}

function toInstant(literal: Literal, today: number): Operand | undefined {
  if (literal.type === 'DATETIME') {
    const ms = Date.parse(literal.text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
    return Number.isNaN(ms) || !isRealDay(literal.text.slice(0, 10)) ? undefined : toWireMoment(ms);
  }
  const range = toRange(literal, today);
  return range && { from: instantText(range.start), until: instantText(range.end) };
}

/** Times arrive as datetimes of 1970-01-01 (see parse.ts). */
function toTime(literal: Literal): Operand | undefined {
  const ms = literal.type === 'DATETIME' && literal.text.startsWith('1970-01-01T') ? Date.parse(literal.text) : NaN;
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString().slice(11);
}

function toRange(literal: Literal, today: number) {
  return literal.type === 'DATE_LITERAL' || literal.type === 'DATE_N_LITERAL'
    ? rangeOf(literal.text, today)
    : undefined;
}

function isRealDay(text: string): boolean {
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  '"': '"',
  "'": "'",
  '\\': '\\',
};

/** The text between the quotes with its escapes resolved, except `\_` and `\%`, which LIKE needs. */
export function unquote(quoted: string): string {
  const inner = quoted.slice(1, -1);
  return inner.replaceAll(/\\(u[0-9A-Fa-f]{4}|[\s\S])/g, (sequence, letter: string) => {
    if (letter === '_' || letter === '%') return sequence;
    if (letter.length === 5) return String.fromCharCode(Number.parseInt(letter.slice(1), 16));
    const read = escapes[letter];
    if (read !== undefined) return read;
    const sentence = `Invalid string literal '${inner}'. Illegal character sequence '${sequence}' in string literal.`;
    throw new UnfitLiteral('MALFORMED_QUERY', sentence);
  });
}
