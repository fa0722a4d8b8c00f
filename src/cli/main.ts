// Composition root of the command line: Node's ports, the core, one command, one exit code.
import { once } from 'node:events';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { createCore, isCanceled, redact, CancelReason, toSalesforceError, type Core, type Task } from '../core/core';
import { dataFolder } from '../node/dataFolder';
import { createCliLogins } from '../node/dxProcess';
import { createFileJobStore } from '../node/fileJobStore';
import { createFilePolicies } from '../node/filePolicies';
import { createFileWriteLog } from '../node/fileWriteLog';
import { createHttpTransport } from '../node/httpTransport';
import { createJwtSigner } from '../node/jwtSigner';
import { createDisk, createProcessSecrets, createStderrLog, createSystemClock } from '../node/localPorts';
import { toIdleTimeoutMs, withPatience } from '../node/patience';
import { proxyOfEnvironment } from '../node/proxy';
import { createSha256 } from '../node/sha256';
import { parseCommand, type Command } from './arguments';
import { check } from './check';
import { jobs, query, remoteJobs, resume, retry, start } from './commands';
import { createConsent, createPrompt, type ConsentWish, type Prompt } from './consent';
import { reportCrashes } from './crash';
import { helpText } from './help';
import { chooseOrg } from './org';
import { policy, writes } from './policy';
import { hints, ownLines } from './results';
import type { Console, Session } from './session';
import { isUnread, Unread } from './unread';
import { version } from './version';

function compose(wish: ConsentWish, prompt: Prompt): Core {
  return createCore({
    http: withPatience(createHttpTransport(proxyOfEnvironment(process.env)), () =>
      toIdleTimeoutMs(process.env['KINETIC_TIMEOUT_SECONDS']),
    ),
    clock: createSystemClock(),
    secrets: createProcessSecrets(),
    files: createDisk(),
    jobStore: createFileJobStore(join(dataFolder(), 'jobs'), {}),
    log: createStderrLog(process.env['KINETIC_LOG'] === 'debug' ? 'debug' : 'error'),
    jwt: createJwtSigner(),
    policies: createFilePolicies(join(dataFolder(), 'policies')),
    writeLog: createFileWriteLog(join(dataFolder(), 'writes')),
    consent: createConsent(wish, prompt),
    sha256: createSha256,
    cliLogins: createCliLogins({ script: join(__dirname, 'dx.js') }),
  });
}

async function run(command: Command, console: Console, task: Task): Promise<number> {
  if (command.name === 'help' || command.name === 'version') {
    await console.out(`${command.name === 'help' ? helpText : version}\n`);
    return 0;
  }
  const { consent = {} } = command.output;
  const prompt = createPrompt(task.signal);
  const core = compose(consent, prompt);
  try {
    if (command.name === 'jobs' && !command.remote) return await jobs(command, core, console);
    if (command.name === 'writes') return await writes(command, core, console);
    if (command.name === 'check') return await check(command, core, { console, environment: process.env }, task);
    const { org, close } = await chooseOrg(core, { ...command.output, environment: process.env }, task);
    const session = { core, org, console, task };
    try {
      if (command.name === 'policy') return await policy(command, session, consent, prompt);
      return await inOrg(command, session);
    } finally {
      close();
    }
  } finally {
    await core.jobs.close();
  }
}

function inOrg(
  command: Exclude<Command, { name: 'help' | 'version' | 'check' | 'policy' | 'writes' }>,
  session: Session,
): Promise<number> {
  switch (command.name) {
    case 'jobs':
      return remoteJobs(command, session);
    case 'query':
      return query(command, session);
    case 'resume':
      return resume(command, session);
    case 'retry':
      return retry(command, session);
    case 'load':
    case 'export':
      return start(command, session);
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
  // A load continues when the reader of its output ends (`kinetic load … | head`).
  process.stderr.on('error', () => undefined);
  process.on('SIGTERM', () => detach.abort(new CancelReason('shutdown')));
  const unread = new AbortController();
  process.stdout.on('error', () => unread.abort(new Unread()));
  return {
    out: async (text) => {
      unread.signal.throwIfAborted();
      if (!process.stdout.write(text)) await once(process.stdout, 'drain', { signal: unread.signal });
    },
    err: process.stderr,
    onInterrupt: (listener) => (interrupt = listener),
  };
}

async function main(): Promise<void> {
  // A load allocates many short-lived objects. A growing young generation costs 40 MB and, as measured, saves no time.
  setFlagsFromString('--semi-space-growth-factor=1');
  reportCrashes();
  const detach = new AbortController();
  const console = createConsole(detach);
  try {
    process.exitCode = await run(parseCommand(process.argv.slice(2)), console, {
      signal: detach.signal,
      progress: () => undefined,
    });
  } catch (error) {
    if (isUnread(error)) return;
    const { message, code } = toSalesforceError(error);
    const lines = isCanceled(error) ? ['Aborted.'] : [ownLines(redact(message)), hints[code]];
    process.stderr.write(`${lines.filter((line) => line !== undefined).join('\n')}\n`);
    process.exitCode = isCanceled(error) ? 130 : 2;
  }
}

void main();
