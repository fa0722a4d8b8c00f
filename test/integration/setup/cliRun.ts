// Runs the built command line as a script does, with the org and the data folder of a test's setup.
import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { CoreSetup } from './coreSetup';
import { endlessMinutes } from './endlessMinutes';

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

/** Pipes look like a terminal of 80 columns. */
const asTerminal =
  'for (const stream of [process.stdin, process.stdout, process.stderr]) Object.assign(stream, { isTTY: true, columns: 80 })';

export interface CliRunOptions {
  /** Instead of those of the setup. */
  readonly environment?: NodeJS.ProcessEnv;
  /** What another program writes to it. */
  readonly stdin?: string;
  /** A file or device that stdout is. */
  readonly stdout?: string;
  /** What a person types to one question after the other: the program has a terminal. */
  readonly answers?: readonly (() => string | Promise<string>)[];
  /** The person presses Ctrl+D at the first question: the program has a terminal. */
  readonly endsInput?: true;
}

/** Before a program and its words. */
const redirected = ['sh', '-c', 'exec "$0" "$@" > "$STDOUT_TO"'];

export const runCli = (setup: CoreSetup, words: readonly string[], options: CliRunOptions = {}): Promise<Ran> =>
  new Promise((resolve) => {
    const preload =
      options.answers === undefined && !options.endsInput ? [] : ['--import', `data:text/javascript,${asTerminal}`];
    const to = options.stdout;
    const [command, ...first] = to === undefined ? [process.execPath] : [...redirected, process.execPath];
    const child = execFile(
      command,
      [...first, ...preload, program(), ...words],
      { env: { ...environment(setup), ...options.environment, ...(to !== undefined && { STDOUT_TO: to }) } },
      (_error, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
    if (options.stdin !== undefined) child.stdin?.end(options.stdin);
    const answers = [...(options.answers ?? [])];
    let asked = '';
    child.stderr?.on('data', (chunk) => {
      asked += String(chunk);
      if (!/(continue:|\[y\/N\]) $/.test(asked)) return;
      asked = '';
      if (options.endsInput) child.stdin?.end();
      else void Promise.resolve(answers.shift()?.() ?? '').then((answer) => child.stdin?.write(`${answer}\n`));
    });
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
