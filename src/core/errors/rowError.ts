// Reads the text that Salesforce writes beside a failed row (sf__Error, facts 4.7) and finds what failures have in common.

export interface RowError {
  /** Salesforce's status code; of the first error if the row has several. */
  readonly code: string;
  /** Of several errors, all messages. */
  readonly message: string;
  readonly fields: readonly string[];
}

/** `CODE:message:Field1,Field2 --`, once or several times; message and fields may be missing, messages may hold anything. */
export function readRowError(text: string): RowError {
  const errors = text.trim().split(nextError).map(readOne);
  const code = errors[0]?.code ?? unknownCode;
  const messages = errors.map((error) => (error.code === code ? error.message : `${error.code}: ${error.message}`));
  return {
    code,
    message: [...new Set(messages)].join('; '),
    fields: [...new Set(errors.flatMap(({ fields }) => fields))],
  };
}

/** {@link readRowError} backwards, for rows whose errors came as data. */
export const writeRowError = (errors: readonly RowError[]): string =>
  errors
    .map(({ code, message, fields }) => `${code}:${message}:${fields.join(',')}${fields.length > 0 ? ' ' : ''}--`)
    .join('');

const unknownCode = 'UNKNOWN';

/** Behind the dashes that end an error, before the code of the next. */
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

/** Values and ids in any text. */
const valuesAndIds: readonly (readonly [RegExp, string])[] = [
  [/(?<!\w)'[^']*'(?!\w)/g, '‘…’'],
  [/(?<!\w)"[^"]*"(?!\w)/g, '“…”'],
  [/\b(?=[A-Za-z]*\d)[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?\b(?:, ?[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?\b)*/g, '…'],
];

/** Values that certain messages hold, and places within the row. */
const knownPlaces: readonly (readonly [RegExp, string])[] = [
  [/( at col(?:umn)? )\d+/gi, '$1…'],
  [/(external ID: ).*?( not found for field)/gis, '$1…$2'],
  [/(data value too large: ).*?( \(max length)/gs, '$1…$2'],
  [/((?:restricted picklist field|invalid email address|^bad id):? )[^;]+/g, '$1…'],
];

const longestMessage = 2_000;

const replaced = (text: string, rules: typeof knownPlaces): string =>
  rules.reduce((changed, [pattern, replacement]) => changed.replace(pattern, replacement), text);

/** The text without the values and ids in it: cheap, and equal for most rows that failed for the same reason. */
export const outlineOf = (text: string): string => replaced(text.slice(0, longestMessage), valuesAndIds);

/** What all rows have in common whose error has this outline. */
export function readCause(outline: string): RowError {
  const error = readRowError(outline);
  return { ...error, message: replaced(error.message, knownPlaces) };
}
