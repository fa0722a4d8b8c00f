// The process of the practice org: forked from the extension's bundle, and ended with the extension host.
import { fork, type ChildProcess } from 'node:child_process';
import { childEnvironment } from '../../../node/childEnvironment';

export interface PracticeAddress {
  readonly url: string;
  readonly accessToken: string;
}

export interface PracticeServer {
  readonly address: PracticeAddress;
  /** Resolves when the process has ended, for whatever reason. */
  readonly gone: Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Only for a process that hangs: one that ends is noticed at once. A start can take long on a busy machine. */
const startWithinMs = 120_000;

/** `script` is the path of dist/practice.js. Rejects with the last output of the process if it does not start. */
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

/** The process sends its address once it listens, and writes errors to stderr. */
function readAddress(child: ChildProcess): Promise<PracticeAddress> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (why: string): void => reject(new Error(`${why} ${output.slice(-2000)}`.trim()));
    const timer = setTimeout(() => fail('The practice org did not start in time.'), startWithinMs);
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`The practice org ended with code ${code}.`);
    });
    child.once('message', (message) => {
      clearTimeout(timer);
      if (isAddress(message)) resolve(message);
      else fail('The practice org sent an unexpected message.');
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
