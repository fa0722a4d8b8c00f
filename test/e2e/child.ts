// Child processes that report when they are ready and never outlive us, even if we are killed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from './installed';

export interface ChildSpec {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What the child prints, on either stream, when it is ready; the whole line is returned. */
  readonly readyWhen: RegExp;
  readonly timeoutMs: number;
}

export interface Child {
  /** The line that `readyWhen` matched. */
  readonly ready: RegExpExecArray;
  /** Everything printed so far, to be read after a failure. */
  readonly output: () => string;
  readonly close: () => Promise<void>;
}

/** Starts a program under a guard that ends it, with all its children, as soon as our end of the pipe closes. */
export async function startChild(spec: ChildSpec): Promise<Child> {
  const guard = spawn(process.execPath, [join(root, 'scripts', 'guard.mjs'), spec.program, ...spec.args], {
    cwd: root,
    env: { ...process.env, ...spec.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let output = '';
  const gone = once(guard, 'close');
  const close = async () => {
    guard.stdin.end();
    await gone;
  };
  const ready = await new Promise<RegExpExecArray>((resolve, reject) => {
    const fail = (why: string) => {
      void close();
      reject(new Error(`${spec.program} ${spec.args.join(' ')} ${why}\n${output}`));
    };
    const timer = setTimeout(fail, spec.timeoutMs, `was not ready after ${spec.timeoutMs} ms`);
    const hear = (chunk: Buffer) => {
      output += chunk.toString();
      const found = spec.readyWhen.exec(output);
      if (!found) return;
      clearTimeout(timer);
      resolve(found);
    };
    guard.stdout.on('data', hear);
    guard.stderr.on('data', hear);
    guard.once('close', (code) => {
      clearTimeout(timer);
      fail(`ended with code ${String(code)}`);
    });
  });
  return { ready, output: () => output, close };
}
