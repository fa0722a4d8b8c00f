// When the practice org refuses SOAP to a session that REST accepts, as Salesforce does.
import assert from 'node:assert/strict';
import { startOrg, type OrgCaller } from './orgCaller';

describe('a session in SOAP calls of the practice org', () => {
  let org: OrgCaller;
  before(async () => {
    org = await startOrg({ seedAccounts: 0 });
  });
  after(() => org.close());

  const webToken = async (): Promise<string> => {
    const app = { consumerKey: 'jwt', consumerSecret: 'secret', issuesJwtAccessTokens: true };
    org.practice.org.apps.register(app);
    const { status, body } = await org.form('/services/oauth2/token', {
      grant_type: 'password',
      client_id: 'jwt',
      client_secret: 'secret',
      username: org.practice.username,
      password: 'practice-password',
    });
    assert.equal(status, 200, JSON.stringify(body));
    return String(body['access_token']);
  };
  const overSoap = async (version: string, sessionId: string) => {
    const response = await fetch(`${org.practice.url}/services/Soap/s/${version}`, {
      method: 'POST',
      headers: { 'Content-Type': 'text/xml', SOAPAction: '""' },
      body: `<Envelope><Header><SessionHeader><sessionId>${sessionId}</sessionId></SessionHeader></Header><Body><executeAnonymous><apexcode>Integer i;</apexcode></executeAnonymous></Body></Envelope>`,
    });
    const text = await response.text();
    return [response.status, /<faultcode>(.*?)<\/faultcode>/.exec(text)?.[1]] as const;
  };
  const overRest = async (token: string): Promise<number> => {
    const headers = { Authorization: `Bearer ${token}` };
    return (await fetch(`${org.practice.url}/services/data/v66.0/limits`, { headers })).status;
  };

  it('is refused as no session when it is a JSON web token, before version 68.0', async () => {
    const token = await webToken();
    const [head = ''] = token.split('.');
    assert.equal((JSON.parse(Buffer.from(head, 'base64url').toString()) as { typ: string }).typ, 'JWT');
    assert.equal(await overRest(token), 200);
    assert.deepEqual(await overSoap('66.0', token), [500, 'sf:INVALID_SESSION_ID']);
    assert.deepEqual(await overSoap('68.0', token), [200, undefined]);
  });

  it('is refused in an org without the SOAP API', async () => {
    const token = org.practice.accessToken;
    const permit = async (soapApi: boolean) =>
      (
        await fetch(`${org.practice.url}/practice/permissions`, {
          method: 'PATCH',
          headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
          body: JSON.stringify({ soapApi }),
        })
      ).status;
    assert.equal(await permit(false), 200);
    assert.deepEqual(await overSoap('66.0', token), [500, 'sf:API_DISABLED_FOR_ORG']);
    assert.equal(await overRest(token), 200);
    assert.equal(await permit(true), 200);
    assert.deepEqual(await overSoap('66.0', token), [200, undefined]);
  });
});
