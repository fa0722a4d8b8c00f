// Canary secrets on every road an error or a log line can take.
import { strict as assert } from 'node:assert';
import { redact } from '../../../../src/core/errors/redact';
import { fromResponse } from '../../../../src/core/errors/fromResponse';
import { SalesforceError, toSalesforceError, toTrouble } from '../../../../src/core/errors/salesforceError';

const canary = 'Canary7Canary7Canary7Canary7';
const session = `00D5g000004CanA!AQ4AQ${canary}.x_y`;
const secrets: Readonly<Record<string, string>> = {
  'a session id': `Session ${session} is over`,
  'a session id within a URL': `https://x.my.salesforce.com/secur/frontdoor.jsp?sid=${session}&retURL=/home`,
  'a percent-encoded session id': `frontdoor.jsp?sid=${encodeURIComponent(session)}`,
  'a JWT': `assertion eyJhbGciOiJSUzI1NiJ9.eyJ${canary}.${canary}-sig`,
  'a refresh token': `5Aep861${canary}.${canary}`,
  'an authorization code': `https://localhost:1717/OauthRedirect?code=aPrx${canary}%3D%3D&state=1`,
  'a bare authorization code': `got aPrx${canary}==`,
  'a login form': `grant_type=password&client_id=3MVG9&client_secret=${canary}&username=a%40b.c&password=${canary}`,
  'a JWT form': `grant_type=urn&assertion=${canary}`,
  'a PKCE verifier': `code_verifier=${canary}&x=1`,
  'an Authorization header': `Authorization: Bearer ${canary}`,
  'a short Authorization header': `authorization: 7Canary7`,
  'a Basic header in JSON': `{"Authorization":"Basic ${canary}"}`,
  'a bearer token in a sentence': `sent Bearer ${canary} to the server`,
  'a cookie': `Cookie: BrowserId=1; sid=${canary}; clientSrc=9`,
  'a cookie in JSON': `{"set-cookie":"sid=${canary}; Secure"}`,
  'a token answer': `{"access_token":"${canary}","refresh_token":"${canary}","scope":"api"}`,
  'a quoted password in JSON': `{"password":"a\\"${canary}"}`,
  'a private key': `-----BEGIN RSA PRIVATE KEY-----\n${canary}\n-----END RSA PRIVATE KEY-----`,
  'a private key that was cut off': `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${canary}`,
  'a SOAP login': `<urn:username>a</urn:username><urn:password>${canary}</urn:password>`,
  'a SOAP session': `<sessionId>${canary}</sessionId>`,
};

const isClean = (text: string): void => assert.ok(!/Canary7/.test(text), text);

describe('redact', () => {
  for (const [what, text] of Object.entries(secrets))
    it(`cuts ${what} out of text`, () => {
      isClean(redact(text));
      assert.ok(redact(text).includes('[secret]'));
    });

  it('leaves what people need to read', () => {
    for (const text of [
      "INVALID_FIELD: No such column 'Code__c' on entity 'Account'",
      'SELECT Id FROM Account WHERE Token__c = null',
      'HTTP 400 errorCode=INVALIDJOB, status=400',
      'The user 0055e000001xYzAAAU of 00D5g000004CanAEAS has not approved this app',
      'OAuth application not found; Basic facts',
      '750R0000000zlh9IAA',
    ])
      assert.equal(redact(text), text);
    assert.equal(redact(`password=${canary}&username=ada`), 'password=[secret]&username=ada');
  });

  it('cuts values out of properties that are named like secrets, at any depth', () => {
    for (const name of [
      'accessToken',
      'access_token',
      'Refresh-Token',
      'clientSecret',
      'password',
      'privateKeyPem',
      'Cookie',
      'sid',
    ])
      isClean(JSON.stringify(redact({ deep: [{ [name]: canary }], map: new Map([['k', { [name]: canary }]]) })));
    assert.deepEqual(redact({ password: undefined, token: null }), { password: undefined, token: null });
  });

  it('follows the causes of an error and shows its stack', () => {
    const error = new Error('outer', { cause: new Error(`inner ${session}`, { cause: { accessToken: canary } }) });
    const copy = JSON.stringify(redact(error));
    isClean(copy);
    assert.match(copy, /outer/);
    assert.match(copy, /inner/);
  });

  it('keeps numbers, says how many bytes there were and stops at circles', () => {
    const circle: Record<string, unknown> = {
      rows: 3,
      at: 10n,
      bytes: new Uint8Array(5),
      url: new URL('https://x/?sid=abc'),
    };
    circle['self'] = circle;
    assert.deepEqual(redact(circle), {
      rows: 3,
      at: '10',
      bytes: '[5 bytes]',
      url: 'https://x/?sid=[secret]',
      self: '[circular]',
    });
  });
});

describe('SalesforceError', () => {
  const spread = (error: unknown): string => {
    const parts: string[] = [];
    for (let at = error; at instanceof Error; at = at.cause)
      parts.push(at.message, at.stack ?? '', JSON.stringify(at), JSON.stringify(Object.entries(at)));
    return parts.join('\n');
  };

  for (const [what, text] of Object.entries(secrets))
    it(`holds no ${what}, neither in message, details and stack nor in its causes`, () => {
      const cause = new Error(text, { cause: Object.assign(new Error(text), { code: 'ECONNRESET' }) });
      const error = new SalesforceError('request.refused', { errorCode: 'X', message: text }, { cause });
      isClean(spread(error));
      isClean(JSON.stringify(toTrouble(error)));
      isClean(spread(toSalesforceError(cause)));
    });

  it('keeps a cause that is clean, with its class', () => {
    const cause = new TypeError('harmless');
    assert.equal(new SalesforceError('bug.unexpected', { message: 'x' }, { cause }).cause, cause);
  });

  it('is clean when the server echoes what it was sent', () => {
    for (const text of Object.values(secrets)) {
      const body = JSON.stringify([{ errorCode: 'UNKNOWN_EXCEPTION', message: text }]);
      const answer = { status: 500, header: () => undefined, text: body };
      isClean(spread(fromResponse(answer, { what: `GET /x?sid=${session}`, org: 'ada' })));
    }
  });
});
