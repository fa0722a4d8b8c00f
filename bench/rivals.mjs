// The rivals of a load, each as one child process with its wall time and peak memory.
import { spawn } from 'node:child_process';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
export const token = `00D000000000001!${'A'.repeat(80)}`;

/**
 * Peak memory is the kernel's high-water mark of the process, asked twenty times a second while it lives; `curve` is what
 * it held at each quarter of a second.
 */
export async function timed(command, args, environment = {}, timeoutMs = 3_600_000) {
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
  return { seconds: (performance.now() - startedAt) / 1000, peakMb, curve, code, stdout, stderr };
}

/** The floor: the file through Node's own http module and nothing else, in pieces of 64 KB as streams come, or larger ones. */
export function barePut(url, file, highWaterMark = 64 * 1024) {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const put = request(
      `${url}/bare`,
      { method: 'PUT', headers: { 'Content-Length': statSync(file).size } },
      (response) => {
        response.resume().once('end', () => resolve({ seconds: (performance.now() - startedAt) / 1000 }));
      },
    );
    put.once('error', reject);
    createReadStream(file, { highWaterMark }).pipe(put);
  });
}

export const kinetic = (url, file, home, extra = []) =>
  timed(
    process.execPath,
    [
      join(root, 'dist/kinetic.js'),
      'load',
      file,
      '--object',
      'Account',
      '--external-id',
      'External_Id__c',
      '--json',
      ...extra,
    ],
    {
      SF_INSTANCE_URL: url,
      SF_ACCESS_TOKEN: token,
      KINETIC_HOME: home,
    },
  );

export const kineticExport = (url, soql, file, home) =>
  timed(process.execPath, [join(root, 'dist/kinetic.js'), 'export', soql, '--to', file, '--overwrite', '--json'], {
    ...{ SF_INSTANCE_URL: url, SF_ACCESS_TOKEN: token, KINETIC_HOME: home },
  });

export const jsforceExport = (url, soql, file, { nodePath, modulePath }, memory = {}) =>
  timed(nodePath, [join(root, 'bench/jsforceExport.mjs'), modulePath, url, token, soql, file], memory);

export const cliExport = (soql, file, { nodePath, scriptPath }, home, memory = {}) =>
  timed(
    nodePath,
    [
      ...[scriptPath, 'data', 'export', 'bulk', '--query', soql, '--output-file', file, '--result-format', 'csv'],
      ...['--wait', '30', '--target-org', 'bench@example.com', '--json'],
    ],
    { ...cliEnvironment(home), ...memory },
  );

export const jsforceLoad = (url, file, { nodePath, modulePath }, memory = {}) =>
  timed(nodePath, [join(root, 'bench/jsforceLoad.mjs'), modulePath, url, token, file], memory);

export const cliLoad = (url, file, { nodePath, scriptPath }, home, memory = {}) =>
  timed(
    nodePath,
    [
      scriptPath,
      'data',
      'upsert',
      'bulk',
      '--sobject',
      'Account',
      '--external-id',
      'External_Id__c',
      '--file',
      file,
      '--wait',
      '30',
      '--line-ending',
      'LF',
      '--target-org',
      'bench@example.com',
      '--json',
    ],
    { ...cliEnvironment(home), ...memory },
  );

export const cliLogin = (url, { nodePath, scriptPath }, home) =>
  timed(nodePath, [scriptPath, 'org', 'login', 'access-token', '--instance-url', url, '--no-prompt', '--json'], {
    ...cliEnvironment(home),
    SF_ACCESS_TOKEN: token,
  });

const cliEnvironment = (home) => ({
  HOME: home,
  SF_DISABLE_TELEMETRY: 'true',
  SF_AUTOUPDATE_DISABLE: 'true',
  SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
  SF_DISABLE_DNS_CHECK: 'true',
  SF_SKIP_NEW_VERSION_CHECK: 'true',
});
