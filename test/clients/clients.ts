// Where the clients of other authors are, and how a test runs one: in its own process with its own Node.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

interface Installer {
  readonly jsforce: () => Promise<{ readonly nodePath: string; readonly modulePath: string }>;
  readonly salesforceCli: () => Promise<{ readonly nodePath: string; readonly scriptPath: string }>;
}

/** The project's folder: mocha is started in it. */
export const root = process.cwd();

/** Installs on first use, into the cache (see scripts/clients.mjs). */
export async function installer(): Promise<Installer> {
  return (await import(pathToFileURL(join(root, 'scripts', 'clients.mjs')).href)) as Installer;
}

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** What the program reads from its standard input; nothing when missing. */
  readonly input?: string;
  /** Ends a program that never ends by itself: it gets SIGTERM when its output so far passes. */
  readonly until?: (stdout: string) => boolean;
  readonly timeoutMs: number;
}

/** Runs a program to its end; one that takes too long is killed and rejects with its output. */
export function runToEnd({ program, args, env, cwd, input, until, timeoutMs }: Command): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: cwd ?? root,
      // The org is on this computer, so no proxy is used.
      env: { ...process.env, NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1', ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin.end(input);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      if (until?.(stdout) === true) child.kill('SIGTERM');
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${program} ${args.join(' ')} took longer than ${timeoutMs} ms\n${stdout}\n${stderr}`));
    }, timeoutMs);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code, stdout, stderr });
    });
  });
}
