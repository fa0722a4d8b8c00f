// Logins with a browser: PKCE, a server on loopback, rotating refresh tokens, and every way to be rejected.
import { strict as assert } from 'node:assert';
import type { LoginSpec } from '../../../src/core/auth/orgs';
import { SalesforceError } from '../../../src/core/errors/salesforceError';
import { quietTask, CancelReason } from '../../../src/core/kernel/task';
import { createRedirectListener, type Browser } from '../../../src/node/redirectListener';
import type { AppSpec } from '../../../src/practice/org/apps';
import { createManualClock, type ManualClock } from '../../fakes/manualClock';
import { createMemorySecrets } from '../../fakes/memorySecrets';
import { openLoginSetup, type LoginSetup } from '../setup/loginSetup';

const task = quietTask();
const limits = { method: 'GET', path: '/services/data/v{v}/limits', repeat: 'safe' } as const;

describe('signing in with a browser', () => {
  let setup: LoginSetup;
  /** The settings of the app for the next login. Its callback URL becomes the address of the server. */
  let app: Partial<AppSpec>;
  /** What the user does on the login page. */
  let visit: (url: string) => Promise<unknown>;
  let urls: URL[];
  let clock: ManualClock;
  const web = (more: Partial<Extract<LoginSpec, { login: 'web' }>> = {}): LoginSpec => ({
    login: 'web',
    loginUrl: setup.practice.url,
    clientId: 'web app',
    callbackPort: 0,
    ...more,
  });

  const browser: Browser = {
    toExternal: async (uri) => {
      setup.practice.org.apps.register({ consumerKey: 'web app', callbackUrls: [uri], ...app });
      return uri;
    },
    show: async (url) => {
      urls.push(new URL(url));
      await visit(url);
    },
  };

  beforeEach(async () => {
    app = {};
    urls = [];
    visit = async (url) => (await fetch(url)).text();
    clock = createManualClock();
    setup = await openLoginSetup({ seedAccounts: 3 }, 0, { redirects: createRedirectListener(browser), clock });
  });
  afterEach(() => setup.close());

  const refused = async (spec: LoginSpec, code: string): Promise<SalesforceError> => {
    let caught: unknown;
    await assert.rejects(setup.orgs.add(spec, task), (error) => Boolean((caught = error)));
    assert.ok(caught instanceof SalesforceError, String(caught));
    assert.equal(caught.code, code, caught.message);
    assert.doesNotMatch(caught.message, /\{\w+\}/);
    assert.deepEqual(await setup.orgs.list(), []);
    return caught;
  };
  const secretOf = (orgId: string): Record<string, Record<string, string>> =>
    JSON.parse(setup.secrets.all()[`kinetic.org.${orgId}`] ?? '{}') as Record<string, Record<string, string>>;

  it('ends in an org, with a proof that no other program can give', async () => {
    const org = await setup.orgs.add(web(), task);
    assert.equal(org.login, 'web');
    assert.equal(org.username, setup.practice.username);
    const query = urls[0]!.searchParams;
    assert.equal(query.get('code_challenge_method'), 'S256');
    assert.match(query.get('code_challenge') ?? '', /^[\w-]{43}$/);
    assert.ok((query.get('state') ?? '').length >= 43);
    assert.equal(query.get('scope'), 'api refresh_token');
    assert.equal((await setup.orgs.add(web(), task)).orgId, org.orgId);
    assert.notEqual(urls[1]!.searchParams.get('state'), query.get('state'));
  });

  it('is renewed by its refresh token, once for all callers', async () => {
    const { orgId } = await setup.orgs.add(web(), task);
    const client = await setup.orgs.client(orgId);
    setup.practice.org.sessions.endWhere(() => true);
    const asked = [1, 2, 3].map(() => client.json(limits, Boolean, task));
    assert.deepEqual(await Promise.all(asked), [true, true, true]);
    assert.equal(setup.practice.requests.counts['POST /services/oauth2/token'], 2);
  });

  it('saves a rotated refresh token before it uses the new session', async () => {
    app = { rotatesRefreshTokens: true };
    const { orgId } = await setup.orgs.add(web(), task);
    const client = await setup.orgs.client(orgId);
    const before = secretOf(orgId);
    for (let round = 0; round < 3; round += 1) {
      setup.practice.org.sessions.endWhere(() => true);
      assert.equal(await client.json(limits, Boolean, task), true);
    }
    const after = secretOf(orgId);
    assert.notEqual(after['credential']!['refreshToken'], before['credential']!['refreshToken']);
  });

  it('continues with the token that another window renewed, if refresh tokens rotate', async () => {
    app = { rotatesRefreshTokens: true };
    const { orgId } = await setup.orgs.add(web(), task);
    const other = await openLoginSetup({}, 0, { secrets: setup.secrets });
    const mine = await setup.orgs.client(orgId);
    const theirs = await other.orgs.client(orgId);
    await Promise.all([mine.json(limits, Boolean, task), theirs.json(limits, Boolean, task)]);
    setup.practice.org.sessions.endWhere(() => true);
    assert.equal(await mine.json(limits, Boolean, task), true);
    assert.equal(await theirs.json(limits, Boolean, task), true);
    await other.close();
  });

  it('ends for good, with the advice to sign in again, when the refresh token was revoked', async () => {
    const { orgId } = await setup.orgs.add(web(), task);
    const client = await setup.orgs.client(orgId);
    await revoke(secretOf(orgId)['credential']!['refreshToken']!);
    const refused = assert.rejects(
      client.json(limits, Boolean, task),
      (error) => error instanceof SalesforceError && error.code === 'login.expired' && error.advice === 'signInAgain',
    );
    assert.equal(await clock.wakeNext(), 2000, 'another window might have used it');
    await refused;
  });

  it('revokes session and refresh token when signing out', async () => {
    const { orgId } = await setup.orgs.add(web(), task);
    const { session, credential } = secretOf(orgId);
    await setup.orgs.remove(orgId, { revoke: true }, task);
    assert.equal(setup.practice.org.sessions.find(session!['accessToken']!), undefined);
    assert.equal((await revoke(credential!['refreshToken']!)).status, 400, 'nothing is left to revoke');
  });

  const revoke = (token: string): Promise<Response> =>
    fetch(`${setup.practice.url}/services/oauth2/revoke?${new URLSearchParams({ token }).toString()}`);

  it('says what is wrong with an app that the org does not allow', async () => {
    app = { approvedUsernames: [] };
    await refused(web(), 'login.notApproved');
    app = { blockedWith: 'OAUTH_APP_BLOCKED' };
    assert.match((await refused(web(), 'login.appBlocked')).message, /Connected Apps OAuth Usage/);
    app = { blockedWith: 'OAUTH_APP_ACCESS_DENIED' };
    assert.match((await refused(web(), 'login.appNotInstalled')).message, /install/);
  });

  it('says that the user denied access', async () => {
    visit = async (url) => (await fetch(`${url}&practice_deny=1`)).text();
    await refused(web(), 'login.denied');
  });

  it('says which callback URL the app needs when the browser stops at redirect_uri_mismatch', async () => {
    app = { callbackUrls: ['http://localhost:9/OauthRedirect'] };
    let page = '';
    visit = async (url) => {
      page = await (await fetch(url)).text();
      assert.equal(await clock.wakeNext(), 120_000);
    };
    const error = await refused(web(), 'login.timedOut');
    assert.match(page, /redirect_uri_mismatch/);
    assert.match(error.message, /http:\/\/localhost:\d+\/OauthRedirect/);
  });

  it('accepts no code for another proof or another app', async () => {
    const stolen = async (change: (url: URL) => void): Promise<string> => {
      visit = async (url) => {
        const other = new URL(url);
        change(other);
        await (await fetch(other)).text();
      };
      return (await refused(web(), 'login.badCode')).message;
    };
    assert.match(
      await stolen((url) => url.searchParams.set('code_challenge', 'A'.repeat(43))),
      /invalid code verifier/,
    );
  });

  it('ends when the user cancels, and leaves no port open', async () => {
    const stop = new AbortController();
    let port = '';
    visit = async (url) => {
      port = new URL(new URL(url).searchParams.get('redirect_uri') ?? '').port;
      stop.abort(new CancelReason('user'));
    };
    await assert.rejects(setup.orgs.add(web(), quietTask(stop.signal)), { name: 'AbortError' });
    await assert.rejects(fetch(`http://127.0.0.1:${port}/OauthRedirect`));
  });

  it('is not offered where no browser can be opened', async () => {
    const bare = await openLoginSetup({ seedAccounts: 0 }, 0, { secrets: createMemorySecrets() });
    await assert.rejects(
      bare.orgs.add(web(), task),
      (error) => error instanceof SalesforceError && error.code === 'login.noBrowser',
    );
    await bare.close();
  });

  it('writes no code, proof, state or token into log, list or error', async () => {
    const { orgId } = await setup.orgs.add(web(), task);
    const { session, credential } = secretOf(orgId);
    visit = async (url) => (await fetch(`${url}&practice_deny=1`)).text();
    const error = await setup.orgs.add(web(), task).catch((thrown: unknown) => thrown as SalesforceError);
    const logged = JSON.stringify([
      setup.log.lines,
      await setup.orgs.list(),
      error,
      error instanceof Error ? error.message : '',
    ]);
    const states = urls.map((url) => url.searchParams.get('state') ?? '');
    for (const secret of [session!['accessToken']!, credential!['refreshToken']!, ...states, 'aPrx', 'code_verifier='])
      assert.ok(!logged.includes(secret), secret);
  });
});
