// What a login or a call carries stays between us and Salesforce, even if the server repeats it.
import { strict as assert } from 'node:assert';
import { inspect } from 'node:util';
import { generateKeyPairSync } from 'node:crypto';
import type { LoginSpec } from '../../../src/core/auth/orgs';
import { quietTask } from '../../../src/core/kernel/task';
import type { HttpRequest, HttpTransport } from '../../../src/core/ports';
import { createHttpTransport } from '../../../src/node/httpTransport';
import { createRedirectListener, type Browser } from '../../../src/node/redirectListener';
import { practicePassword } from '../../../src/practice/login/token';
import { createManualClock, type ManualClock } from '../../fakes/manualClock';
import { openLoginSetup, type LoginSetup } from '../setup/loginSetup';

const task = quietTask();
const app = { consumerKey: 'canary app', consumerSecret: 'opaque consumer secret', rotatesRefreshTokens: true };
const passphrase = 'opaque passphrase';
const { privateKey: privateKeyPem, publicKey: publicKeyPem } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

/** A transport that remembers every secret it was given to send. */
function overhear(): { readonly transport: HttpTransport; readonly carried: Set<string> } {
  const inner = createHttpTransport();
  const carried = new Set<string>();
  const note = ({ headers, body }: HttpRequest): void => {
    if (headers['Authorization']) carried.add(headers['Authorization'].replace('Bearer ', ''));
    if (headers['Content-Type'] !== 'application/x-www-form-urlencoded') return;
    const open = ['grant_type', 'client_id', 'username', 'redirect_uri'];
    for (const [name, value] of new URLSearchParams(body as string)) if (!open.includes(name)) carried.add(value);
  };
  return { transport: { send: (request) => (note(request), inner.send(request)) }, carried };
}

describe('secrets on the wire', () => {
  let setup: LoginSetup;
  let clock: ManualClock;
  let carried: Set<string>;
  const thrown: unknown[] = [];

  const browser: Browser = {
    toExternal: async (uri) => {
      setup.practice.org.apps.register({ ...app, callbackUrls: [uri] });
      return uri;
    },
    show: async (url) => void (await fetch(url)).text(),
  };
  beforeEach(async () => {
    const ear = overhear();
    clock = createManualClock();
    carried = ear.carried;
    thrown.length = 0;
    const redirects = createRedirectListener(browser);
    setup = await openLoginSetup({ seedAccounts: 1 }, 0, {
      transport: ear.transport,
      redirects,
      clock,
    });
    setup.practice.org.apps.register({ ...app, publicKeyPem, runAsUsername: setup.practice.username });
  });
  afterEach(() => setup.close());

  const signIn = (): Record<string, LoginSpec> => {
    const loginUrl = setup.practice.url;
    const clientId = app.consumerKey;
    const username = setup.practice.username;
    const secret = { clientSecret: app.consumerSecret };
    const securityToken = 'OpaqueSecurityToken';
    return {
      'username and password': {
        login: 'password',
        loginUrl,
        clientId,
        username,
        password: practicePassword,
        securityToken,
        ...secret,
      },
      'client credentials': { login: 'clientCredentials', loginUrl, clientId, ...secret },
      'a signed assertion': { login: 'jwt', loginUrl, clientId, username, privateKeyPem, passphrase },
      'a browser': { login: 'web', loginUrl, clientId, callbackPort: 0, ...secret },
      'an access token': { login: 'accessToken', instanceUrl: loginUrl, accessToken: 'opaque access token' },
    };
  };
  const fails = (work: Promise<unknown>): Promise<void> => assert.rejects(work, (error) => thrown.push(error) > 0);
  const leakedNothing = async (): Promise<void> => {
    assert.ok(thrown.length > 0 && carried.size > 0);
    const orgs = [await setup.orgs.list(), setup.secrets.all()['kinetic.orgs']];
    const shown = [thrown, setup.log.lines, orgs]
      .map((one) => inspect(one, { depth: 12, showHidden: true }))
      .join('\n');
    assert.match(shown, /\[secret\]/, 'the server repeated it');
    for (const secret of [...carried, privateKeyPem.slice(60, 100), passphrase])
      assert.ok(!shown.includes(secret), `${secret} in ${shown}`);
  };

  for (const way of ['username and password', 'client credentials', 'a signed assertion', 'a browser'])
    it(`are in no error and no log when a login with ${way} is rejected with an echo of it`, async () => {
      setup.practice.faults.add({ path: '*/oauth2/token', times: 0, action: { kind: 'echo', status: 400 } });
      await fails(setup.orgs.add(signIn()[way]!, task));
      await leakedNothing();
    });

  it('are in no error and no log when the session is rejected with an echo of it', async () => {
    setup.practice.faults.add({ path: '/services/data*', action: { kind: 'echo', status: 400 } });
    await fails(setup.orgs.add(signIn()['an access token']!, task));
    await leakedNothing();
  });

  it('are in no error and no log when a renewal, a call or a logout is answered with an echo', async () => {
    const { orgId } = await setup.orgs.add(signIn()['a browser']!, task);
    const client = await setup.orgs.client(orgId);
    setup.practice.org.sessions.endWhere(() => true);
    for (const path of ['*/oauth2/token', '*/oauth2/revoke', '*/limits'])
      setup.practice.faults.add({
        path,
        times: 2,
        nth: path === '*/limits' ? 2 : 1,
        action: { kind: 'echo', status: 400 },
      });
    const limits = { method: 'GET', path: '/services/data/v{v}/limits', repeat: 'safe' } as const;
    const ended = fails(client.send(limits, task));
    await clock.wakeNext();
    await ended;
    await fails(client.send(limits, task));
    await setup.orgs.remove(orgId, { revoke: true }, task);
    await leakedNothing();
  });

  for (const [what, answer] of [
    ['is not JSON', (token: string) => `${token} is what you sent`],
    ['was cut off inside the token', (token: string) => `{"access_token":"${token.slice(0, 12)}`],
    ['has another shape', (token: string) => JSON.stringify({ access_token: token, instance_url: 7 })],
  ] as const)
    it(`are in no error when an answer that contains them ${what}`, async () => {
      const token = app.consumerSecret;
      const action = { kind: 'answer', status: 200, body: answer(token) } as const;
      setup.practice.faults.add({ path: '*/oauth2/token', action });
      await fails(setup.orgs.add(signIn()['client credentials']!, task));
      const shown = inspect(thrown, { depth: 12, showHidden: true });
      assert.ok(!shown.includes(token.slice(0, 12)), shown);
    });

  it('are not shown when a stored login was damaged', async () => {
    const { orgId } = await setup.orgs.add(signIn()['client credentials']!, task);
    await setup.secrets.set(`kinetic.org.${orgId}`, `${app.consumerSecret}{`);
    const client = await setup.orgs.client(orgId);
    await fails(client.send({ method: 'GET', path: '/services/data', repeat: 'safe' }, task));
    const shown = inspect(thrown, { depth: 12, showHidden: true });
    assert.match(shown, /login\.signedOut/);
    assert.ok(!shown.includes(app.consumerSecret.slice(0, 6)), shown);
  });
});
