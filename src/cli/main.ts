// Composition root of the command line: Node's ports, the core, one command, one exit code.
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { createCore, CancelReason, type Core, type Task } from '../core/core';
import type { JobStore } from '../core/ports';
import { dataFolder } from '../node/dataFolder';
import { createDisk } from '../node/disk';
import { createCliLogins } from '../node/dxProcess';
import { createFileJobStore } from '../node/fileJobStore';
import { createFilePolicies } from '../node/filePolicies';
import { createFileWriteLog } from '../node/fileWriteLog';
import { createHttpTransport } from '../node/httpTransport';
import { createLineLog } from '../node/lineLog';
import { toIdleTimeoutMs, withIdleTimeout } from '../node/idleTimeout';
import { createProcessSecrets } from '../node/processSecrets';
import { proxyOfEnvironment } from '../node/proxy';
import { createSha256 } from '../node/sha256';
import { createSystemClock } from '../node/systemClock';
import { parseCommand, type Command } from './arguments';
import { isOutputClosed } from './closedOutput';
import { createConsent, type ConsentOptions } from './consent';
import { reportCrashes } from './crash';
import { dispatch, isPrinting, print } from './dispatch';
import { asksForJson, reportFailure, toFailure } from './failure';
import type { Console } from './session';
import { checkDataFolder, onFirstUse, removeOldJobs, toKeepDays } from './storage';
import { escapeJson } from './symbols';
import { createTerminal } from './terminal';

const createJobStore = (): JobStore => createFileJobStore(join(dataFolder(), 'jobs'), {});

/** Without `hasJobs`, jobs are read when they are needed and not watched. */
function compose(options: ConsentOptions, hasJobs: boolean, { err, prompt }: Console): Core {
  return createCore({
    http: withIdleTimeout(createHttpTransport(proxyOfEnvironment(process.env)), () =>
      toIdleTimeoutMs(process.env['KINETIC_TIMEOUT_SECONDS']),
    ),
    clock: createSystemClock(),
    secrets: createProcessSecrets(),
    files: createDisk(),
    jobStore: hasJobs ? createJobStore() : onFirstUse(createJobStore, { watch: () => () => undefined }),
    log: createLineLog(process.env['KINETIC_LOG'] === 'debug' ? 'debug' : 'error', (line) => err([escapeJson(line)])),
    // Few orgs are logged in to with a key.
    jwt: { sign: async (...assertion) => (await import('../node/jwtSigner')).createJwtSigner().sign(...assertion) },
    policies: createFilePolicies(join(dataFolder(), 'policies')),
    writeLog: createFileWriteLog(join(dataFolder(), 'writes')),
    consent: createConsent(options, prompt),
    sha256: createSha256,
    cliLogins: createCliLogins({ script: join(__dirname, 'dx.js') }),
  });
}

/** They run jobs or list them. */
const withJobs: ReadonlySet<Command['name']> = new Set(['load', 'export', 'retry', 'resume', 'abort', 'jobs', 'job']);

const changesJobs: ReadonlySet<Command['name']> = new Set(['load', 'export', 'retry', 'resume']);

async function run(command: Command, console: Console, task: Task): Promise<number> {
  if (isPrinting(command)) return print(command, console);
  const hasJobs = withJobs.has(command.name);
  if (hasJobs) await checkDataFolder(dataFolder(), 'jobs');
  if (command.name === 'policy' && command.change !== undefined) await checkDataFolder(dataFolder(), 'policies');
  const keepDays = hasJobs ? toKeepDays(process.env['KINETIC_KEEP_DAYS']) : undefined;
  const core = compose(command.output.consent ?? {}, hasJobs, console);
  const removeOld = (): Promise<void> => removeOldJobs(core.jobs, keepDays, console);
  try {
    // What is listed can be used in the next command.
    if (command.name === 'jobs') await removeOld();
    const code = await dispatch(command, { core, console, environment: process.env, task });
    // A retry needs the files of its job, however old it is. A person who detaches does not wait any more.
    if (changesJobs.has(command.name) && !task.signal.aborted) await removeOld();
    return code;
  } finally {
    await core.jobs.close();
  }
}

/** The first Ctrl-C aborts the job and waits for its results; the second one detaches at once. */
function createConsole(detach: AbortController): Console {
  let interrupt: () => void = () => detach.abort(new CancelReason('user'));
  let isInterrupted = false;
  process.on('SIGINT', () => {
    if (isInterrupted) detach.abort(new CancelReason('user'));
    else interrupt();
    isInterrupted = true;
  });
  process.on('SIGTERM', () => detach.abort(new CancelReason('shutdown')));
  return { ...createTerminal(process, detach.signal, process.env), onInterrupt: (listener) => (interrupt = listener) };
}

async function main(): Promise<void> {
  // A load allocates many short-lived objects. A growing young generation costs 40 MB and, as measured, saves no time.
  setFlagsFromString('--semi-space-growth-factor=1');
  const words = process.argv.slice(2);
  const json = asksForJson(words);
  const detach = new AbortController();
  const console = createConsole(detach);
  reportCrashes(console, json);
  try {
    process.exitCode = await run(parseCommand(words, console.screen?.columns()), console, {
      signal: detach.signal,
      progress: () => undefined,
    });
    await console.flush();
  } catch (error) {
    if (isOutputClosed(error)) return;
    process.exitCode = await reportFailure(toFailure(error), json, console);
  }
}

void main();
