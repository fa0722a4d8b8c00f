// The words of mapping files, for completion. A test holds them to the schema.

const flags = ['true', 'false'];

export const fileKeys = [
  ...['version', 'object', 'operation', 'externalId', 'blanks', 'timeZone', 'strict', 'onFailure', 'headers'],
  ...['firstLine', 'fields', 'leaveOut', 'save'],
];

export const fieldKeys = ['from', 'value', 'steps', 'lookup', 'blanks'];

/** Those that are one word come first. */
export const stepNames = [
  ...['trim', 'coalesce', 'default', 'concat', 'case', 'split', 'replace', 'regex', 'number', 'date', 'dateTime'],
  ...['boolean', 'table', 'path', 'when'],
];

const saveKeys = [
  ...['assignmentRule', 'duplicates', 'duplicatesAsCurrentUser', 'allOrNone', 'updateOnly', 'recordsPerCall'],
  'serial',
];

const keys: Readonly<Record<string, readonly string[]>> = {
  save: saveKeys,
  lookup: ['object', 'by'],
  split: ['by', 'with'],
  replace: ['find', 'with'],
  regex: ['pattern', 'with', 'ignoreCase'],
  number: ['decimal', 'group'],
  dateTime: ['format', 'overlap'],
  boolean: ['yes', 'no'],
  table: ['values', 'file', 'from', 'to', 'otherwise'],
  when: ['if', 'then', 'else'],
  if: ['column', 'is', 'isNot', 'contains', 'isBlank', 'above', 'below'],
};

/** Keys below this key; none for one whose value is a text. */
export const keysOf = (key: string): readonly string[] => (Object.hasOwn(keys, key) ? (keys[key] ?? []) : []);

const values: Readonly<Record<string, readonly string[]>> = {
  version: ['1'],
  operation: ['insert', 'update', 'upsert', 'delete', 'hardDelete', 'undelete'],
  blanks: ['ignore', 'clear'],
  firstLine: ['data'],
  strict: flags,
  onFailure: ['stop', 'failRow'],
  duplicates: ['allow'],
  duplicatesAsCurrentUser: flags,
  allOrNone: flags,
  updateOnly: flags,
  serial: flags,
  case: ['upper', 'lower', 'title'],
  decimal: ['","', '"."'],
  overlap: ['earlier', 'later'],
  otherwise: ['fail', 'keep', 'blank'],
  ignoreCase: flags,
  isBlank: flags,
};

/** Words that the value of this key may be; none for any text. */
export const valuesOf = (key: string): readonly string[] => (Object.hasOwn(values, key) ? (values[key] ?? []) : []);
