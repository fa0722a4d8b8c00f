// Runs a program as a child process and measures its time, its memory and, for Node programs of ours, its processor
// time.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { round, say } from './figures.mjs';

/** Goes before the script in the arguments of Node: the process then reports its processor time. */
export const reportUsage = ['--require', join(import.meta.dirname, 'usage.cjs')];
const timeoutMs = 3_600_000;

/**
 * `peakMb` is the kernel's high-water mark, read twenty times a second while the process lives (Linux only). `curve` is
 * the memory at each quarter of a second.
 */
export async function timed(command, args, environment = {}) {
  const startedAt = performance.now();
  const child = spawn(command, args, { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  let peakMb = 0;
  const curve = [];
  const limit = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const watch = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      const megabytes = (key) => Number(new RegExp(`${key}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024;
      peakMb = Math.max(peakMb, megabytes('VmHWM'));
      const seconds = (performance.now() - startedAt) / 1000;
      if (seconds >= curve.length / 4) curve.push(Math.round(megabytes('VmRSS')));
    } catch {
      // The process has just ended.
    }
  }, 50);
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(watch);
  clearTimeout(limit);
  const seconds = (performance.now() - startedAt) / 1000;
  const processorMs = Number(/processor (\d+) ms/.exec(stderr)?.[1] ?? NaN);
  return { seconds, peakMb, processorMs, curve, code, stdout, stderr };
}

/** What a program that failed said: the line of its error, else its last words. */
function reasonOf({ code, stdout, stderr }) {
  const error = /^.*\b(FATAL ERROR|\w*Error)\b.*$/m.exec(stderr)?.[0];
  const words = error ?? `${stderr} ${stdout}`.replaceAll(/\s+/g, ' ').trim().slice(-300);
  return `ended with code ${code}: ${words}`;
}

/** Runs a program that need not succeed, as a rival may be unable to. It then has `failed` and no `seconds`. */
export async function attempted(name, run) {
  const ran = await run();
  if (ran.code !== 0) {
    const failed = reasonOf(ran);
    say(`  ${name} ${failed}`);
    return { ...ran, seconds: undefined, failed };
  }
  say(`  ${name}: ${round(ran.seconds)} s, peak ${round(ran.peakMb, 0)} MB`);
  return ran;
}

/** Runs a program that must succeed. */
export async function succeeded(name, run) {
  const ran = await attempted(name, run);
  if (ran.failed) throw new Error(`${name} ${ran.failed}`);
  return ran;
}
