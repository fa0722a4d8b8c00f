// Policies and the write journal on the command line, shared with all programs that use the same data folder.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { WriteEntry } from '../../../src/core/core';
import { openCoreSetup, type CoreSetup } from '../setup/coreSetup';

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

describe('the policy on the command line', function () {
  this.timeout(240_000);
  let setup: CoreSetup;
  let file: string;
  beforeEach(async () => {
    setup = await openCoreSetup();
    file = await setup.csv('a.csv', 'LastName\nMoss\nLee\n');
  });
  afterEach(() => setup.close());

  const run = async (...words: readonly string[]): Promise<Ran> => {
    const child = spawn(process.execPath, [join(process.cwd(), 'dist', 'kinetic.js'), ...words], {
      env: {
        ...process.env,
        KINETIC_HOME: setup.folder,
        SF_INSTANCE_URL: setup.practice.url,
        SF_ACCESS_TOKEN: setup.practice.accessToken,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [stdout, stderr, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close') as Promise<[number | null]>,
    ]);
    return { code, stdout, stderr };
  };
  const load = (...more: readonly string[]): Promise<Ran> => run('load', file, '--object', 'Contact', ...more);
  const moss = async (): Promise<number> =>
    (await setup.rowsOf("SELECT Id FROM Contact WHERE LastName = 'Moss'")).length;
  const user = 'admin@practice.kinetic.example';

  it('rejects a write to an org that was made read-only, with the org, the rule, the solution and exit code 2', async () => {
    await setup.core.policies.set(setup.orgId, { access: 'readOnly' });
    const { code, stderr, stdout } = await load();
    assert.equal(code, 2);
    assert.match(stderr, /admin@practice\.kinetic\.example is read-only .* insert Contact\. .*kinetic policy/);
    assert.equal(stdout, '');
    assert.equal(await moss(), 0);
    assert.equal((await run('query', 'SELECT COUNT() FROM Contact')).code, 0, 'questions are free');
  });

  it('accepts --yes as confirmation, and says so when no confirmation is possible', async () => {
    await setup.core.policies.set(setup.orgId, { access: 'confirm' });
    const refused = await load();
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /A person must confirm each write to .*To confirm, add --yes/);
    assert.equal(await moss(), 0);
    assert.equal((await load('--yes')).code, 0);
    assert.equal(await moss(), 1);
  });

  it('deletes there only with the name of the org', async () => {
    await setup.core.policies.set(setup.orgId, { access: 'confirm' });
    const [one] = await setup.rowsOf('SELECT Id FROM Lead LIMIT 1');
    file = await setup.csv('d.csv', `Id\n${String(one?.['Id'])}\n`);
    const deletion = (...more: readonly string[]) =>
      run('load', file, '--object', 'Lead', '--operation', 'delete', ...more);
    assert.match((await deletion('--yes')).stderr, /--confirm-org admin@/);
    const wrong = await deletion('--confirm-org', 'wrong');
    assert.deepEqual([wrong.code, /is not the name of the org/.test(wrong.stderr)], [2, true]);
    assert.equal((await deletion('--confirm-org', user)).code, 0);
  });

  it('is shown and set, also for running programs; loosening it needs the name of the org', async () => {
    assert.match((await run('policy')).stdout, /: writes need no confirmation \(full\)\.\n/);
    const set = await run('policy', '--access', 'readonly', '--max-rows', '500', '--deny', 'User,Profile', '--json');
    const tight = { access: 'readOnly', maxRows: 500, denyObjects: ['User', 'Profile'] };
    assert.deepEqual(JSON.parse(set.stdout), tight);
    assert.deepEqual(await setup.core.policies.of(setup.orgId), tight);
    for (const looser of [['--access', 'full'], ['--max-rows', '501'], ['--deny', 'User'], ['--default']]) {
      const refused = await run('policy', ...looser);
      assert.deepEqual([refused.code, /--confirm-org/.test(refused.stderr)], [2, true], looser.join(' '));
    }
    assert.deepEqual(await setup.core.policies.of(setup.orgId), tight);
    assert.equal((await run('policy', '--max-rows', '100')).code, 0, 'tighter is free');
    assert.equal((await run('policy', '--default', '--confirm-org', user)).code, 0);
    assert.deepEqual(await setup.core.policies.of(setup.orgId), { access: 'full' });
    assert.match((await run('policy', '--access', 'open')).stderr, /--access must be full, confirm or readOnly/);
  });

  it('prints the journal for people and for scripts', async () => {
    assert.equal((await run('writes')).stdout, 'No writes yet.\n');
    await load('--yes');
    await setup.core.policies.set(setup.orgId, { access: 'readOnly' });
    await load();
    const { stdout } = await run('writes');
    const [rejected = '', done = ''] = stdout.split('\n');
    assert.match(
      rejected,
      /^\d{4}-\d\d-\d\dT.*Z {2}rejected {3}insert Contact rows unknown {2}policy\.readOnly {2}admin@.* {2}by command line$/,
    );
    assert.match(
      done,
      / {2}completed {2}insert Contact 2 rows {2}2 succeeded, 0 failed, 0 unprocessed .* {2}by command line {2}job /,
    );
    const entries = JSON.parse((await run('writes', '--json')).stdout) as readonly WriteEntry[];
    assert.deepEqual(
      entries.map(({ outcome, program: by }) => [outcome, by]),
      [
        ['rejected', 'command line'],
        ['completed', 'command line'],
      ],
    );
    assert.match(entries[1]?.inputSha256 ?? '', /^[0-9a-f]{64}$/);
  });

  it('prints nothing about the policy of its own practice org', async () => {
    const { code } = await run('load', file, '--object', 'Contact', '--practice');
    assert.equal(code, 0);
  });
});
