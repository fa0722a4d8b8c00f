// The process of a practice org: forked from the extension's bundle, and found again by other and reloaded windows.
import type { ChildProcess } from 'node:child_process';
import { l10n } from 'vscode';
import { childEnvironment } from '../../../node/childEnvironment';
import { hasTexts, isAlive, openSession, post, readState, type PracticeServer } from '../../../node/practiceServers';

export interface StartedServer extends PracticeServer {
  readonly accessToken: string;
  /** Its data could not be read, and is in this file now. */
  readonly damagedFile: string | undefined;
  /** Resolves when the process has ended, for whatever reason. */
  readonly ended: Promise<void>;
}

export interface StartSpec {
  /** Path of dist/practice.js. */
  readonly script: string;
  /** Where the data is kept. */
  readonly folder: string;
  readonly name: string;
  /** 0 is any free one. */
  readonly port: number;
  /** `first`: the org that the practice org is if nothing else is said. `new`: an org beside the others. */
  readonly salesforceId: string;
}

/** Only for a process that hangs: one that ends is noticed at once. A start can take long on a busy machine. */
const startWithinMs = 120_000;
/** A closed window may be opened again; every window that shows the org asks for it more often than this. */
const keepSeconds = 3600;

/** Of the last output, for the error of a start. */
const maxOutputLength = 2_000;

/** The process outlives this window. Rejects with the last output of the process if it does not start. */
export async function startServer({ script, folder, name, port, salesforceId }: StartSpec): Promise<StartedServer> {
  const id = { first: [], new: ['--new-org'] }[salesforceId] ?? ['--org-id', salesforceId];
  const about = ['--port', String(port), '--folder', folder, '--name', name, ...id];
  // Most windows start no practice org, and the module would be loaded with every activation.
  const { fork } = await import('node:child_process');
  const child = fork(script, [...about, '--keep-seconds', String(keepSeconds)], {
    execArgv: [],
    // The extension host's runtime is Electron on a desktop; this makes it plain Node.
    env: { ...childEnvironment(), ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    // A process that could not be started never exits.
    child.once('error', () => resolve());
  });
  try {
    const { url, accessToken, orgId, damagedFile } = await readHello(child);
    return { url, accessToken, damagedFile, salesforceId: orgId, name, processId: child.pid ?? 0, ended };
  } catch (error) {
    child.kill();
    await ended;
    throw error;
  }
}

/**
 * Resolves once the process has ended. Ends a process that does not answer, too. Throws when its data cannot be kept;
 * then it continues.
 */
export async function endServer(server: PracticeServer, options: { readonly keepData: boolean }): Promise<void> {
  let isEnding = false;
  for (let state = await readState(server); state !== 'ended'; state = await readState(server)) {
    // A process that hangs handles no other signal.
    if (state === 'noAnswer') send(server.processId, 'SIGKILL');
    else if (!isEnding) await askToStop(server, options);
    isEnding = true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function askToStop(server: PracticeServer, options: { readonly keepData: boolean }): Promise<void> {
  const accessToken = await openSession(server);
  const answer = await post(`${server.url}/practice/stop`, options, accessToken);
  if (!answer.ok) throw new Error(l10n.t('{0} cannot keep its data: {1}', server.name, await answer.text()));
}

/** Nothing happens when the process has ended. */
function send(processId: number, signal: NodeJS.Signals): void {
  try {
    process.kill(processId, signal);
  } catch (error) {
    if (isAlive(processId)) throw error;
  }
}

interface Hello {
  readonly url: string;
  readonly accessToken: string;
  readonly orgId: string;
  readonly damagedFile?: string;
}

/** The process sends its address once it listens, and writes errors to stderr. */
function readHello(child: ChildProcess): Promise<Hello> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (why: string): void => reject(new Error(`${why} ${output}`.trim()));
    const timer = setTimeout(() => fail('The practice org did not start in time.'), startWithinMs);
    // Read for as long as the process runs: it would wait for a pipe that is full.
    child.stderr?.on('data', (chunk: Buffer) => (output = `${output}${chunk.toString()}`.slice(-maxOutputLength)));
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`The practice org ended with code ${code}.`);
    });
    child.once('message', (message) => {
      clearTimeout(timer);
      if (isHello(message)) resolve(message);
      else fail('The practice org sent an unexpected message.');
    });
  });
}

const isHello = (value: unknown): value is Hello => hasTexts(value, ['url', 'accessToken', 'orgId']);
