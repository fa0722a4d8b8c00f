// The practice org's process: forked from the extension's own bundle, alive no longer than the extension host.
import { fork, type ChildProcess } from 'node:child_process';
import { childEnvironment } from '../../../node/childEnvironment';

export interface PracticeAddress {
  readonly url: string;
  readonly accessToken: string;
}

export interface PracticeServer {
  readonly address: PracticeAddress;
  /** Resolves when the process is gone, whoever ended it. */
  readonly gone: Promise<void>;
  readonly stop: () => Promise<void>;
}

/** For a process that hangs: one that ended is noticed at once, and on a busy machine a start takes its time. */
const startWithinMs = 120_000;

/** `script` is the path of dist/practice.js. Rejects with what the process said last when it does not come up. */
export async function startServer(script: string): Promise<PracticeServer> {
  const child = fork(script, ['--port', '0'], {
    execArgv: [],
    // The extension host's runtime is Electron on a desktop; this makes it plain Node.
    env: { ...childEnvironment(), ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    // A process that could not be started never exits.
    child.once('error', () => resolve());
  });
  const stop = async (): Promise<void> => {
    child.kill();
    await gone;
  };
  try {
    return { address: await readAddress(child), gone, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The process says where it is once it listens, and what is wrong on its standard error. */
function readAddress(child: ChildProcess): Promise<PracticeAddress> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = (why: string): void => reject(new Error(`${why} ${said.slice(-2000)}`.trim()));
    const timer = setTimeout(() => fail('The practice org did not answer in time.'), startWithinMs);
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`The practice org ended with code ${code}.`);
    });
    child.once('message', (message) => {
      clearTimeout(timer);
      if (isAddress(message)) resolve(message);
      else fail('The practice org said something unexpected.');
    });
  });
}

const isAddress = (message: unknown): message is PracticeAddress =>
  typeof message === 'object' &&
  message !== null &&
  'url' in message &&
  'accessToken' in message &&
  typeof message.url === 'string' &&
  typeof message.accessToken === 'string';
