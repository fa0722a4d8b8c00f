// The orgs of the Salesforce CLI: found, listed and used without the CLI itself, and renewed by its own login.
import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { SalesforceError, type CliLogins } from '../../../src/core/ports';
import { quietTask } from '../../../src/core/kernel/task';
import { createCliLogins } from '../../../src/node/dxProcess';
import { createCliHome, encrypt, type CliHome } from '../setup/cliFiles';
import { openLoginSetup, type LoginSetup } from '../setup/loginSetup';

const task = quietTask();
const limits = { method: 'GET', path: '/services/data/v{v}/limits', repeat: 'safe' } as const;

describe('the orgs of the Salesforce CLI', function () {
  this.timeout(240_000);
  let home: CliHome;
  let setup: LoginSetup;
  let logins: CliLogins;

  beforeEach(async () => {
    home = await createCliHome();
    logins = createCliLogins({
      script: join(process.cwd(), 'dist', 'dx.js'),
      environment: () => home.environment,
      idleMs: 0,
    });
    setup = await openLoginSetup({ seedAccounts: 1 }, 0, { cliLogins: logins });
  });
  afterEach(async () => {
    await setup.close();
    await home.remove();
  });

  const addLogin = (more: Readonly<Record<string, unknown>> = {}): Promise<void> =>
    home.addLogin({
      username: setup.practice.username,
      orgId: setup.practice.orgId,
      instanceUrl: setup.practice.url,
      loginUrl: setup.practice.url,
      accessToken: setup.practice.accessToken,
      ...more,
    });

  /** What `sf org login web` would have written. */
  async function addWebLogin(): Promise<void> {
    const redirectUri = 'http://localhost:1717/OauthRedirect';
    const query = new URLSearchParams({ client_id: 'PlatformCLI', redirect_uri: redirectUri, response_type: 'code' });
    const page = await fetch(`${setup.practice.url}/services/oauth2/authorize?${query.toString()}`, {
      redirect: 'manual',
    });
    const code = new URL(page.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const answer = await fetch(`${setup.practice.url}/services/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: 'PlatformCLI',
        redirect_uri: redirectUri,
        code,
      }),
    });
    const { access_token, refresh_token } = (await answer.json()) as Record<string, string>;
    await addLogin({ accessToken: access_token, refreshToken: refresh_token, clientId: 'PlatformCLI' });
  }

  it('are written by this test as the CLI writes them', () => {
    assert.equal(encrypt('hello', 'a1b2c3d4e5f6'), 'a1b2c3d4e5f66970684bbf:d04a41e3c56d0fb9f0c7b06c848ff50a');
  });

  it('are none without a login', async () => {
    assert.deepEqual(await setup.orgs.cliLogins(task), []);
  });

  it('are listed with aliases, the default org and expired ones', async () => {
    await addLogin();
    const scratch = { username: 'scratch@example.com', orgId: '00D000000000001EAA', devHubUsername: 'hub@example.com' };
    await home.addLogin({
      ...scratch,
      instanceUrl: setup.practice.url,
      expirationDate: '2020-01-01',
      accessToken: 'x',
    });
    await home.setAliases({ dev: setup.practice.username });
    await home.setDefault('dev');
    const found = [...(await setup.orgs.cliLogins(task))].sort((a, b) => (a.username < b.username ? -1 : 1));
    assert.deepEqual(found, [
      {
        username: setup.practice.username,
        orgId: setup.practice.orgId,
        instanceUrl: setup.practice.url,
        aliases: ['dev'],
        isDefault: true,
        isExpired: false,
      },
      {
        username: scratch.username,
        orgId: scratch.orgId,
        instanceUrl: setup.practice.url,
        aliases: [],
        isDefault: false,
        isExpired: true,
      },
    ]);
  });

  it('are listed even next to damaged, empty or incomplete files', async () => {
    await addLogin();
    await home.put('torn@example.com.json', '{"username":"torn@exa');
    await home.put('empty@example.com.json', '');
    await home.put('little@example.com.json', '{"username":"little@example.com"}');
    const found = await setup.orgs.cliLogins(task);
    assert.deepEqual(
      found.map(({ username, isExpired }) => [username, isExpired]).sort(),
      [
        ['little@example.com', true],
        [setup.practice.username, false],
      ].sort(),
    );
  });

  for (const [what, file, text, says] of [
    ['the aliases are', 'alias.json', '{"orgs":', /a file in .*\.sfdx is damaged/],
    ['the key is', 'key.json', '{"key":"Canary7', /none of the logins in .*\.sfdx can be read; its key\.json/],
  ] as const)
    it(`are not reported as missing when they exist and ${what} damaged`, async () => {
      await addLogin();
      await home.put(file, text);
      await assert.rejects(setup.orgs.cliLogins(task), (error) => {
        assert.ok(error instanceof SalesforceError, String(error));
        assert.equal(error.code, 'login.cli');
        assert.match(error.message, says);
        assert.doesNotMatch(error.message, /Canary7/);
        return true;
      });
    });

  it('can be used, and are renewed by the refresh token of the CLI, which the CLI keeps', async () => {
    await addWebLogin();
    const { orgId, login } = await setup.orgs.add({ login: 'cli', username: setup.practice.username }, task);
    assert.equal(login, 'cli');
    const before = await home.read(setup.practice.username);
    const client = await setup.orgs.client(orgId);
    setup.practice.org.sessions.endWhere(() => true);
    assert.equal(await client.json(limits, Boolean, task), true);
    const after = await home.read(setup.practice.username);
    assert.notEqual(after['accessToken'], before['accessToken'], 'the CLI finds the fresh session');
    assert.doesNotMatch(JSON.stringify(setup.secrets.all()), /5Aep/, 'the refresh token is not copied');
  });

  it('ask for a new login of the CLI when their session has expired for good', async () => {
    await addLogin();
    setup.practice.org.sessions.endWhere(() => true);
    await assert.rejects(setup.orgs.add({ login: 'cli', username: setup.practice.username }, task), (error) => {
      assert.ok(error instanceof SalesforceError, String(error));
      assert.equal(error.code, 'login.cli');
      assert.match(error.message, /sf org login web/);
      return true;
    });
  });

  it('are rejected by name when the CLI has no such login', async () => {
    await assert.rejects(
      setup.orgs.add({ login: 'cli', username: 'unknown@example.com' }, task),
      (error) => error instanceof SalesforceError && error.code === 'login.cli' && /unknown@/.test(error.message),
    );
  });

  it('stay logged in after a sign-out in Kinetic', async () => {
    await addLogin();
    const { orgId } = await setup.orgs.add({ login: 'cli', username: setup.practice.username }, task);
    await setup.orgs.remove(orgId, { revoke: true }, task);
    assert.ok(setup.practice.org.sessions.find(setup.practice.accessToken));
  });
});
