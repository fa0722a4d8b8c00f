// Runs other programs for the scripts: npm, Node and others, and ends them with the script.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const cache = join(root, '.vscode-test');

const alive = new Set();

/** Ends a child and everything it started. */
function endTree(child) {
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}

process.on('exit', () => alive.forEach(endTree));
const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
for (const [signal, code] of Object.entries(signals)) process.on(signal, () => process.exit(code));

/** Resolves when a signal asks us to stop. From now on, that no longer ends the process at once. */
export function interrupted() {
  return new Promise((resolve) => {
    for (const signal of Object.keys(signals)) process.removeAllListeners(signal).once(signal, resolve);
  });
}

/** Starts a program in its own group, so that it can be ended together with its children. */
export function start(command, args, options = {}) {
  const child = spawn(command, args, {
    cwd: root,
    stdio: 'inherit',
    detached: process.platform !== 'win32',
    ...options,
  });
  alive.add(child);
  child.once('close', () => alive.delete(child));
  child.once('error', () => alive.delete(child));
  return Object.assign(child, { end: () => endTree(child) });
}

/**
 * Runs a program to its end; resolves with its exit code and, with `capture`, its output. `onOutput` gets each piece
 * of it. `timeoutMs` ends it with all its children and counts as failure.
 */
export async function run(command, args, { capture = false, onOutput, timeoutMs, ...options } = {}) {
  const isPiped = capture || onOutput;
  const child = start(command, args, { ...(isPiped ? { stdio: ['ignore', 'pipe', 'pipe'] } : {}), ...options });
  let output = '';
  if (onOutput) for (const stream of [child.stdout, child.stderr]) stream.on('data', onOutput);
  else if (capture) for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  let timedOut = false;
  const timer = timeoutMs && setTimeout(() => ((timedOut = true), child.end()), timeoutMs);
  try {
    const [code, signal] = await once(child, 'close');
    return { code: code ?? (signal ? 1 : 0), output, timedOut };
  } finally {
    clearTimeout(timer);
  }
}

/** As {@link run}, but throws with the program's own output when it fails. */
export async function mustRun(command, args, options = {}) {
  const { code, output, timedOut } = await run(command, args, { capture: true, ...options });
  if (code === 0) return output;
  const why = timedOut ? 'took too long' : `ended with code ${code}`;
  throw new Error(`${[command, ...args].join(' ')} ${why}\n${output.trim().split('\n').slice(-30).join('\n')}`);
}

/** Runs npm, with the npm that started us if there is one. Downloaded packages run no code of their own. */
export function npm(args, options = {}) {
  const all = [...args, '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
  const own = process.env['npm_execpath'];
  if (own?.endsWith('.js') && own.includes('npm-cli')) return mustRun(process.execPath, [own, ...all], options);
  return mustRun('npm', all, { shell: process.platform === 'win32', ...options });
}
