// Turns the options of the command line into what to load, export, retry or list.
import { resolve } from 'node:path';
import type { ExportSpec, IngestOperation, LoadSpec, RemoteFilter, RetryChoice, WaitOptions } from '../core/core';
import { number, oneOf, positive, badArgument, type Values } from './options';

const blanks = ['ignore', 'clear'] as const;
const encodings = ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be'] as const;
const apis = ['auto', 'rest', 'collections', 'bulk'] as const;
const operations: readonly IngestOperation[] = ['insert', 'update', 'upsert', 'delete', 'hardDelete'];

export function toLoad(file: string, values: Values): Omit<LoadSpec, 'orgId'> {
  const { object, 'external-id': externalIdField } = values;
  if (object === undefined) throw badArgument('Add the object to load into, for example --object Account.');
  const word = values.operation ?? (externalIdField === undefined ? 'insert' : 'upsert');
  const operation = operations.find((name) => name.toLowerCase() === word.toLowerCase());
  if (!operation) throw badArgument(`“${word}” is not an operation. Operations: ${operations.join(', ')}.`);
  if (externalIdField !== undefined && operation !== 'upsert')
    throw badArgument(`--external-id is only for upsert, not for ${operation}.`);
  return {
    kind: 'load',
    // A resume can start in another folder.
    file: resolve(file),
    object,
    operation,
    ...(externalIdField !== undefined && { externalIdField }),
    ...(values.map && { mapping: toMapping(values.map) }),
    ...(values.blanks !== undefined && { blanks: oneOf('--blanks', values.blanks, blanks) }),
    ...(values.encoding !== undefined && { dialect: { encoding: oneOf('--encoding', values.encoding, encodings) } }),
    ...toRoute(values),
    ...number('partBytes', '--part-bytes', values['part-bytes']),
    ...number('partRecords', '--part-records', values['part-records']),
    ...number('parallelParts', '--parallel', values.parallel),
  };
}

function toRoute(values: Values): Pick<LoadSpec, 'api' | 'routeLimits'> {
  const routeLimits = {
    ...number('restRows', '--rest-up-to', values['rest-up-to']),
    ...number('collectionsRows', '--collections-up-to', values['collections-up-to']),
  };
  const api = oneOf('--api', values.api ?? 'auto', apis);
  const hasLimits = Object.keys(routeLimits).length > 0;
  if (hasLimits && api !== 'auto')
    throw badArgument(`--rest-up-to and --collections-up-to are only for --api auto, not for --api ${api}.`);
  return { api, ...(hasLimits && { routeLimits }) };
}

export function toExport(soql: string, { to, format, all, rest, overwrite }: Values): Omit<ExportSpec, 'orgId'> {
  if (to === undefined) throw badArgument('Add the file to write, for example --to accounts.csv.');
  const fileFormat = format ?? (/\.(jsonl|ndjson)$/i.test(to) ? 'jsonl' : 'csv');
  if (fileFormat !== 'csv' && fileFormat !== 'jsonl')
    throw badArgument(`“${fileFormat}” is not a format. Formats: csv, jsonl.`);
  return {
    kind: 'export',
    soql,
    // A resume can start in another folder.
    file: resolve(to),
    format: fileFormat,
    ...(all && { all }),
    ...(rest && { rest }),
    ...(overwrite && { overwrite }),
  };
}

export function toChoice({ group, code, temporary, unprocessed, 'even-unknown': evenUnknown }: Values): RetryChoice {
  if ([group !== undefined, code !== undefined, temporary, unprocessed].filter(Boolean).length > 1)
    throw badArgument('Give only one of --group, --code, --temporary and --unprocessed.');
  const nth = number('group', '--group', group).group;
  return {
    list: unprocessed ? 'unprocessed' : 'failed',
    ...(nth !== undefined && { group: nth - 1 }),
    ...(code !== undefined && { code: code.toUpperCase() }),
    ...(temporary && { temporary: temporary }),
    ...(evenUnknown && { evenUnknown }),
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

function toMapping(pairs: readonly string[]): Readonly<Record<string, string>> {
  const mapping = new Map<string, string>();
  for (const pair of pairs) {
    const at = pair.lastIndexOf('=');
    if (at < 1 || at === pair.length - 1) throw badArgument(`--map must be COLUMN=FIELD, not “${pair}”.`);
    const column = pair.slice(0, at);
    const field = pair.slice(at + 1);
    if (mapping.has(column)) throw badArgument(`--map has the column “${column}” twice.`);
    if ([...mapping.values()].some((other) => other.toLowerCase() === field.toLowerCase()))
      throw badArgument(`--map has the field ${field} twice.`);
    mapping.set(column, field);
  }
  return Object.fromEntries(mapping);
}

export type Waiting = Pick<WaitOptions, 'wait' | 'timeoutMinutes'>;

export const toWaiting = (values: Values): Waiting => ({
  ...(values['no-wait'] && { wait: false }),
  ...positive('timeoutMinutes', '--timeout-minutes', values['timeout-minutes']),
});
