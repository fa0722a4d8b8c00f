// Turns the options of the command line into what to load, export, retry or list.
import { resolve } from 'node:path';
import {
  checkSaveOptions,
  encodings,
  isDeletion,
  rename,
  toEncoding,
  type CsvDialect,
  type Encoding,
  type ExportSpec,
  type FieldMapping,
  type IngestOperation,
  type LoadSpec,
  type Mapping,
  type RemoteFilter,
  type RetryChoice,
  type WaitOptions,
} from '../core/core';
import { delimiters } from './delimiters';
import { choicesOf, type Values } from './optionRows';
import { badArgument, number, oneOf, positive } from './values';

const stdio = '-';
/** A job that is resumed later may start in another folder. */
const absolute = (file: string): string => (file === stdio ? file : resolve(file));

/** A load whose mapping file may name what is missing. */
export type LoadRequest = Omit<LoadSpec, 'orgId' | 'object' | 'operation'> &
  Partial<Pick<LoadSpec, 'object' | 'operation'>>;

export interface MappingChoice {
  readonly file?: string;
  readonly auto?: 'strict' | 'guess';
  /** Counts more than what the file says. */
  readonly onFailure?: NonNullable<Mapping['onFailure']>;
}

export interface LoadWords {
  readonly spec: LoadRequest;
  /** Missing: the mapping is in the spec, or each column is a field. */
  readonly mapping?: MappingChoice;
}

export function toLoad(file: string, values: Values): LoadWords {
  const mapping = toMappingChoice(values);
  const spec = toRequest(file, values);
  // A mapping file may say it.
  if (mapping?.file === undefined) checkWhole(spec);
  return { spec, ...(mapping && { mapping }) };
}

function toMappingChoice(values: Values): MappingChoice | undefined {
  const { map, 'map-file': file, 'auto-map': word, 'on-failure': onFailure } = values;
  const auto = word === undefined ? 'off' : oneOf('--auto-map', word, choicesOf('auto-map'));
  if ([map !== undefined, file !== undefined, auto !== 'off'].filter(Boolean).length > 1)
    throw badArgument('Give only one of --map, --map-file and --auto-map.');
  if (onFailure !== undefined && file === undefined) throw badArgument('Give --on-failure only with --map-file.');
  if (file !== undefined && !/\.(ya?ml|sdl)$/i.test(file))
    throw badArgument(`${file} is not a mapping file (.kmap.yaml or .sdl).`);
  if (file !== undefined)
    return {
      file: resolve(file),
      ...(onFailure !== undefined && { onFailure: oneOf('--on-failure', onFailure, choicesOf('on-failure')) }),
    };
  return auto === 'off' ? undefined : { auto };
}

/**
 * Throws `input.badArgument` for a load that lacks something, or has a key that its operation does not use, and the
 * `input.*` errors of options for saving.
 */
export function checkWhole(request: LoadRequest): void {
  const { object, operation, externalIdField } = request;
  if (object === undefined) throw badArgument('Add the object to load into, for example --object Account.');
  if (externalIdField !== undefined && operation !== undefined && operation !== 'upsert')
    throw badArgument(`--external-id is only for upsert, not for ${operation}.`);
  checkSaveOptions({ ...request, object, operation: operation ?? defaultOperation(request) });
}

/** What a load does that names no operation. */
export const defaultOperation = ({ externalIdField }: Pick<LoadSpec, 'externalIdField'>): IngestOperation =>
  externalIdField === undefined ? 'insert' : 'upsert';

