// Logins of the command line: the environment of a CI job, and the orgs of the Salesforce CLI.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Failure } from '../../../src/cli/failure';
import { testApp } from '../../../src/practice/org/apps';
import { startPracticeOrg, type PracticeOrg } from '../../../src/practice/practice';
import { createCliHome, type CliHome } from '../setup/cliFiles';

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

describe('logins of the command line', function () {
  this.timeout(240_000);
  let practice: PracticeOrg;
  let home: CliHome;
  before(async () => {
    practice = await startPracticeOrg({ seedAccounts: 3 });
    practice.org.apps.register({ consumerKey: testApp.consumerKey, runAsUsername: practice.username });
    home = await createCliHome();
    await home.addLogin({
      username: practice.username,
      orgId: practice.orgId,
      instanceUrl: practice.url,
      loginUrl: practice.url,
      accessToken: practice.accessToken,
    });
    await home.setAliases({ dev: practice.username });
  });
  after(async () => {
    await practice.close();
    await home.remove();
  });

  const count = (words: readonly string[], environment: Readonly<Record<string, string>>): Promise<Ran> =>
    run(['query', 'SELECT COUNT() FROM Account', ...words], environment);

  async function run(words: readonly string[], environment: Readonly<Record<string, string>>): Promise<Ran> {
    const { SF_INSTANCE_URL: _url, SF_ACCESS_TOKEN: _token, ...inherited } = home.environment;
    const script = join(process.cwd(), 'dist', 'kinetic.js');
    const child = spawn(process.execPath, [script, ...words], {
      env: { ...inherited, KINETIC_HOME: home.environment['HOME'], KINETIC_LOG: 'debug', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const texts = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => (texts.stdout += String(chunk)));
    child.stderr.on('data', (chunk) => (texts.stderr += String(chunk)));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, ...texts };
  }
  const works = (ran: Ran): void => {
    assert.equal(ran.code, 0, ran.stderr);
    assert.equal(ran.stdout, 'count\n3\n');
  };
  it('is that of a practice org that runs, by its name or ID, and each is listed', async () => {
    const folder = join(home.environment['HOME'] ?? '', 'practice');
    const first = await startPracticeOrg({ folder, name: 'Practice org', seedAccounts: 1 });
    const orgId = '00D5e0000YI61cWEQR';
    const second = await startPracticeOrg({ folder, orgId, name: 'Practice org 2', seedAccounts: 2 });
    try {
      assert.equal((await count(['-o', 'Practice org'], {})).stdout, 'count\n1\n');
      assert.equal((await count(['-o', 'practice org 2'], {})).stdout, 'count\n2\n');
      assert.equal((await count(['--target-org', orgId], {})).stdout, 'count\n2\n');
      assert.equal((await count([], { SF_TARGET_ORG: 'Practice org 2' })).stdout, 'count\n2\n');
      const listed = JSON.parse((await run(['orgs', '--json'], {})).stdout) as readonly { readonly url?: string }[];
      const entryOf = ({ url }: PracticeOrg): unknown => listed.find((one) => one.url === url);
      assert.deepEqual(entryOf(first), { option: '-o "Practice org"', login: 'practice org', url: first.url });
      assert.deepEqual(entryOf(second), { option: '-o "Practice org 2"', login: 'practice org', url: second.url });
    } finally {
      await first.close();
      await second.close();
    }
    const { code, stderr } = await count(['-o', 'Practice org 2'], {});
    assert.equal(code, 2, stderr);
    assert.match(stderr, /Practice org 2/);
  });

  it('is in the command that continues a job, as it was named, and is not offered where it has stopped', async () => {
    const folder = join(home.environment['HOME'] ?? '', 'practice');
    const second = await startPracticeOrg({ folder, orgId: '00D5e0000YI61cWEQR', name: 'Practice org 2' });
    const file = join(home.environment['HOME'] ?? '', 'bad.csv');
    await writeFile(file, 'Name\n""\n');
    const load = ['load', file, '--object', 'Account'];
    try {
      const { stdout } = await run([...load, '-o', 'Practice org 2'], {});
      const [, jobId = ''] = /^To send them again: kinetic retry (\S+) -o "Practice org 2"$/m.exec(stdout) ?? [];
      const shown = await run(['job', jobId], {});
      assert.match(shown.stdout, new RegExp(`^To send them again: kinetic retry ${jobId} -o "Practice org 2"$`, 'm'));
      const again = await run(['retry', jobId, '-o', 'Practice org 2'], {});
      assert.match(again.stdout, /^Completed: 1 row, 0 succeeded, 1 failed/, again.stderr);
      const alias = await run([...load, '-o', 'dev'], {});
      assert.match(alias.stdout, /^To send them again: kinetic retry \S+ -o dev$/m);
      const own = await run([...load, '--practice'], {});
      assert.doesNotMatch(own.stdout, /kinetic retry/);
      assert.match(own.stdout, /^The practice org stops with this command, so the job cannot be continued\./m);
    } finally {
      await second.close();
    }
  });

  it('of a practice org has the name of that org, in what is said and in what has to be typed', async () => {
    const folder = join(home.environment['HOME'] ?? '', 'practice');
    const second = await startPracticeOrg({ folder, orgId: '00D5e0000YI61cWEQR', name: 'Practice org 2' });
    const file = join(home.environment['HOME'] ?? '', 'ids.csv');
    await writeFile(file, 'Id\n001000000000001AAA\n');
    const load = ['load', file, '-s', 'Account', '--hard-delete', '-o', 'practice org 2'];
    try {
      const refused = await run(load, {});
      assert.equal(refused.code, 2);
      assert.match(refused.stderr, /for Practice org 2, .* add --confirm-org "Practice org 2"\./);
      const { stdout, stderr } = await run([...load, '--confirm-org', 'Practice org 2'], {});
      assert.match(stdout, /1 row/, stderr);
      assert.doesNotMatch(stderr, /not the name/);
    } finally {
      await second.close();
    }
  });

  const app = () => ({
    SF_LOGIN_URL: practice.url,
    SF_CLIENT_ID: testApp.consumerKey,
    SF_CLIENT_SECRET: testApp.consumerSecret,
  });

  it('works with an org of the Salesforce CLI, by alias or username', async () => {
    works(await count(['--target-org', 'dev'], {}));
    works(await count(['-o', practice.username], {}));
  });

  it('lists the orgs of the Salesforce CLI when it does not know the requested one', async () => {
    const { code, stdout, stderr } = await count(['--target-org', 'prod', '--json'], {});
    assert.equal(code, 2);
    assert.equal((JSON.parse(stdout) as Failure).error.code, 'login.unknownOrg');
    assert.match(
      stderr,
      /The Salesforce CLI has no org “prod”\. Its orgs: dev\.\nFor the orgs that you can use, run: kinetic orgs\n$/,
    );
  });

  describe('without --target-org', () => {
    const twoLogins = async (): Promise<void> => {
      await home.addLogin({
        username: 'other@acme.example',
        orgId: '00D5e0000000009EAA',
        instanceUrl: 'https://acme.my.salesforce.com',
        accessToken: 'none',
      });
    };
    before(twoLogins);

    it('works with the org that SF_TARGET_ORG names, by alias or username', async () => {
      works(await count([], { SF_TARGET_ORG: 'dev' }));
      works(await count([], { SF_TARGET_ORG: practice.username }));
      const { code, stdout } = await count(['--json'], { SF_TARGET_ORG: 'prod' });
      assert.deepEqual([code, (JSON.parse(stdout) as Failure).error.code], [2, 'login.unknownOrg']);
    });

    it('prefers the option, and a whole login in variables', async () => {
      works(await count(['-o', 'dev'], { SF_TARGET_ORG: 'other@acme.example' }));
      works(await count([], { ...app(), SF_TARGET_ORG: 'other@acme.example' }));
    });

    it('works with the default org of the Salesforce CLI, and says which one it is', async () => {
      assert.equal((await count([], {})).code, 2);
      await home.setDefault('dev');
      const ran = await count([], {});
      works(ran);
      assert.match(ran.stderr, /^Org: .+ \(the default org of the Salesforce CLI\)$/m);
      assert.doesNotMatch((await count(['-o', 'dev'], {})).stderr, /^Org:/m);
      assert.match((await count([], { SF_CLIENT_SECRET: 'x' })).stderr, /also set SF_LOGIN_URL and SF_CLIENT_ID/);
    });

    it('lists what it can use with “orgs”, and where the others are', async () => {
      await home.setDefault('dev');
      const ran = await run(['orgs'], app());
      const [variables = '', ...others] = ran.stdout.trimEnd().split('\n');
      assert.equal(ran.code, 0, ran.stderr);
      assert.equal(variables, `(variables)\t\t\tclient credentials\t${practice.url}`);
      assert.ok(others.includes(`-o dev\t${practice.username}\tdefault\tSalesforce CLI\t${practice.url}`), ran.stdout);
      assert.ok(others.some((line) => line.startsWith('-o other@acme.example\tother@acme.example\t')));
      assert.equal(others.at(-1), '--practice\t\t\tpractice org');
      assert.match(ran.stderr, /in VS Code’s secret storage/);
      const listed = JSON.parse((await run(['orgs', '--json'], {})).stdout) as {
        option: string;
        isDefault?: boolean;
      }[];
      assert.deepEqual(listed.map(({ option, isDefault = false }) => [option, isDefault]).sort(), [
        ['--practice', false],
        ['-o dev', true],
        ['-o other@acme.example', false],
      ]);
    });
  });

  it('works with client credentials, and with the legacy password', async () => {
    works(await count([], app()));
    const user = { SF_USERNAME: practice.username, SF_PASSWORD: 'practice-password' };
    works(await count([], { ...app(), ...user, SF_SECURITY_TOKEN: 'PRACTICETOKEN' }));
  });

  it('says what is missing or wrong, without a secret even in its most detailed log', async () => {
    const missing = await count([], { SF_CLIENT_SECRET: 'CanarySecret' });
    assert.equal(missing.code, 2);
    assert.match(missing.stderr, /also set SF_LOGIN_URL and SF_CLIENT_ID/);
    const wrong = await count([], { ...app(), SF_CLIENT_SECRET: 'CanarySecret' });
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /consumer secret/);
    assert.doesNotMatch(missing.stderr + missing.stdout + wrong.stderr + wrong.stdout, /CanarySecret/);
  });

  it('uses the API version that is set', async () => {
    practice.requests.clear();
    works(await count([], { ...app(), SF_API_VERSION: '60' }));
    assert.ok(practice.requests.all.some(({ path }) => path.startsWith('/services/data/v60.0/query')));
  });
});
