// Reads the error text of a failed row (sf__Error) and finds what failures have in common. Source:
// https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/get_job_failed_results.htm

export interface RowError {
  /** Salesforce's status code; that of the first error if the row has several. */
  readonly code: string;
  /** All messages, if the row has several errors. */
  readonly message: string;
  readonly fields: readonly string[];
}

/**
 * `CODE:message:Field1,Field2 --`, once or several times. Message and fields may be missing; a message may be any text.
 */
export function readRowError(text: string): RowError {
  const errors = text.trim().split(nextError).map(readOne);
  const code = errors[0]?.code ?? unknownCode;
  const messages = errors.map((error) => (error.code === code ? error.message : `${error.code}: ${error.message}`));
  return {
    code,
    message: [...new Set(messages)].reduce(joined),
    fields: [...new Set(errors.flatMap(({ fields }) => fields))],
  };
}

/** A message that is a whole sentence has its own end. */
const joined = (before: string, next: string): string =>
  /[.!?]$/.test(before) ? `${before} ${next}` : `${before}; ${next}`;

/** The reverse of {@link readRowError}, for rows whose errors came as data. */
export const writeRowError = (errors: readonly RowError[]): string =>
  errors
    .map(({ code, message, fields }) => `${code}:${message}:${fields.join(',')}${fields.length > 0 ? ' ' : ''}--`)
    .join('');

const unknownCode = 'UNKNOWN';

/** The gap between the dashes that end an error and the code of the next. */
const nextError = /(?<=--)[\s;,]*(?=[A-Z][A-Z0-9_]+:)/;
const fieldNames = /^[\w.]+(?:, ?[\w.]+)*$/;

function readOne(text: string): RowError {
  const body = text.endsWith('--') ? text.slice(0, -2).trimEnd() : text;
  const [start = '', code = unknownCode] = /^([A-Z][A-Z0-9_]+):/.exec(body) ?? [];
  const rest = body.slice(start.length);
  const colon = rest.lastIndexOf(':');
  const names = rest.slice(colon + 1);
  if (colon < 0 || (names !== '' && !fieldNames.test(names))) return { code, message: rest.trim(), fields: [] };
  return { code, message: rest.slice(0, colon).trim(), fields: names === '' ? [] : names.split(/, ?/) };
}

/**
 * Values and ids in any text. A name stays: what a row needs may be to correct the column, as in `No such column
 * 'Nope__c'`.
 */
const valuesAndIds: readonly (readonly [RegExp, string])[] = [
  [/(?<!\w)(?<!\b(?:column|field|relationship|entity|object|type|class|trigger|flow) )'[^']*'(?!\w)/g, '‘…’'],
  [/(?<!\w)"[^"]*"(?!\w)/g, '“…”'],
  [/“[^”]*”/g, '“…”'],
  // It begins with plain text, because a pattern that is tried at every place of every message takes long.
  [/( from VALUE_\w+ value ).*?( or request may be missing)/gs, '$1…$2'],
  [/\b(?=[A-Za-z]*\d)[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?\b(?:, ?[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?\b)*/g, '…'],
];

/** Values in certain messages, and positions within the row. */
const knownPlaces: readonly (readonly [RegExp, string])[] = [
  [/( at col(?:umn)? )\d+/gi, '$1…'],
  [/(external ID: ).*?( not found for field)/gis, '$1…$2'],
  [/(data value too large: ).*?( \(max length)/gs, '$1…$2'],
  [/((?:restricted picklist field|invalid email address|^bad id):? )[^;]+/g, '$1…'],
];

const maxMessageLength = 2_000;

const replaced = (text: string, rules: typeof knownPlaces): string =>
  rules.reduce((changed, [pattern, replacement]) => changed.replace(pattern, replacement), text);

/** The text without its values and ids: cheap, and equal for most rows that failed for the same reason. */
export const errorPatternOf = (text: string): string => replaced(text.slice(0, maxMessageLength), valuesAndIds);

/** What all rows with this error pattern have in common. */
export function readCause(pattern: string): RowError {
  const error = readRowError(pattern);
  return { ...error, message: replaced(error.message, knownPlaces) };
}
