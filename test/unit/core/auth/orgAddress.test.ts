// Which addresses belong to Salesforce, and which only look like it.
import { strict as assert } from 'node:assert';
import { checkInstanceUrl, audienceOf, toOrgAddress } from '../../../../src/core/auth/orgAddress';
import { SalesforceError } from '../../../../src/core/errors/salesforceError';
import { isSalesforceHost } from '../../../../src/core/http/address';

const withCode = (code: string) => (error: unknown) => error instanceof SalesforceError && error.code === code;

describe('addresses', () => {
  for (const host of [
    'login.salesforce.com',
    'TEST.salesforce.com',
    'acme--uat.sandbox.my.salesforce.com',
    'acme.my.salesforce.mil',
    'acme.lightning.crmforce.mil',
    'acme.file.force.mil',
    'acme.my.site.com',
    'acme.my.sfcrmproducts.cn',
  ])
    it(`recognize ${host} as Salesforce`, () => assert.ok(isSalesforceHost(host)));

  for (const host of [
    'login.salesforce.com.evil.example',
    'login-salesforce.com',
    'evilsalesforce.com',
    'crmforce.mil.evil.example',
    'evilcrmforce.mil',
    'acme.crmforce.com',
    'salesforce.com.co',
    'salesforce.example',
    new URL('https://login.sаlesforce.com').hostname, // with a Cyrillic а
    '127.0.0.1',
  ])
    it(`do not recognize ${host} as Salesforce`, () => assert.ok(!isSalesforceHost(host)));

  it('keep only the host: no user, path or query of a pasted address is stored or sent', () => {
    for (const pasted of [
      'https://ada:Canary7@acme.my.salesforce.com/?sid=Canary7',
      'acme.my.salesforce.com/secur/frontdoor.jsp?sid=Canary7#Canary7',
    ])
      assert.equal(toOrgAddress(pasted), 'https://acme.my.salesforce.com');
    assert.equal(toOrgAddress('https://evil.example/login.salesforce.com'), 'https://evil.example');
    assert.equal(toOrgAddress('https://login.salesforce.com@evil.example'), 'https://evil.example');
  });

  it('are rejected without quoting a secret when they use plain http', () => {
    assert.throws(
      () => toOrgAddress('http://ada:Canary7@acme.my.salesforce.com/?sid=Canary7'),
      (error) => {
        assert.ok(withCode('login.insecureUrl')(error));
        return !String(error).includes('Canary7');
      },
    );
    for (const pasted of [
      'http://localhost.evil.example',
      'http://127.0.0.1.evil.example',
      'http://2130706433.example',
    ])
      assert.throws(() => toOrgAddress(pasted), withCode('login.insecureUrl'));
  });

  for (const [announced, loginUrl] of [
    ['https://evil.example', 'https://login.salesforce.com'],
    ['https://login.salesforce.com.evil.example', 'https://test.salesforce.com'],
    ['http://127.0.0.1:80', 'https://login.salesforce.com'],
    ['http://localhost', 'https://login.example.com'],
  ] as const)
    it(`send no session to ${announced} from ${loginUrl}`, () =>
      assert.throws(() => checkInstanceUrl(announced, loginUrl), withCode('login.untrustedAddress')));

  it('send no session over plain http to another machine', () =>
    assert.throws(
      () => checkInstanceUrl('http://acme.my.salesforce.com', 'https://login.salesforce.com'),
      withCode('login.insecureUrl'),
    ));

  it('accept the instance URL from a login host of Salesforce, of a company or of this computer', () => {
    const moved = 'https://acme-new.my.salesforce.com';
    assert.equal(checkInstanceUrl(`${moved}/`, 'https://login.salesforce.com'), moved);
    assert.equal(checkInstanceUrl(moved, 'https://sso.acme.example'), moved);
    assert.equal(checkInstanceUrl('http://127.0.0.1:8080', 'http://127.0.0.1:8080'), 'http://127.0.0.1:8080');
  });

  it('outside of Salesforce get no assertion that Salesforce would accept', () => {
    for (const stranger of ['https://login.salesforce.com.evil.example', 'https://acme--uat.evil.example'])
      assert.equal(audienceOf(stranger), stranger);
  });
});