function toRequest(file: string, values: Values): LoadRequest {
  const { object, 'external-id': externalIdField, 'map-file': mapFile } = values;
  const operation = toOperation(values);
  const key = externalIdField === undefined ? {} : { externalIdField };
  return {
    kind: 'load',
    file: absolute(file),
    ...(object !== undefined && { object }),
    ...(operation !== undefined && { operation }),
    ...(operation === undefined && mapFile === undefined && { operation: defaultOperation(key) }),
    ...key,
    ...(values.map && { mapping: toMapping(values.map) }),
    ...(values.blanks !== undefined && { blanks: oneOf('--blanks', values.blanks, choicesOf('blanks')) }),
    ...(values.na !== undefined && { naCells: oneOf('--na', values.na, choicesOf('na')) }),
    ...toDialect(values),
    ...(values['allow-replacement-characters'] && { allowReplacementCharacters: true }),
    ...toRoute(values),
    ...number('partBytes', '--part-bytes', values['part-bytes']),
    ...number('partRecords', '--part-records', values['part-records']),
    ...number('parallelParts', '--parallel', values.parallel),
    ...positive('firstPollSeconds', '--first-poll', values['first-poll']),
    ...toSave(values),
  };
}

/** Named as in Data Loader and other tools. */
function toSave(values: Values): Pick<LoadSpec, 'save'> {
  const rule = values['assignment-rule'];
  const save = {
    ...(rule !== undefined && { assignmentRule: rule.toLowerCase() === 'active' ? 'active' : rule }),
    ...(values['allow-duplicates'] && { duplicates: 'allow' as const }),
    ...(values['duplicates-as-current-user'] && { duplicatesAsCurrentUser: true }),
    ...(values['all-or-none'] && { allOrNone: true }),
    ...(values['update-only'] && { updateOnly: true }),
    ...number('recordsPerCall', '--batch-size', values['batch-size']),
    ...(values.serial && { serial: true }),
  };
  return Object.keys(save).length > 0 ? { save } : {};
}

/** Undefined when the options name none. `--hard-delete` is what the Salesforce CLI calls it. */
function toOperation({ operation: word, 'hard-delete': hardDelete }: Values): IngestOperation | undefined {
  const named = word === undefined ? undefined : operationNamed(word);
  if (!hardDelete) return named;
  if (named === undefined || isDeletion(named)) return 'hardDelete';
  throw badArgument(`--hard-delete and --operation ${named} contradict.`);
}

/** `hard-delete` and Data Loader's `hard_delete` are accepted, too. */
function operationNamed(word: string): IngestOperation {
  const operations = choicesOf('operation');
  const operation = operations.find((name) => name.toLowerCase() === word.toLowerCase().replace(/[-_]/g, ''));
  if (!operation) throw badArgument(`“${word}” is not an operation. Operations: ${operations.join(', ')}.`);
  return operation;
}

function toDialect({ encoding, delimiter }: Values): Pick<LoadSpec, 'dialect'> {
  const dialect = {
    ...(encoding !== undefined && { encoding: encodingNamed(encoding) }),
    ...(delimiter !== undefined && { delimiter: delimiterNamed(delimiter) }),
  };
  return Object.keys(dialect).length > 0 ? { dialect } : {};
}

/** The character itself is accepted, too. */
function delimiterNamed(name: string): CsvDialect['delimiter'] {
  const itself = Object.values(delimiters).find((character) => character === name);
  const found = itself ?? delimiters[name.toLowerCase()];
  if (found === undefined)
    throw badArgument(`--delimiter “${name}” is not a delimiter. Delimiters: ${Object.keys(delimiters).join(', ')}.`);
  return found;
}

function encodingNamed(name: string): Encoding {
  const encoding = toEncoding(name);
  if (encoding === undefined)
    throw badArgument(`--encoding “${name}” is not an encoding. Encodings: ${encodings.join(', ')}.`);
  return encoding;
}

function toRoute(values: Values): Pick<LoadSpec, 'api' | 'routeLimits'> {
  const routeLimits = {
    ...number('restRows', '--rest-up-to', values['rest-up-to']),
    ...number('collectionsRows', '--collections-up-to', values['collections-up-to']),
  };
  const api = oneOf('--api', values.api ?? 'auto', choicesOf('api'));
  const hasLimits = Object.keys(routeLimits).length > 0;
  if (hasLimits && api !== 'auto')
    throw badArgument(`--rest-up-to and --collections-up-to are only for --api auto, not for --api ${api}.`);
  return { api, ...(hasLimits && { routeLimits }) };
}

