// The words of the command line and what each of them means.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  SalesforceError,
  type ExportSpec,
  type IngestOperation,
  type LoadSpec,
  type RemoteFilter,
  type RetryChoice,
} from '../core/core';

export type Command =
  | { readonly name: 'load'; readonly spec: Omit<LoadSpec, 'orgId'>; readonly output: Output }
  | { readonly name: 'export'; readonly spec: Omit<ExportSpec, 'orgId'>; readonly output: Output }
  | { readonly name: 'query'; readonly soql: string; readonly all: boolean; readonly output: Output }
  | { readonly name: 'jobs'; readonly remote?: RemoteFilter; readonly output: Output }
  | { readonly name: 'retry'; readonly jobId: string; readonly choice: RetryChoice; readonly output: Output }
  | { readonly name: 'resume'; readonly jobIds: readonly string[]; readonly output: Output }
  | { readonly name: 'help' }
  | { readonly name: 'version' };

export interface Output {
  readonly json: boolean;
  readonly practice: boolean;
  /** Alias or user name of a login of the Salesforce CLI. */
  readonly targetOrg?: string;
}

export const helpText = `kinetic: Salesforce data from the command line

  kinetic load FILE --object NAME [--operation upsert|insert|update|delete|hardDelete] [--external-id FIELD]
      Loads a CSV in bulk and waits for the last row. Default operation: upsert with --external-id, else insert.
      --map COLUMN=FIELD      send only mapped columns, under these field names (repeat for each)
      --part-bytes N          cut the file into parts of at most N bytes (default 95000000)
      --part-records N        … and of at most N records (default 10000000)
      --parallel N            parts in flight at once (default 3)
  kinetic export SOQL --to FILE [--format csv|jsonl]
      Writes the records of a query of any size to a file, with Bulk API 2.0. Default format: as FILE ends, else csv.
      --all                   deleted and archived records, too
      --rest                  over REST, for queries that the Bulk API does not take (GROUP BY, child queries …)
      --overwrite             replace FILE if it is there
  kinetic query SOQL          CSV on stdout, with --json an array of records
      --all                   deleted and archived records, too
  kinetic jobs                the jobs of this computer, newest first
      --remote                all bulk jobs of the org instead, of every user; only those with
      --state NAME, --object NAME, --user NAME, --days N (made in the last N days)
  kinetic retry JOB           sends the failed rows of a load again; each row only once its last fate is known
      --group N               only those of the Nth error of the result
      --code CODE             only those with this status code
      --passing               only failures that pass by themselves, such as locked rows: small parts, one at a time
      --unprocessed           the rows that Salesforce never tried, instead
  kinetic resume [JOB …]      takes unfinished jobs up again; without JOB, every one of this org

  --json      the result as JSON on stdout; progress stays on stderr
  --practice  a practice org on this computer, which ends with the command
  --target-org, -o ORG  an org that the Salesforce CLI is logged in to, by alias or user name

Without either, the environment names the org:
  access token          SF_INSTANCE_URL SF_ACCESS_TOKEN
  JWT bearer            SF_LOGIN_URL SF_CLIENT_ID SF_USERNAME SF_PRIVATE_KEY_PATH
                        (SF_PRIVATE_KEY_PASSPHRASE if the key has one, SF_AUDIENCE if it is not the login host's)
  client credentials    SF_LOGIN_URL (My Domain) SF_CLIENT_ID SF_CLIENT_SECRET
  user name, password   SF_LOGIN_URL SF_CLIENT_ID SF_CLIENT_SECRET SF_USERNAME SF_PASSWORD [SF_SECURITY_TOKEN]
                        (legacy: Salesforce switches this off, at the latest on 20 February 2027)
SF_API_VERSION pins the version, for example 66.0.
Jobs and result files lie in KINETIC_HOME (default: the user's data folder). KINETIC_TIMEOUT_SECONDS: silence after
which a connection counts as broken (default 60, and minutes where Salesforce thinks about an upload).

Exit code: 0 all rows in, 1 some rows failed or are missing, 2 nothing could run, 130 stopped by the user.`;

const options = {
  object: { type: 'string' },
  operation: { type: 'string' },
  'external-id': { type: 'string' },
  map: { type: 'string', multiple: true },
  'part-bytes': { type: 'string' },
  'part-records': { type: 'string' },
  parallel: { type: 'string' },
  to: { type: 'string' },
  format: { type: 'string' },
  rest: { type: 'boolean', default: false },
  overwrite: { type: 'boolean', default: false },
  group: { type: 'string' },
  code: { type: 'string' },
  passing: { type: 'boolean', default: false },
  unprocessed: { type: 'boolean', default: false },
  remote: { type: 'boolean', default: false },
  state: { type: 'string' },
  user: { type: 'string' },
  days: { type: 'string' },
  all: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  practice: { type: 'boolean', default: false },
  'target-org': { type: 'string', short: 'o' },
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', default: false },
} as const;

