// What is loaded, exported, retried or listed, from the options of the command line.
import { resolve } from 'node:path';
import type { ExportSpec, IngestOperation, LoadSpec, RemoteFilter, RetryChoice, WaitOptions } from '../core/core';
import { number, oneOf, positive, refuse, type Values } from './options';

const blanks = ['ignore', 'clear'] as const;
const encodings = ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be'] as const;
const apis = ['auto', 'rest', 'collections', 'bulk'] as const;
const operations: readonly IngestOperation[] = ['insert', 'update', 'upsert', 'delete', 'hardDelete'];

export function toLoad(file: string, values: Values): Omit<LoadSpec, 'orgId'> {
  const { object, 'external-id': externalIdField } = values;
  if (object === undefined) throw refuse('Name the object to load into, for example --object Account.');
  const wanted = values.operation ?? (externalIdField === undefined ? 'insert' : 'upsert');
  const operation = operations.find((name) => name.toLowerCase() === wanted.toLowerCase());
  if (!operation) throw refuse(`“${wanted}” is not an operation. Operations: ${operations.join(', ')}.`);
  if (externalIdField !== undefined && operation !== 'upsert')
    throw refuse(`--external-id is the key of an upsert; ${operation} has none.`);
  return {
    kind: 'load',
    // A resume may come from another folder.
    file: resolve(file),
    object,
    operation,
    ...(externalIdField !== undefined && { externalIdField }),
    ...(values.map && { mapping: toMapping(values.map) }),
    ...(values.blanks !== undefined && { blanks: oneOf('--blanks', values.blanks, blanks) }),
    ...(values.encoding !== undefined && { dialect: { encoding: oneOf('--encoding', values.encoding, encodings) } }),
    ...toRoute(values),
    ...number('partBytes', values['part-bytes']),
    ...number('partRecords', values['part-records']),
    ...number('parallelParts', values.parallel),
  };
}

function toRoute(values: Values): Pick<LoadSpec, 'api' | 'routeLimits'> {
  const routeLimits = {
    ...number('restRows', values['rest-up-to']),
    ...number('collectionsRows', values['collections-up-to']),
  };
  const api = oneOf('--api', values.api ?? 'auto', apis);
  const hasLimits = Object.keys(routeLimits).length > 0;
  if (hasLimits && api !== 'auto')
    throw refuse(`--rest-up-to and --collections-up-to say where --api auto changes over; --api ${api} does not.`);
  return { api, ...(hasLimits && { routeLimits }) };
}

export function toExport(soql: string, { to, format, all, rest, overwrite }: Values): Omit<ExportSpec, 'orgId'> {
  if (to === undefined) throw refuse('Name the file to write, for example --to accounts.csv.');
  const wanted = format ?? (/\.(jsonl|ndjson)$/i.test(to) ? 'jsonl' : 'csv');
  if (wanted !== 'csv' && wanted !== 'jsonl') throw refuse(`“${wanted}” is not a format. Formats: csv, jsonl.`);
  return {
    kind: 'export',
    soql,
    // A resume may be started in another folder.
    file: resolve(to),
    format: wanted,
    ...(all && { all }),
    ...(rest && { rest }),
    ...(overwrite && { overwrite }),
  };
}

export function toChoice({ group, code, temporary, unprocessed, 'even-unknown': evenUnknown }: Values): RetryChoice {
  if ([group !== undefined, code !== undefined, temporary, unprocessed].filter(Boolean).length > 1)
    throw refuse('Give only one of --group, --code, --temporary and --unprocessed.');
  const nth = number('group', group).group;
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
  const age = number('days', days).days;
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
    if (at < 1 || at === pair.length - 1) throw refuse(`--map takes COLUMN=FIELD, not “${pair}”.`);
    const column = pair.slice(0, at);
    const field = pair.slice(at + 1);
    if (mapping.has(column)) throw refuse(`--map names the column “${column}” twice.`);
    if ([...mapping.values()].some((other) => other.toLowerCase() === field.toLowerCase()))
      throw refuse(`--map fills the field ${field} twice.`);
    mapping.set(column, field);
  }
  return Object.fromEntries(mapping);
}

export type Waiting = Pick<WaitOptions, 'wait' | 'timeoutMinutes'>;

export const toWaiting = (values: Values): Waiting => ({
  ...(values['no-wait'] && { wait: false }),
  ...positive('timeoutMinutes', values['timeout-minutes']),
});