export function toExport(values: Values): Omit<ExportSpec, 'orgId' | 'soql'> {
  const { to, format, all, rest, overwrite, 'plain-numbers': plainNumbers } = values;
  if (to === undefined) throw badArgument('Add the file to write, for example --to accounts.csv.');
  checkStdout(values);
  const fileFormat = format ?? (/\.(jsonl|ndjson)$/i.test(to) ? 'jsonl' : 'csv');
  if (fileFormat !== 'csv' && fileFormat !== 'jsonl')
    throw badArgument(`“${fileFormat}” is not a format. Formats: csv, jsonl.`);
  return {
    kind: 'export',
    file: absolute(to),
    format: fileFormat,
    ...(all && { all }),
    ...(rest && { rest }),
    ...(plainNumbers && { plainNumbers }),
    ...(overwrite && { overwrite }),
    ...positive('firstPollSeconds', '--first-poll', values['first-poll']),
  };
}

/** Records on stdout leave no place for anything else there. */
function checkStdout({ to, json, 'no-wait': noWait }: Values): void {
  if (to !== stdio) return;
  if (json) throw badArgument('--to - writes the records to stdout, so --json has no place there. Use only one.');
  if (noWait) throw badArgument('--to - waits for the records, so --no-wait is not possible.');
}

export type QueryFormat = ReturnType<typeof choicesOf<'result-format'>>[number];

export function toQueryFormat({ 'result-format': format, json }: Values): { readonly format?: QueryFormat } {
  const named = format === undefined ? undefined : oneOf('--result-format', format, choicesOf('result-format'));
  if (json && named !== undefined && named !== 'json')
    throw badArgument(`--json and --result-format ${named} contradict.`);
  return json ? { format: 'json' } : named === undefined ? {} : { format: named };
}

export function toChoice({ group, code, temporary, unprocessed, unknown }: Values): RetryChoice {
  if ([group !== undefined, code !== undefined, temporary, unprocessed, unknown].filter(Boolean).length > 1)
    throw badArgument('Give only one of --group, --code, --temporary, --unprocessed and --unknown.');
  const nth = number('group', '--group', group).group;
  return {
    list: unknown ? 'unknown' : unprocessed ? 'unprocessed' : 'failed',
    ...(nth !== undefined && { group: nth - 1 }),
    ...(code !== undefined && { code: code.toUpperCase() }),
    ...(temporary && { temporary }),
  };
}

const dayMs = 24 * 60 * 60 * 1000;

export function toFilter({ state, object, user, days }: Values): RemoteFilter {
  const age = number('days', '--days', days).days;
  return {
    ...(state !== undefined && { state }),
    ...(object !== undefined && { object }),
    ...(user !== undefined && { user }),
    ...(age !== undefined && { since: Date.now() - age * dayMs }),
  };
}

function toMapping(pairs: readonly string[]): Mapping {
  const fields: FieldMapping[] = [];
  for (const pair of pairs) {
    const at = pair.lastIndexOf('=');
    if (at < 1 || at === pair.length - 1) throw badArgument(`--map must be COLUMN=FIELD, not “${pair}”.`);
    const column = pair.slice(0, at);
    const field = pair.slice(at + 1);
    if (fields.some((other) => other.field.toLowerCase() === field.toLowerCase()))
      throw badArgument(`--map has the field ${field} twice.`);
    fields.push(rename(column, field));
  }
  return { fields };
}

export type Waiting = Pick<WaitOptions, 'wait' | 'timeoutMinutes'>;

/** Waiting for no time is not waiting, as with the Salesforce CLI. */
export const toWaiting = ({ wait, 'no-wait': noWait }: Values): Waiting => ({
  ...((noWait || wait === '0') && { wait: false }),
  ...(wait !== '0' && positive('timeoutMinutes', '--wait', wait)),
});
