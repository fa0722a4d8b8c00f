// `kinetic check` as a script runs it: its output and its exit code.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPracticeOrg, type PracticeOrg } from '../../../src/practice/practice';

describe('kinetic check', function () {
  this.timeout(240_000);
  let practice: PracticeOrg;
  let home: string;
  beforeEach(async () => {
    practice = await startPracticeOrg({ seedAccounts: 0 });
    home = await mkdtemp(join(tmpdir(), 'kinetic-check-'));
  });
  afterEach(async () => {
    await practice.close();
    await rm(home, { recursive: true, force: true });
  });

  async function check(...words: readonly string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
    const child = spawn(process.execPath, [join(process.cwd(), 'dist', 'kinetic.js'), 'check', ...words], {
      env: { ...process.env, KINETIC_HOME: home, SF_INSTANCE_URL: practice.url, SF_ACCESS_TOKEN: practice.accessToken },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const texts = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => (texts.stdout += String(chunk)));
    child.stderr.on('data', (chunk) => (texts.stderr += String(chunk)));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, ...texts };
  }

  it('prints one line when nothing is missing', async () => {
    const { code, stdout, stderr } = await check();
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^admin@practice\.kinetic\.example at http:.* \(developer\), API 66\.0$/m);
    assert.match(stdout, /^ok {7}API version {11}uses 66\.0, the org offers up to 66\.0$/m);
    assert.match(stdout, /^ok {7}Bulk API batches {6}15,000 of 15,000 left$/m);
    assert.match(stdout, /^The org is ready\.$/m);
  });

  it('names a missing permission, what needs it and the page in Setup, and exits with 0', async () => {
    practice.org.permissions.bulkHardDelete = false;
    const { code, stdout } = await check();
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^MISSING {2}Bulk API Hard Delete\n {9}Only needed to delete records without the Recycle Bin\.$/m,
    );
    assert.match(stdout, /“Bulk API Hard Delete”\.\n {9}http:\/\/127\.0\.0\.1:\d+\/lightning\/setup\/PermSets\/home$/m);
    assert.match(stdout, /^The org is ready\. Some tasks also need: Bulk API Hard Delete\.$/m);
  });

  it('exits with 1 when a limit is used up that every task needs', async () => {
    Object.assign(practice.org.limits.bulkBatches, { max: 10, used: 10 });
    const { code, stdout } = await check('--json');
    assert.equal(code, 1);
    const { missing, findings } = JSON.parse(stdout) as {
      missing: readonly string[];
      findings: readonly { check: string; verdict: string; details: unknown }[];
    };
    assert.deepEqual(missing, ['bulkBatches']);
    assert.deepEqual(findings.find(({ check: id }) => id === 'bulkBatches')?.details, { remaining: 0, max: 10 });
  });

  it('exits with 1 when nothing could be checked', async () => {
    await practice.close();
    const { code, stdout } = await check();
    assert.equal(code, 1);
    assert.match(stdout, /\nThe org could not be checked: Cannot connect to .*\n$/);
    practice = await startPracticeOrg({ seedAccounts: 0 });
  });

  it('says what is wrong when the login fails: no API access, an expired session', async () => {
    const refusal = { status: 403, errorCode: 'API_DISABLED_FOR_ORG', message: 'The REST API is not enabled.' };
    practice.faults.add({ path: '/services/data/v*', times: 0, action: { kind: 'refuse', ...refusal } });
    const off = await check();
    assert.equal(off.code, 1);
    assert.match(off.stdout, /^ok {7}Login\nMISSING {2}API Enabled\n {9}.*API_DISABLED_FOR_ORG/m);
    practice.faults.clear();
    practice.org.sessions.endWhere(() => true);
    const ended = await check();
    assert.equal(ended.code, 1);
    assert.match(ended.stdout, /^MISSING {2}Login\n/m);
    assert.doesNotMatch(
      off.stdout + ended.stdout + off.stderr + ended.stderr,
      new RegExp(practice.accessToken.slice(0, 20)),
    );
  });
});
