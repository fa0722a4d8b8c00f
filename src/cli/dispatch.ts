// Runs one command: without an org, or with the org that options and variables choose.
import type { Core, Task } from '../core/core';
import { abort } from './abort';
import { apexRest } from './apexRest';
import { apexRun } from './apexRun';
import { apexTest } from './apexTest';
import type { Command, CommandOf } from './arguments';
import { check } from './check';
import { completionScript } from './completion';
import type { Environment } from './environment';
import { exportRecords } from './export';
import { job } from './job';
import { jobs } from './jobs';
import { load } from './load';
import { log } from './log';
import { chooseOrg } from './org';
import { orgs } from './orgs';
import { policy } from './policy';
import { query } from './query';
import { remoteJobs } from './remoteJobs';
import { resume } from './resume';
import { retry } from './retry';
import type { Console, Output, Session } from './session';
import { version } from './version';
import { writes } from './writes';

/** A command that only prints a text. */
type Printing = Extract<Command, { readonly name: 'help' | 'version' | 'completion' }>;

type Working = Exclude<Command, Printing>;

const printing: ReadonlySet<Command['name']> = new Set(['help', 'version', 'completion']);

export const isPrinting = (command: Command): command is Printing => printing.has(command.name);

export async function print(command: Printing, { out }: Pick<Console, 'out'>): Promise<number> {
  await out(textOf(command).split('\n'));
  return 0;
}

function textOf(command: Printing): string {
  switch (command.name) {
    case 'help':
      return command.text;
    case 'version':
      return version;
    case 'completion':
      return completionScript(command.shell);
  }
}

interface Context {
  readonly core: Core;
  readonly console: Console;
  readonly environment: Environment;
  readonly task: Task;
}

/** Returns the exit code. */
export function dispatch(command: Working, context: Context): Promise<number> {
  const { core, console, task } = context;
  switch (command.name) {
    case 'writes':
      return writes(command, core, console);
    case 'job':
      return job(command, core, console);
    case 'orgs':
      return orgs(command, core, context, task);
    case 'check':
      return check(command, core, context, task);
    case 'jobs':
      return command.remote
        ? withOrg(command.output, context, (session) => remoteJobs(command, session))
        : jobs(command, core, console);
    default:
      return withOrg(command.output, context, (session) => inOrg(command, session));
  }
}

async function withOrg(
  output: Output,
  { core, console, environment, task }: Context,
  run: (session: Session) => Promise<number>,
): Promise<number> {
  const { org, isDefault, close } = await chooseOrg(core, { ...output, environment }, task);
  try {
    if (isDefault) console.err([`Org: ${org.label} (the default org of the Salesforce CLI)`]);
    return await run({ core, org, console, task });
  } finally {
    close();
  }
}

function inOrg(
  command: Exclude<Working, { readonly name: 'writes' | 'job' | 'orgs' | 'check' | 'jobs' }>,
  session: Session,
): Promise<number> {
  switch (command.name) {
    case 'apex':
      return apex(command, session);
    case 'log':
      return log(command, session);
    case 'query':
      return query(command, session);
    case 'resume':
      return resume(command, session);
    case 'retry':
      return retry(command, session);
    case 'abort':
      return abort(command, session);
    case 'policy':
      return policy(command, session, command.output.consent ?? {});
    case 'load':
      return load(command, session);
    case 'export':
      return exportRecords(command, session);
  }
}

function apex(command: CommandOf<'apex'>, session: Session): Promise<number> {
  switch (command.action) {
    case 'run':
      return apexRun(command, session);
    case 'rest':
      return apexRest(command, session);
    case 'test':
      return apexTest(command, session);
  }
}
