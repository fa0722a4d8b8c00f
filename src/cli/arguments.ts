// Turns the words of the command line into one command.
import type { ExportSpec, LoadSpec, RemoteFilter, RetryChoice } from '../core/core';
import type { ConsentWish } from './consent';
import { checkFitting } from './fitting';
import { number, parseOptions, badArgument, type Values } from './options';
import type { Output } from './session';
import { toPolicyChange, type PolicyWish, type WritesWish } from './policy';
import { toChoice, toExport, toFilter, toLoad, toWaiting, type Waiting } from './specs';

export type Command =
  | (Running & { readonly name: 'load'; readonly spec: Omit<LoadSpec, 'orgId'> })
  | (Running & { readonly name: 'export'; readonly spec: Omit<ExportSpec, 'orgId'> })
  | { readonly name: 'query'; readonly soql: string; readonly all: boolean; readonly output: Output }
  | { readonly name: 'jobs'; readonly remote?: RemoteFilter; readonly output: Output }
  | (Running & { readonly name: 'retry'; readonly jobId: string; readonly choice: RetryChoice })
  | (Running & { readonly name: 'resume'; readonly jobIds: readonly string[] })
  | { readonly name: 'check'; readonly output: Output }
  | (PolicyWish & { readonly name: 'policy' })
  | (WritesWish & { readonly name: 'writes' })
  | { readonly name: 'help' }
  | { readonly name: 'version' };

/** A command that runs a job and waits for it. */
export interface Running {
  readonly waiting: Waiting;
  readonly output: Output;
}

/** Throws `input.badArgument` with a sentence that says what is accepted. */
export function parseCommand(words: readonly string[]): Command {
  const { values, positionals, given } = parseOptions(words);
  const [name, ...rest] = positionals;
  const targetOrg = values['target-org'];
  const consent = toConsent(values);
  const output = {
    json: values.json,
    practice: values.practice,
    ...(targetOrg !== undefined && { targetOrg }),
    ...(Object.keys(consent).length > 0 && { consent }),
  };
  const running = { waiting: toWaiting(values), output };
  if (values.version) return { name: 'version' };
  if (values.help || name === undefined || name === 'help') return { name: 'help' };
  checkFitting(name, given);
  switch (name) {
    case 'load':
      return { name, spec: toLoad(only('Name one CSV file.', rest), values), ...running };
    case 'export':
      return { name, spec: toExport(only('Enter one query, in quotes.', rest), values), ...running };
    case 'query':
      return { name, soql: only('Enter one query, in quotes.', rest), all: values.all, output };
    case 'jobs':
      return { name, ...(values.remote && { remote: toFilter(values) }), output };
    case 'retry':
      return { name, jobId: only('Name one job.', rest), choice: toChoice(values), ...running };
    case 'check':
      return { name, output };
    case 'policy':
      return { name, ...toPolicyChange(values), output };
    case 'writes':
      return { name, ...number('days', '--days', values.days), output };
    case 'resume':
      return { name, jobIds: rest, ...running };
    default:
      throw badArgument(
        `“${name}” is not a command. Commands: load, export, query, jobs, resume, retry, check, policy, writes. For help, run kinetic --help.`,
      );
  }
}

const toConsent = ({ yes, 'confirm-org': confirmOrg }: Values): ConsentWish => ({
  ...(yes && { yes }),
  ...(confirmOrg !== undefined && { confirmOrg }),
});

function only(request: string, rest: readonly string[]): string {
  const [first, ...more] = rest;
  if (first === undefined || more.length > 0) throw badArgument(request);
  return first;
}
