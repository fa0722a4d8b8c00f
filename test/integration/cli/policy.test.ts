// Policies and the write journal on the command line, shared with all programs that use the same data folder.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { WriteEntry } from '../../../src/core/core';
import { runCli } from '../setup/cliRun';
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
    assert.match(refused.stderr, /A person must confirm this for .*To confirm, add --yes/);
    assert.equal(await moss(), 0);
    assert.equal((await load('--yes')).code, 0);
    assert.equal(await moss(), 1);
  });

  it('deletes only with --yes in an org with full access', async () => {
    const [one] = await setup.rowsOf('SELECT Id FROM Lead LIMIT 1');
    file = await setup.csv('d.csv', `Id\n${String(one?.['Id'])}\n`);
    const deletion = (...more: readonly string[]) =>
      run('load', file, '--object', 'Lead', '--operation', 'delete', ...more);
    const refused = await deletion();
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /A person must confirm this for .*: delete 1 row of Lead\. .*--yes/);
    assert.equal((await setup.rowsOf('SELECT Id FROM Lead LIMIT 1'))[0]?.['Id'], one?.['Id']);
    assert.equal((await deletion('--yes')).code, 0);
    await setup.core.jobs.load();
    const [job] = setup.core.jobs.list();
    const succeeded = await setup.core.jobs.resultFile(job?.jobId ?? '', 'succeeded');
    assert.match(await readFile(succeeded ?? '', 'utf8'), new RegExp(String(one?.['Id'])), 'the id is kept');
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
    assert.match((await run('policy')).stdout, /: only deletions need confirmation \(full\)\.\n/);
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

  it('is not loosened by an answer to a question that another program made outdated', async () => {
    const { policies } = setup.core;
    const limit = ['policy', '--max-rows', '1000', '--allow', 'Account,Contact'];
    await policies.set(setup.orgId, { access: 'full', allowObjects: ['Account'] });
    const { code, stderr } = await runCli(setup, limit, {
      answers: [
        async () => {
          await policies.set(setup.orgId, { access: 'readOnly', allowObjects: ['Account'] });
          return user;
        },
        () => user,
      ],
    });
    assert.equal(code, 0, stderr);
    const [first = '', second = ''] = stderr.split('Type ');
    assert.match(first, /\(full\)\.\nAllowed objects: Account\./);
    assert.match(second, /read-only \(readOnly\)/, 'the second question shows what it is about');
    const kept = { access: 'readOnly', maxRows: 1000, allowObjects: ['Account', 'Contact'] };
    assert.deepEqual(await policies.of(setup.orgId), kept);
  });

  it('is not loosened, and nothing is sent, when stdin ends at the question: it says so and exits with 2', async () => {
    const { policies } = setup.core;
    await policies.set(setup.orgId, { access: 'confirm' });
    const loosened = await runCli(setup, ['policy', '--default'], { endsInput: true });
    assert.equal(loosened.code, 2, loosened.stderr);
    assert.match(loosened.stderr, /to continue: \nThe text that you typed is not the name/);
    assert.deepEqual(await policies.of(setup.orgId), { access: 'confirm' });
    const file = await setup.csv('ids.csv', 'Id\n001000000000001AAA\n');
    for (const [words, question] of [
      [['load', file, '-s', 'Account', '--operation', 'update'], 'Continue\\? \\[y/N\\]'],
      [['load', file, '-s', 'Account', '--hard-delete'], 'to continue:'],
    ] as const) {
      const { code, stderr } = await runCli(setup, words, { endsInput: true });
      assert.equal(code, 2, stderr);
      assert.match(stderr, new RegExp(`${question} \nNot confirmed, so this was not sent to ${user}: `));
    }
    assert.deepEqual(setup.core.jobs.list(), []);
  });

  it('stays as another program set it when the new question is not answered', async () => {
    const { policies } = setup.core;
    const strict = { access: 'readOnly', maxRows: 5 } as const;
    await policies.set(setup.orgId, { access: 'confirm' });
    const { code } = await runCli(setup, ['policy', '--default'], {
      answers: [
        async () => {
          await policies.set(setup.orgId, strict);
          return user;
        },
        () => '',
      ],
    });
    assert.equal(code, 2);
    assert.deepEqual(await policies.of(setup.orgId), strict);
  });

  if (process.platform === 'win32') process.stdout.write('Links need a privilege on Windows.\n');
  else
    it('blocks writes when its file is a link to a missing file, until it is set again', async () => {
      const folder = join(setup.folder, 'policies');
      await mkdir(folder, { recursive: true });
      await symlink(join(setup.folder, 'missing-drive'), join(folder, `${setup.orgId.split('-')[0]}.json`));
      const refused = await load('--yes');
      assert.deepEqual([refused.code, /cannot be read, so nothing is written/.test(refused.stderr)], [2, true]);
      assert.equal(await moss(), 0);
      assert.equal((await run('policy', '--access', 'full', '--confirm-org', user)).code, 0);
      assert.equal((await load()).code, 0);
    });

  it('prints the journal for people and for scripts', async () => {
    const none = await run('writes');
    assert.deepEqual([none.stdout, none.stderr], ['', 'No writes yet.\n']);
    await load('--yes');
    await setup.core.policies.set(setup.orgId, { access: 'readOnly' });
    await load();
    const { stdout } = await run('writes');
    const [rejected = '', done = ''] = stdout.split('\n');
    assert.match(
      rejected,
      /^\d{4}-\d\d-\d\dT.*Z\trejected\tinsert\tContact\t\t\t\t\t\tadmin@\S+\tadmin@\S+\tcommand line\t\tpolicy\.readOnly$/,
    );
    assert.match(done, /\tcompleted\tinsert\tContact\t2\t2\t0\t0\t0\tadmin@\S+\tadmin@\S+\tcommand line\t\d{8}-\S+\t$/);
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
