// Composition root of the command line: Node's ports, the core, one command, one exit code.
import { once } from 'node:events';
import { join } from 'node:path';
import { createCore, isStopped, redact, StopReason, toSalesforceError, type Core, type Task } from '../core/core';
import { dataFolder } from '../node/dataFolder';
import { createFileJobStore } from '../node/fileJobStore';
import { createHttpTransport } from '../node/httpTransport';
import { createJwtSigner } from '../node/jwtSigner';
import { createDisk, createProcessSecrets, createStderrLog, createSystemClock } from '../node/localPorts';
import { helpText, parseCommand, type Command } from './arguments';
import { jobs, query, resume, start, type Console } from './commands';
import { chooseOrg } from './org';
import { version } from './version';

function compose(): Core {
  return createCore({
    http: createHttpTransport(),
    clock: createSystemClock(),
    secrets: createProcessSecrets(),
    files: createDisk(),
    jobStore: createFileJobStore(join(dataFolder(), 'jobs'), {}),
    log: createStderrLog(process.env['KINETIC_LOG'] === 'debug' ? 'debug' : 'error'),
    jwt: createJwtSigner(),
  });
}

async function run(command: Command, console: Console, task: Task): Promise<number> {
  if (command.name === 'help' || command.name === 'version') {
    await console.out(`${command.name === 'help' ? helpText : version}\n`);
    return 0;
  }
  const core = compose();
  try {
    if (command.name === 'jobs') return await jobs(command, core, console);
    const { org, close } = await chooseOrg(core, { practice: command.output.practice, environment: process.env }, task);
    const session = { core, org, console, task };
    try {
      if (command.name === 'query') return await query(command, session);
      return command.name === 'resume' ? await resume(command, session) : await start(command, session);
    } finally {
      close();
    }
  } finally {
    await core.jobs.close();
  }
}

/** The first Ctrl-C asks Salesforce to stop and waits for the rows; the second one leaves at once. */
function createConsole(leave: AbortController): Console {
  let stop: () => void = () => leave.abort(new StopReason('user'));
  let asked = false;
  process.on('SIGINT', () => {
    if (asked) leave.abort(new StopReason('user'));
    else stop();
    asked = true;
  });
  // A load goes on when nobody reads along any more (`kinetic load … | head`).
  process.stderr.on('error', () => undefined);
  process.on('SIGTERM', () => leave.abort(new StopReason('shutdown')));
  return {
    out: async (text) => {
      if (!process.stdout.write(text)) await once(process.stdout, 'drain');
    },
    err: process.stderr,
    onStop: (wish) => (stop = wish),
  };
}

async function main(): Promise<void> {
  const leave = new AbortController();
  const console = createConsole(leave);
  try {
    process.exitCode = await run(parseCommand(process.argv.slice(2)), console, {
      signal: leave.signal,
      progress: () => undefined,
    });
  } catch (error) {
    process.stderr.write(`${isStopped(error) ? 'Stopped.' : redact(toSalesforceError(error).message)}\n`);
    process.exitCode = isStopped(error) ? 130 : 2;
  }
}

void main();
