// Turns the words of the command line into one command.
import type { ExportSpec, RemoteFilter, RetryChoice } from '../core/core';
import { toApexWords, type ApexWords } from './apexWords';
import { toLogWords, type LogWords } from './logWords';
import { shells, type Shell } from './completion';
import type { ConsentOptions } from './consent';
import type { OptionName, Values } from './optionRows';
import { parse } from './parser';
import { toPolicyChange, type PolicyOptions } from './policy';
import type { QuerySource } from './querySource';
import type { Output } from './session';
import {
  toChoice,
  toExport,
  toFilter,
  toLoad,
  toQueryFormat,
  toWaiting,
  type LoadWords,
  type QueryFormat,
  type Waiting,
} from './specs';
import { badArgument, number, oneOf } from './values';
import type { WritesOptions } from './writes';

export type Command =
  | (Running & LoadWords & { readonly name: 'load'; readonly isDryRun?: true })
  | (Running & {
      readonly name: 'export';
      readonly source: QuerySource;
      /** Its file is `-` for stdout. */
      readonly spec: Omit<ExportSpec, 'orgId' | 'soql'>;
    })
  | {
      readonly name: 'query';
      readonly source: QuerySource;
      readonly all: boolean;
      /** Missing: by where stdout goes. */
      readonly format?: QueryFormat;
      readonly output: Output;
    }
  | { readonly name: 'jobs'; readonly remote?: RemoteFilter; readonly output: Output }
  | { readonly name: 'job'; readonly jobId: string; readonly output: Output }
  | { readonly name: 'abort'; readonly jobId: string; readonly output: Output }
  | (Running & {
      readonly name: 'retry';
      readonly jobId: string;
      readonly choice: RetryChoice;
      /** If the file of the rows has changed: the rows as it has them now. */
      readonly fromFile: boolean;
    })
  | (Running & { readonly name: 'resume'; readonly jobIds: readonly string[] })
  | (ApexWords & { readonly name: 'apex'; readonly output: Output })
  | (LogWords & { readonly name: 'log'; readonly output: Output })
  | { readonly name: 'check'; readonly output: Output }
  | { readonly name: 'orgs'; readonly output: Output }
  | (PolicyOptions & { readonly name: 'policy' })
  | (WritesOptions & { readonly name: 'writes' })
  | { readonly name: 'completion'; readonly shell: Shell; readonly output: Output }
  | { readonly name: 'help'; readonly text: string }
  | { readonly name: 'version' };

export type CommandOf<N extends Command['name']> = Extract<Command, { readonly name: N }>;

/** A command that runs a job and waits for it. */
export interface Running {
  readonly waiting: Waiting;
  readonly output: Output;
}

/** The width of the help where there is no terminal. */
const defaultColumns = 80;

const nameOneFile = 'Name one CSV file, for example: kinetic load accounts.csv --object Account';
const nameOneJob = 'Name one job. For the IDs of jobs, run: kinetic jobs';

/** Throws `input.badArgument` with a sentence that says what is accepted. */
export function parseCommand(given: readonly string[], columns = defaultColumns): Command {
  const parsed = parse(given, columns);
  if (parsed === 'version') return { name: 'version' };
  if ('text' in parsed) return { name: 'help', text: parsed.text };
  const { name, words, values } = parsed;
  const output = toOutput(values);
  const running = { waiting: toWaiting(values), output };
  switch (name) {
    case 'load':
      return {
        name,
        ...toLoad(oneWord(nameOneFile, words, values.file), values),
        ...(values['dry-run'] && { isDryRun: true }),
        ...running,
      };
    case 'export':
      return { name, source: toSource(words, values), spec: toExport(values), ...running };
    case 'query':
      return { name, source: toSource(words, values), all: values.all ?? false, ...toQueryFormat(values), output };
    case 'jobs':
      requireRemote(noWords(name, words, values));
      return { name, ...(values.remote && { remote: toFilter(values) }), output };
    case 'job':
    case 'abort':
      return { name, jobId: oneWord(nameOneJob, words), output };
    case 'retry':
      return {
        name,
        jobId: oneWord(nameOneJob, words),
        choice: toChoice(values),
        fromFile: values['from-file'] ?? false,
        ...running,
      };
    case 'resume':
      return { name, jobIds: words, ...running };
    case 'apex':
      return { name, ...toApexWords(words, values), output };
    case 'log':
      return { name, ...toLogWords(words, values), output };
    case 'check':
    case 'orgs':
      noWords(name, words, values);
      return { name, output };
    case 'policy':
      return { name, ...toPolicyChange(noWords(name, words, values)), output };
    case 'writes':
      return { name, ...number('days', '--days', noWords(name, words, values).days), output };
    case 'completion':
      return {
        name,
        shell: oneOf('The shell', oneWord('Name one shell: bash, zsh, fish or pwsh.', words), shells),
        output,
      };
  }
}

function toOutput(values: Values): Output {
  const targetOrg = values['target-org'];
  const consent = toConsent(values);
  return {
    json: values.json ?? false,
    practice: values.practice ?? false,
    ...(targetOrg !== undefined && { targetOrg }),
    ...(Object.keys(consent).length > 0 && { consent }),
  };
}

const toConsent = ({ yes, 'confirm-org': confirmOrg }: Values): ConsentOptions => ({
  ...(yes && { yes }),
  ...(confirmOrg !== undefined && { confirmOrg }),
});

/** A word is a query, unless it is the name of a .soql file. */
function toSource(words: readonly string[], { query, file }: Values): QuerySource {
  const given = [...words, ...(query === undefined ? [] : [query]), ...(file === undefined ? [] : [file])];
  const [only = ''] = given;
  if (given.length !== 1) throw badArgument('Enter one query, in quotes, or the name of a .soql file.');
  const isFile = file !== undefined || (query === undefined && (only === '-' || /\.soql$/i.test(only)));
  return isFile ? { file: only } : { soql: only };
}

/** The argument, or the value of the option that stands for it. */
function oneWord(request: string, words: readonly string[], instead?: string): string {
  const [first, ...more] = instead === undefined ? words : [...words, instead];
  if (first === undefined || more.length > 0) throw badArgument(request);
  return first;
}

function noWords(name: string, [word]: readonly string[], values: Values): Values {
  if (word !== undefined) throw badArgument(`kinetic ${name} takes no argument, such as “${word}”.`);
  return values;
}

const remoteOnly: readonly OptionName[] = ['state', 'object', 'user', 'days', 'target-org', 'practice'];

/** Options without an effect are rejected, not ignored. */
function requireRemote(values: Values): void {
  const given = remoteOnly.find((name) => values[name] !== undefined);
  if (given !== undefined && !values.remote) throw badArgument(`--${given} needs --remote.`);
}
