// How SOQL writes and compares the values of a field that identifies records.
import { plainNumber } from '../kernel/plainNumber';

/** What the describe says of the field. */
export interface KeyField {
  readonly name: string;
  readonly type: string;
  readonly filterable: boolean;
  readonly caseSensitive: boolean;
}

export interface KeyKind {
  /** What a value must be, for messages. */
  readonly form: string;
  /** As it is written in a query; undefined for a value that is not of this form. */
  readonly literal: (value: string) => string | undefined;
  /** Equal for values that are equal in a query, in the file as well as in a record. */
  readonly same: (value: string) => string;
}

const textTypes: ReadonlySet<string> = new Set([
  'string',
  'email',
  'phone',
  'url',
  'picklist',
  'combobox',
  'textarea',
  'encryptedstring',
]);
const numberTypes: ReadonlySet<string> = new Set(['int', 'long', 'double', 'currency', 'percent']);

/** Undefined for a field by which records cannot be found. */
export function keyKindOf({ type, filterable, caseSensitive }: KeyField): KeyKind | undefined {
  if (!filterable) return undefined;
  if (textTypes.has(type)) return caseSensitive ? exactText : anyCaseText;
  if (numberTypes.has(type)) return numbers;
  if (type === 'id' || type === 'reference') return ids;
  return type === 'date' ? dates : undefined;
}

const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\b': '\\b', '\f': '\\f' };

/** https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_quotedstringescapes.htm */
const quoted = (text: string): string =>
  `'${text.replace(/[\\']/g, '\\$&').replace(/[\n\r\t\b\f]/g, (character) => escapes[character] ?? character)}'`;

/** Salesforce stores texts without blanks around them, and compares most of them without regard to case. */
const anyCaseText: KeyKind = {
  form: 'a text',
  literal: (value) => (value.trim() === '' ? undefined : quoted(value.trim())),
  same: (value) => value.trim().toLowerCase(),
};

const exactText: KeyKind = { ...anyCaseText, same: (value) => value.trim() };

/** A 64-bit number keeps that many without rounding; two longer numbers could become the same. */
const exactDigits = 15;

/** Without an exponent, which SOQL does not take in a list of numbers. */
function exactNumber(value: string): string | undefined {
  const [, digits] = /^[+-]?0*(\d*(?:\.\d+)?)$/.exec(value.trim()) ?? [];
  if (digits === undefined || !/\d/.test(value)) return undefined;
  return digits.replace('.', '').length > exactDigits ? undefined : plainNumber(String(Number(value)));
}

/** Records have numbers without an end of zeros, and small ones with an exponent. */
const numbers: KeyKind = {
  form: `a number of at most ${exactDigits} digits`,
  literal: exactNumber,
  same: (value) => exactNumber(plainNumber(value)) ?? value,
};

/** The last three characters of an id only repeat which of the others are capitals. */
const ids: KeyKind = {
  form: 'an ID',
  literal: (value) => (/^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/.test(value.trim()) ? `'${value.trim()}'` : undefined),
  same: (value) => value.trim().slice(0, 15),
};

const dates: KeyKind = {
  form: 'a date such as 2024-01-31',
  literal: (value) => (/^\d{4}-\d\d-\d\d$/.test(value.trim()) ? value.trim() : undefined),
  same: (value) => value.trim(),
};
