// Canary secrets in every place that an error or a log line can have.
import { strict as assert } from 'node:assert';
import { inspect } from 'node:util';
import { redact } from '../../../../src/core/errors/redact';
import { fromResponse } from '../../../../src/core/errors/fromResponse';
import { SalesforceError, toSalesforceError, toErrorData } from '../../../../src/core/errors/salesforceError';

const canary = 'Canary7Canary7Canary7Canary7';
const session = `00D5g000004CanA!AQ4AQ${canary}.x_y`;
const secrets: Record<string, string> = {
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

const pem = `-----BEGIN PRIVATE KEY-----\nMIIEvQ${canary}\n${canary}==\n-----END PRIVATE KEY-----\n`;
const base64 = `${canary}${canary}${canary}`;

/** The same secrets, encoded in other formats. */
const encoded: Readonly<Record<string, string>> = {
  'a private key in JSON': JSON.stringify({ message: `bad key ${pem}` }),
  'a private key in JSON within JSON': JSON.stringify({ body: JSON.stringify({ key: pem }) }),
  'a private key in a form': new URLSearchParams({ key: pem }).toString(),
  'a private key in an address': encodeURIComponent(pem),
  'a private key with Windows line ends': pem.replaceAll('\n', '\r\n'),
  'the end of a private key': `…${pem.slice(40)}`,
  'a private key without its frame': `key MIIEvQIBADAN${base64}\n${base64} is not PEM`,
  'a token answer in JSON within JSON': JSON.stringify({ said: JSON.stringify({ access_token: canary }) }),
  'a token answer that was cut off': `{"access_token":"${canary}`,
  'kept secrets as JSON': `{"session":{"accessToken":"${canary}"},"grant":{"refreshToken":"${canary}"}}`,
  'kept secrets as Node prints them': inspect({ grant: { clientSecret: canary, passphrase: `it's ${canary}` } }),
  'a long secret as Node prints it': inspect({ privateKeyPem: pem }, { breakLength: 20 }),
  'headers as Node keeps them': inspect({ authorization: [`Bearer ${canary.slice(0, 10)}`] }),
  'raw headers as Node keeps them': inspect(['authorization', `Bearer ${canary.slice(0, 10)}`]),
  'a header of Bulk API 1.0': `X-SFDC-Session: ${canary}`,
  'a user of an address': `https://ada:${canary}@x.my.salesforce.com/services`,
  'an address for the Salesforce CLI': `force://PlatformCLI::${canary}@x.my.salesforce.com`,
  'a proxy with a password': `http://ada:${canary}@proxy.example.com:8080`,
  'a code in an address within an address': `retURL=${encodeURIComponent(`http://localhost/?code=${canary}&state=1`)}`,
  'a code twice encoded': `u=${encodeURIComponent(encodeURIComponent(`/x?code=${canary}&s=1`))}`,
  'a session id twice encoded': `sid=${encodeURIComponent(encodeURIComponent(session))}`,
  'a session id in HTML': `value ${session.replace('!', '&#33;')}`,
  'a security token in a query': `?security_token=${canary}`,
  'a password in a sentence': `Invalid login, password: ${canary}`,
  'a SOAP password with attributes': `<urn:password xsi:type="xsd:string">${canary}</urn:password>`,
  'a SOAP password in CDATA': `<password><![CDATA[${canary}]]></password>`,
  'a SOAP password that is quoted itself': `&lt;password&gt;${canary}&lt;/password&gt;`,
  'a refresh token in XML': `<OAuth><refresh_token>${canary}</refresh_token></OAuth>`,
};
Object.assign(secrets, encoded);

const isClean = (text: string): void => assert.ok(!/Canary7/.test(text), text);

describe('redact', () => {
  for (const [what, text] of Object.entries(secrets))
    it(`removes ${what} from text`, () => {
      isClean(redact(text));
      assert.ok(redact(text).includes('[secret]'));
    });

  it('keeps ordinary text', () => {
    for (const text of [
      "INVALID_FIELD: No such column 'Code__c' on entity 'Account'",
      'SELECT Id FROM Account WHERE Token__c = null',
      'HTTP 400 errorCode=INVALIDJOB, status=400',
      'The user 0055e000001xYzAAAU of 00D5g000004CanAEAS has not approved this app',
      'OAuth application not found; Basic facts',
      'Write to ada@example.com about https://x.my.salesforce.com/a?login=ada@example.com',
      'The username, password or security token is wrong: authentication failure (invalid_grant)',
      "{ code: 'ECONNRESET', syscall: 'read' }",
      "SELECT Id FROM Account;\n^\nERROR at Row:1:Column:23\nunexpected token: ';'",
      'https://test.salesforce.com/services/oauth2/token',
      '750R0000000zlh9IAA',
    ])
      assert.equal(redact(text), text);
    assert.equal(redact(`password=${canary}&username=ada`), 'password=[secret]&username=ada');
  });

  it('removes the values of properties that are named like secrets, at any depth', () => {
    for (const name of [
      'accessToken',
      'access_token',
      'Refresh-Token',
      'clientSecret',
      'password',
      'privateKeyPem',
      'Cookie',
      'sid',
      'Proxy-Authorization',
      'sfdxAuthUrl',
      'newPassword',
      'consumerSecret',
      'X-SFDC-Session',
    ])
      isClean(
        JSON.stringify(
          redact({
            deep: [{ [name]: canary }],
            map: new Map<string, unknown>([
              ['k', { [name]: canary }],
              [name, canary],
            ]),
          }),
        ),
      );
    assert.deepEqual(redact({ password: undefined, token: null }), { password: undefined, token: null });
  });

  it('follows the causes of an error and shows its stack', () => {
    const error = new Error('outer', { cause: new Error(`inner ${session}`, { cause: { accessToken: canary } }) });
    const copy = JSON.stringify(redact(error));
    isClean(copy);
    assert.match(copy, /outer/);
    assert.match(copy, /inner/);
  });

  it('keeps numbers, replaces bytes with their number and stops at circular references', () => {
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
      parts.push(at.message, at.stack ?? '', JSON.stringify(at), JSON.stringify(Object.entries(at)), inspect(at));
    return parts.join('\n');
  };

  for (const [what, text] of Object.entries(secrets))
    it(`contains no ${what} in message, details, stack or causes`, () => {
      const cause = new Error(text, { cause: Object.assign(new Error(text), { code: 'ECONNRESET' }) });
      const error = new SalesforceError('request.refused', { errorCode: 'X', message: text }, { cause });
      isClean(spread(error));
      isClean(JSON.stringify(toErrorData(error)));
      isClean(spread(toSalesforceError(cause)));
    });

  it('contains no secret however Node prints it, even with several or circular causes', () => {
    const inner = new Error(`inner ${session}`);
    inner.cause = new Error('outer', { cause: inner });
    const several = new AggregateError([new Error(`first ${session}`), inner], 'all failed');
    for (const cause of [inner, several]) {
      const error = new SalesforceError('network.connectionLost', { host: 'x' }, { cause });
      isClean(inspect(error, { depth: 10, showHidden: true }));
      isClean(inspect(toSalesforceError(cause), { depth: 10, showHidden: true }));
    }
  });

  it('keeps a cause without secrets, with its class', () => {
    const cause = new TypeError('harmless');
    assert.equal(new SalesforceError('bug.unexpected', { message: 'x' }, { cause }).cause, cause);
  });

  it('contains no secret when the server echoes what it was sent', () => {
    for (const text of Object.values(secrets)) {
      const body = JSON.stringify([{ errorCode: 'UNKNOWN_EXCEPTION', message: text }]);
      const answer = { status: 500, header: () => undefined, text: body };
      isClean(spread(fromResponse(answer, { what: `GET /x?sid=${session}`, org: 'ada' })));
    }
  });
});
