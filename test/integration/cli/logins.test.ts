// Logins of the command line: the environment of a CI job, and the orgs of the Salesforce CLI.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
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

  async function count(words: readonly string[], environment: Readonly<Record<string, string>>): Promise<Ran> {
    const { SF_INSTANCE_URL: _url, SF_ACCESS_TOKEN: _token, ...inherited } = home.environment;
    const script = join(process.cwd(), 'dist', 'kinetic.js');
    const child = spawn(process.execPath, [script, 'query', 'SELECT COUNT() FROM Account', ...words], {
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
    const { code, stderr } = await count(['--target-org', 'prod'], {});
    assert.equal(code, 2);
    assert.match(stderr, /The Salesforce CLI has no org “prod”\. Its orgs: dev\./);
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
