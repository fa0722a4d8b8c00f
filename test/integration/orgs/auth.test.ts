// Logins over real sockets with real signatures, against an org that rejects what Salesforce rejects.
import { strict as assert } from 'node:assert';
import { generateKeyPairSync } from 'node:crypto';
import type { LoginSpec } from '../../../src/core/auth/orgs';
import { SalesforceError } from '../../../src/core/errors/salesforceError';
import { quietTask } from '../../../src/core/kernel/task';
import { openLoginSetup, type LoginSetup } from '../setup/loginSetup';

const task = quietTask();
const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicKeyPem = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const passphrase = 'open sesame';
const pem = pair.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }).toString();
const strangePem = stranger.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const open = { consumerKey: '3MVG9open', publicKeyPem };
const closed = { consumerKey: '3MVG9closed', publicKeyPem, approvedUsernames: [] };

const refusedWith = (code: string) => (error: unknown) => {
  assert.ok(error instanceof SalesforceError, String(error));
  assert.equal(error.code, code, error.message);
  assert.doesNotMatch(error.message, /\{\w+\}/);
  return true;
};

describe('logging in to the practice org', () => {
  let setup: LoginSetup;
  const jwt = (more: Partial<Extract<LoginSpec, { login: 'jwt' }>> = {}): LoginSpec => ({
    login: 'jwt',
    loginUrl: setup.practice.url,
    clientId: open.consumerKey,
    username: setup.practice.username,
    privateKeyPem: pem,
    passphrase,
    ...more,
  });

  beforeEach(async () => {
    setup = await openLoginSetup({ apps: [open, closed], seedAccounts: 3 });
  });
  afterEach(() => setup.close());

  it('works with its token, and returns the user, the kind of org and the version', async () => {
    const { org } = await setup.admin();
    assert.equal(org.username, setup.practice.username);
    assert.equal(org.kind, 'practice');
    assert.equal(org.apiVersion, '66.0');
    assert.match(org.orgId, /^00D\w{15}-005\w{15}$/);
  });

  it('works with an access token like any other org', async () => {
    const { url, accessToken } = setup.practice;
    const org = await setup.orgs.add({ login: 'accessToken', instanceUrl: url, accessToken }, task);
    assert.notEqual(org.kind, 'practice');
    assert.equal(org.login, 'accessToken');
  });

  it('rejects a token that it did not issue', async () => {
    const spec = {
      login: 'accessToken',
      instanceUrl: setup.practice.url,
      accessToken: '00D5g000004CanA!AQ4AQwrong',
    } as const;
    await assert.rejects(setup.orgs.add(spec, task), refusedWith('login.refused'));
    assert.deepEqual(await setup.orgs.list(), []);
  });

  it('works with a signed assertion and an encrypted key', async () => {
    const org = await setup.orgs.add(jwt(), task);
    assert.equal(org.username, setup.practice.username);
    assert.equal(org.login, 'jwt');
  });

  it('signs again when its sessions have expired while it works', async () => {
    const { orgId } = await setup.orgs.add(jwt(), task);
    const client = await setup.orgs.client(orgId);
    setup.practice.faults.add({ path: '/services/data/v66.0/limits', action: { kind: 'expireSessions' } });
    const asked = [1, 2, 3].map(() =>
      client.json({ method: 'GET', path: '/services/data/v{v}/limits', repeat: 'safe' }, Boolean, task),
    );
    assert.deepEqual(await Promise.all(asked), [true, true, true]);
    const logins = setup.practice.requests.all.filter(({ path }) => path.endsWith('/oauth2/token')).length;
    assert.equal(logins, 2, 'one login at first, one for all three');
  });

  it('ends a token session for good, with the advice to sign in again', async () => {
    const { org } = await setup.admin();
    const client = await setup.orgs.client(org.orgId);
    setup.practice.faults.add({ path: '*/limits', action: { kind: 'expireSessions' } });
    const asked = client.send({ method: 'GET', path: '/services/data/v{v}/limits', repeat: 'safe' }, task);
    await assert.rejects(
      asked,
      (error) => refusedWith('login.expired')(error) && (error as SalesforceError).advice === 'signInAgain',
    );
  });

  it('says what is wrong with an app, an audience, a user or a key', async () => {
    await assert.rejects(setup.orgs.add(jwt({ clientId: closed.consumerKey }), task), refusedWith('login.notApproved'));
    await assert.rejects(
      setup.orgs.add(jwt({ audience: 'https://test.salesforce.com' }), task),
      refusedWith('login.badAudience'),
    );
    await assert.rejects(setup.orgs.add(jwt({ clientId: 'unknown' }), task), refusedWith('login.unknownApp'));
    await assert.rejects(
      setup.orgs.add(jwt({ username: 'unknown@example.com' }), task),
      refusedWith('login.notApproved'),
    );
    await assert.rejects(setup.orgs.add(jwt({ privateKeyPem: strangePem }), task), refusedWith('login.refused'));
    await assert.rejects(setup.orgs.add(jwt({ passphrase: 'wrong' }), task), refusedWith('login.badKey'));
  });

  it('revokes a session when signing out', async () => {
    const { org } = await setup.admin();
    await setup.orgs.remove(org.orgId, { revoke: true }, task);
    await assert.rejects(setup.admin(), refusedWith('login.refused'));
  });

  it('writes no tokens, keys or assertions into logs or lists', async () => {
    await setup.admin();
    await setup.orgs.add(jwt(), task);
    await assert.rejects(setup.orgs.add(jwt({ clientId: 'unknown' }), task));
    const logged = JSON.stringify([setup.log.lines, await setup.orgs.list(), setup.secrets.all()['kinetic.orgs']]);
    for (const secret of [setup.practice.accessToken, 'PRIVATE KEY', passphrase, 'eyJ'])
      assert.ok(!logged.includes(secret), secret);
  });
});

describe('a clock that is wrong', () => {
  it('does not prevent a login: the assertion is signed with the time of the server', async () => {
    const setup = await openLoginSetup({ apps: [open], seedAccounts: 0 }, -3_600_000);
    const spec = {
      login: 'jwt',
      loginUrl: setup.practice.url,
      clientId: open.consumerKey,
      username: setup.practice.username,
    } as const;
    try {
      assert.equal((await setup.orgs.add({ ...spec, privateKeyPem: pem, passphrase }, task)).login, 'jwt');
      assert.equal(setup.practice.requests.counts['POST /services/oauth2/token'], 2);
    } finally {
      await setup.close();
    }
  });
});
