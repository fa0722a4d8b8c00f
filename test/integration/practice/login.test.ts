// OAuth of the practice org: every flow works with valid input, and returns Salesforce's errors otherwise.
import assert from 'node:assert/strict';
import { createHash, createSign, generateKeyPairSync } from 'node:crypto';
import { testApp } from '../../../src/practice/org/apps';
import { onlyError, startOrg, type Json, type OrgCaller } from './orgCaller';

const username = 'admin@practice.kinetic.example';
const tokenPath = '/services/oauth2/token';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicKeyPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

const base64url = (json: unknown): string => Buffer.from(JSON.stringify(json)).toString('base64url');
const sign = (claims: Json, key = privateKey, alg = 'RS256'): string => {
  const unsigned = `${base64url({ alg })}.${base64url(claims)}`;
  return `${unsigned}.${createSign('RSA-SHA256').update(unsigned).sign(key, 'base64url')}`;
};

describe('login to the practice org', () => {
  let org: OrgCaller;
  let nowMs = Date.UTC(2026, 1, 3, 10, 0, 0);
  before(async () => {
    org = await startOrg({ seedAccounts: 0, now: () => nowMs });
    const { status } = await org.json('POST', '/practice/apps', { consumerKey: testApp.consumerKey, publicKeyPem });
    assert.equal(status, 201);
  });
  after(() => org.close());

  const seconds = (offset: number): number => nowMs / 1000 + offset;
  const claims = (more?: Json): Json => ({
    iss: testApp.consumerKey,
    sub: username,
    aud: 'https://login.salesforce.com',
    exp: seconds(180),
    ...more,
  });
  const jwt = (assertion: string): Promise<{ status: number; body: Json }> =>
    org.form(tokenPath, { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion });
  const app = { client_id: testApp.consumerKey, client_secret: testApp.consumerSecret };
  const refusal = async (answer: Promise<{ status: number; body: Json }>): Promise<string> => {
    const { status, body } = await answer;
    assert.equal(status, 400);
    return `${String(body['error'])}: ${String(body['error_description'])}`;
  };
  const works = async (accessToken: unknown): Promise<number> => {
    const headers = { Authorization: `Bearer ${String(accessToken)}` };
    return (await fetch(`${org.practice.url}/services/data/v66.0/limits`, { headers })).status;
  };

  describe('with a signed assertion', () => {
    it('returns a token in the format that clients expect', async () => {
      const { status, body } = await jwt(sign(claims()));
      assert.equal(status, 200);
      assert.match(String(body['access_token']), /^00D\w{12}![.\w]{60,}$/);
      assert.equal(body['instance_url'], org.practice.url);
      assert.match(String(body['id']), /\/id\/00D\w{15}\/005\w{15}$/);
      assert.equal(body['token_type'], 'Bearer');
      assert.equal(body['issued_at'], String(nowMs));
      assert.equal(body['refresh_token'], undefined);
      assert.equal(body['expires_in'], undefined);
      assert.equal(await works(body['access_token']), 200);
    });

    it('accepts the expiration as text and in milliseconds, as known clients send it', async () => {
      assert.equal((await jwt(sign(claims({ exp: String(seconds(100)) })))).status, 200);
      assert.equal((await jwt(sign(claims({ exp: nowMs + 300 })))).status, 200);
    });

    const refused: readonly [what: string, assertion: () => string, error: string][] = [
      [
        'for another host',
        () => sign(claims({ aud: 'https://test.salesforce.com' })),
        'invalid_grant: audience is invalid',
      ],
      ['that has expired', () => sign(claims({ exp: seconds(-1) })), 'invalid_grant: expired authorization code'],
      [
        'for an unknown user',
        () => sign(claims({ sub: 'unknown@nowhere.example' })),
        "invalid_grant: user hasn't approved this consumer",
      ],
      [
        'for an inactive user',
        () => sign(claims({ sub: username.replace('admin', 'dan') })),
        'invalid_grant: user is inactive',
      ],
      ['signed with another key', () => sign(claims(), stranger), 'invalid_grant: invalid assertion'],
      ['signed with another method', () => sign(claims(), privateKey, 'HS256'), 'invalid_grant: invalid assertion'],
      ['of an unknown app', () => sign(claims({ iss: 'unknown' })), 'invalid_client_id: client identifier invalid'],
      ['that is not an assertion', () => 'rubbish', 'invalid_grant: invalid assertion'],
    ];
    for (const [what, assertion, error] of refused) {
      it(`rejects one ${what}`, async () => assert.equal(await refusal(jwt(assertion())), error));
    }

    it('rejects users that no administrator has approved', async () => {
      const consumerKey = 'restricted';
      org.practice.org.apps.register({ consumerKey, publicKeyPem, approvedUsernames: [username] });
      assert.equal((await jwt(sign(claims({ iss: consumerKey })))).status, 200);
      const other = sign(claims({ iss: consumerKey, sub: username.replace('admin', 'ben') }));
      assert.equal(await refusal(jwt(other)), "invalid_grant: user hasn't approved this consumer");
    });
  });

  describe('with username and password', () => {
    const password = { grant_type: 'password', username, password: 'practice-password', ...app };
    it('works with and without the security token, but cannot be introspected', async () => {
      const { body } = await org.form(tokenPath, password);
      assert.equal(await works(body['access_token']), 200);
      const withToken = await org.form(tokenPath, { ...password, password: 'practice-passwordPRACTICETOKEN' });
      assert.equal(withToken.status, 200);
      const looked = await org.form('/services/oauth2/introspect', { ...app, token: String(body['access_token']) });
      assert.deepEqual(looked.body, { active: false });
    });

    it('rejects a wrong password, app or secret', async () => {
      const tries: readonly [Record<string, string>, string][] = [
        [{ password: 'wrong' }, 'invalid_grant: authentication failure'],
        [{ username: 'unknown@nowhere.example' }, 'invalid_grant: authentication failure'],
        [{ client_id: 'wrong' }, 'invalid_client_id: client identifier invalid'],
        [{ client_secret: 'wrong' }, 'invalid_client: invalid client credentials'],
        [{ grant_type: 'telepathy' }, 'unsupported_grant_type: grant type not supported'],
      ];
      for (const [change, error] of tries)
        assert.equal(await refusal(org.form(tokenPath, { ...password, ...change })), error);
    });
  });

  describe('in the browser, with PKCE', () => {
    const redirect = testApp.callbackUrls[0];
    const verifier = 'v'.repeat(64);
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const ask = (more?: Record<string, string>, accept = '*/*'): Promise<Response> => {
      const query = new URLSearchParams({
        response_type: 'code',
        client_id: testApp.consumerKey,
        redirect_uri: redirect,
        scope: 'refresh_token api web',
        state: 'abc',
        code_challenge: challenge,
        ...more,
      });
      const url = `${org.practice.url}/services/oauth2/authorize?${query.toString()}`;
      return fetch(url, { redirect: 'manual', headers: { accept } });
    };
    const answerOf = (response: Response): URLSearchParams =>
      new URL(response.headers.get('location') ?? '').searchParams;
    const exchange = (code: string | null, more?: Record<string, string>): Promise<{ status: number; body: Json }> =>
      org.form(tokenPath, {
        grant_type: 'authorization_code',
        code: code ?? '',
        redirect_uri: redirect,
        code_verifier: verifier,
        client_id: testApp.consumerKey,
        ...more,
      });

    it('returns a code, then tokens with a valid refresh token', async () => {
      const answer = answerOf(await ask());
      assert.equal(answer.get('state'), 'abc');
      const { status, body } = await exchange(answer.get('code'));
      assert.equal(status, 200);
      assert.equal(await works(body['access_token']), 200);
      const renewed = await org.form(tokenPath, {
        grant_type: 'refresh_token',
        refresh_token: String(body['refresh_token']),
        ...app,
      });
      assert.equal(await works(renewed.body['access_token']), 200);
      assert.equal(renewed.body['refresh_token'], undefined);
    });

    it('lets the user choose who signs in, or deny', async () => {
      const html = await (await ask({}, 'text/html,*/*')).text();
      const links = [...html.matchAll(/href="([^"]+)"/g)].map((match) => (match[1] ?? '').replaceAll('&amp;', '&'));
      const follow = async (link: string | undefined): Promise<URLSearchParams> => {
        const init = { redirect: 'manual', headers: { accept: 'text/html' } } as const;
        return answerOf(await fetch(org.practice.url + String(link), init));
      };
      const ben = await follow(links.find((link) => link.includes('ben%40')));
      const { body } = await exchange(ben.get('code'));
      const headers = { Authorization: `Bearer ${String(body['access_token'])}` };
      const info = (await (await fetch(`${org.practice.url}/services/oauth2/userinfo`, { headers })).json()) as Json;
      assert.equal(info['preferred_username'], username.replace('admin', 'ben'));
      const denied = await follow(links.at(-1));
      assert.equal(denied.get('error'), 'access_denied');
    });

    it('rejects a wrong verifier, another redirect URI, and a used, expired or unknown code', async () => {
      const fresh = async (): Promise<string | null> => answerOf(await ask()).get('code');
      const wrong = exchange(await fresh(), { code_verifier: 'wrong' });
      assert.equal(await refusal(wrong), 'invalid_grant: invalid code verifier');
      const elsewhere = exchange(await fresh(), { redirect_uri: 'http://localhost:9/other' });
      assert.equal(await refusal(elsewhere), 'redirect_uri_mismatch: redirect_uri must match configuration');
      const code = await fresh();
      assert.equal((await exchange(code)).status, 200);
      assert.equal(await refusal(exchange(code)), 'invalid_grant: expired authorization code');
      const old = await fresh();
      nowMs += 16 * 60_000;
      assert.equal(await refusal(exchange(old)), 'invalid_grant: expired authorization code');
      assert.equal(await refusal(exchange('invented')), 'invalid_grant: invalid authorization code');
    });

    it('rejects unregistered redirect URIs without a page', async () => {
      const response = await ask({ redirect_uri: 'http://localhost:1/evil' });
      assert.equal(response.status, 400);
      assert.equal(((await response.json()) as Json)['error'], 'redirect_uri_mismatch');
    });
  });

  it('rotates refresh tokens for apps with this setting, and the old one is invalid at once', async () => {
    const consumerKey = 'rotating';
    const callback = 'http://localhost:1717/OauthRedirect';
    org.practice.org.apps.register({ consumerKey, rotatesRefreshTokens: true, callbackUrls: [callback] });
    const query = new URLSearchParams({ response_type: 'code', client_id: consumerKey, redirect_uri: callback });
    const authorize = `${org.practice.url}/services/oauth2/authorize?${query.toString()}`;
    const redirect = await fetch(authorize, { redirect: 'manual' });
    const code = new URL(redirect.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const first = await org.form(tokenPath, {
      grant_type: 'authorization_code',
      code,
      redirect_uri: callback,
      client_id: consumerKey,
    });
    const old = {
      grant_type: 'refresh_token',
      client_id: consumerKey,
      refresh_token: String(first.body['refresh_token']),
    };
    const second = await org.form(tokenPath, old);
    assert.notEqual(second.body['refresh_token'], undefined);
    assert.notEqual(second.body['refresh_token'], first.body['refresh_token']);
    assert.equal(await refusal(org.form(tokenPath, old)), 'invalid_grant: expired access/refresh token');
  });

  it('supports client credentials only for apps with a run-as user', async () => {
    const ask = (): Promise<{ status: number; body: Json }> =>
      org.form(tokenPath, { grant_type: 'client_credentials', ...app });
    assert.equal(await refusal(ask()), 'invalid_request: no client credentials user enabled');
    org.practice.org.apps.register({ ...testApp, runAsUsername: username });
    assert.equal(await works((await ask()).body['access_token']), 200);
  });

  it('rejects the revocation of an unknown token with a form, as clients expect', async () => {
    const url = `${org.practice.url}/services/oauth2/revoke`;
    const answer = await fetch(url, { method: 'POST', body: new URLSearchParams({ token: 'junk' }) });
    assert.equal(answer.status, 400);
    assert.equal(new URLSearchParams(await answer.text()).get('error'), 'unsupported_token_type');
  });

  it('revokes a token, which is then invalid', async () => {
    const token = String((await jwt(sign(claims()))).body['access_token']);
    const looked = await org.form('/services/oauth2/introspect', { ...app, token });
    assert.deepEqual([looked.body['active'], looked.body['username']], [true, username]);
    assert.equal((await org.form('/services/oauth2/revoke', { token })).status, 200);
    assert.equal(await works(token), 401);
    assert.deepEqual((await org.form('/services/oauth2/introspect', { ...app, token })).body, { active: false });
  });

  it('returns the user of a token, with a version placeholder in every URL', async () => {
    const { body } = await jwt(sign(claims()));
    const response = await fetch(String(body['id']), {
      headers: { Authorization: `Bearer ${String(body['access_token'])}` },
    });
    const identity = (await response.json()) as Json;
    assert.equal(identity['username'], username);
    assert.match(String((identity['urls'] as Json)['rest']), /\/services\/data\/v\{version\}\/$/);
    assert.equal((await fetch(String(body['id']))).status, 403);
  });

  it('returns 401 without a limit header for an ended session', async () => {
    org.practice.org.sessions.endWhere(() => true);
    const response = await org.get('limits');
    assert.equal(response.status, 401);
    assert.equal(response.headers.get('www-authenticate'), 'Token');
    assert.equal(response.headers.get('sforce-limit-info'), null);
    assert.deepEqual(onlyError(await response.json()), {
      message: 'Session expired or invalid',
      errorCode: 'INVALID_SESSION_ID',
    });
  });
});
