// Runs the built command line as a script does, with the org and the data folder of a test's setup.
import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { CoreSetup } from './coreSetup';
import { endlessMinutes } from './timeIsOver';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const program = (): string => join(process.cwd(), 'dist', 'kinetic.js');

function environment(setup: CoreSetup): NodeJS.ProcessEnv {
  const { SF_LOGIN_URL: _, ...inherited } = process.env;
  return {
    ...inherited,
    KINETIC_HOME: setup.folder,
    SF_INSTANCE_URL: setup.practice.url,
    SF_ACCESS_TOKEN: setup.practice.accessToken,
  };
}

export const runCli = (setup: CoreSetup, words: readonly string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [program(), ...words],
      { env: environment(setup) },
      (_error, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });

/** The time limit is over as soon as `isLate` says so of the stderr so far, however long that takes. */
export async function runCliTillLate(
  setup: CoreSetup,
  words: readonly string[],
  isLate: (stderr: string) => boolean,
): Promise<Ran> {
  const child = fork(program(), [...words, '--timeout-minutes', String(endlessMinutes)], {
    env: environment(setup),
    execArgv: ['--require', join(__dirname, 'timeIsOver.js')],
    silent: true,
  });
  const texts = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk) => (texts.stdout += String(chunk)));
  child.stderr?.on('data', (chunk) => (texts.stderr += String(chunk)));
  const closed = once(child, 'close') as Promise<[number | null]>;
  while (child.connected && !isLate(texts.stderr)) await new Promise((resolve) => setImmediate(resolve));
  if (child.connected) child.send('the time is over');
  const [code] = await closed;
  return { code: code ?? -1, ...texts };
}