type Values = ReturnType<typeof parse>['values'];

const parse = (words: readonly string[]) => parseArgs({ args: [...words], options, allowPositionals: true });

/** Throws `input.badArgument` with a sentence that says what to write instead. */
export function parseCommand(words: readonly string[]): Command {
  const { values, positionals } = parseOrRefuse(words);
  const [name, ...rest] = positionals;
  const targetOrg = values['target-org'];
  const output = { json: values.json, practice: values.practice, ...(targetOrg !== undefined && { targetOrg }) };
  if (values.version) return { name: 'version' };
  if (values.help || name === undefined || name === 'help') return { name: 'help' };
  switch (name) {
    case 'load':
      return { name, spec: toLoad(only('FILE', rest), values), output };
    case 'export':
      return { name, spec: toExport(only('SOQL', rest), values), output };
    case 'query':
      return { name, soql: only('SOQL', rest), all: values.all, output };
    case 'jobs':
      return { name, ...(values.remote && { remote: toFilter(values) }), output };
    case 'retry':
      return { name, jobId: only('JOB', rest), choice: toChoice(values), output };
    case 'resume':
      return { name, jobIds: rest, output };
    default:
      throw refuse(
        `“${name}” is not a command. Commands: load, export, query, jobs, resume, retry; kinetic --help tells more.`,
      );
  }
}

function parseOrRefuse(words: readonly string[]): ReturnType<typeof parse> {
  try {
    return parse(words);
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error));
  }
}

const refuse = (message: string): SalesforceError => new SalesforceError('input.badArgument', { message });

function only(what: string, rest: readonly string[]): string {
  const [first, ...more] = rest;
  if (first === undefined || more.length > 0)
    throw refuse(`Give exactly one ${what}; in quotes when it contains spaces.`);
  return first;
}

const operations: readonly IngestOperation[] = ['insert', 'update', 'upsert', 'delete', 'hardDelete'];

function toLoad(file: string, values: Values): Omit<LoadSpec, 'orgId'> {
  const { object, 'external-id': externalIdField } = values;
  if (object === undefined) throw refuse('Name the object to load into, for example --object Account.');
  const wanted = values.operation ?? (externalIdField === undefined ? 'insert' : 'upsert');
  const operation = operations.find((name) => name.toLowerCase() === wanted.toLowerCase());
  if (!operation) throw refuse(`“${wanted}” is not an operation. Operations: ${operations.join(', ')}.`);
  return {
    kind: 'load',
    // A resume may come from another folder.
    file: resolve(file),
    object,
    operation,
    ...(externalIdField !== undefined && { externalIdField }),
    ...(values.map && { mapping: toMapping(values.map) }),
    ...number('partBytes', values['part-bytes']),
    ...number('partRecords', values['part-records']),
    ...number('parallelParts', values.parallel),
  };
}

function toExport(soql: string, { to, format, all, rest, overwrite }: Values): Omit<ExportSpec, 'orgId'> {
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

function toChoice({ group, code, passing, unprocessed }: Values): RetryChoice {
  if ([group !== undefined, code !== undefined, passing, unprocessed].filter(Boolean).length > 1)
    throw refuse('Give only one of --group, --code, --passing and --unprocessed.');
  const nth = number('group', group).group;
  return {
    list: unprocessed ? 'unprocessed' : 'failed',
    ...(nth !== undefined && { group: nth - 1 }),
    ...(code !== undefined && { code: code.toUpperCase() }),
    ...(passing && { passing }),
  };
}

const dayMs = 24 * 60 * 60 * 1000;

function toFilter({ state, object, user, days }: Values): RemoteFilter {
  const age = number('days', days).days;
  return {
    ...(state !== undefined && { state }),
    ...(object !== undefined && { object }),
    ...(user !== undefined && { user }),
    ...(age !== undefined && { since: Date.now() - age * dayMs }),
  };
}

function toMapping(pairs: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.lastIndexOf('=');
      if (at < 1 || at === pair.length - 1) throw refuse(`--map takes COLUMN=FIELD, not “${pair}”.`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

function number<K extends string>(key: K, text: string | undefined): Partial<Record<K, number>> {
  if (text === undefined) return {};
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw refuse(`“${text}” is not a whole number above zero.`);
  return { [key]: value } as Record<K, number>;
}
