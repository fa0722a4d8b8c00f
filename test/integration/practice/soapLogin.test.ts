// The SOAP login of tools without OAuth, and the identity endpoints.
import assert from 'node:assert/strict';
import { startOrg, type Json, type OrgCaller } from './orgCaller';

const username = 'admin@practice.kinetic.example';

describe('SOAP login to the practice org', () => {
  let org: OrgCaller;
  before(async () => {
    org = await startOrg({ seedAccounts: 0 });
  });
  after(() => org.close());

  const post = async (version: string, body: string): Promise<{ status: number; xml: string }> => {
    const envelope = `<se:Envelope xmlns:se="http://schemas.xmlsoap.org/soap/envelope/"><se:Header/><se:Body>${body}</se:Body></se:Envelope>`;
    const headers = { 'Content-Type': 'text/xml', SOAPAction: '""' };
    const url = `${org.practice.url}/services/Soap/u/${version}`;
    const answer = await fetch(url, { method: 'POST', headers, body: envelope });
    assert.match(answer.headers.get('content-type') ?? '', /^text\/xml/);
    return { status: answer.status, xml: await answer.text() };
  };
  const login = (password: string): string =>
    `<login xmlns="urn:partner.soap.sforce.com"><username>${username}</username><password>${password}</password></login>`;
  const element = (xml: string, name: string): string => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? '';
  const limits = async (sessionId: string): Promise<number> =>
    (
      await fetch(`${org.practice.url}/services/data/v60.0/limits`, {
        headers: { Authorization: `Bearer ${sessionId}` },
      })
    ).status;

  it('opens a session that logout ends', async () => {
    const { status, xml } = await post('60.0', login('practice-passwordPRACTICETOKEN'));
    assert.equal(status, 200);
    assert.equal(element(xml, 'organizationId'), org.practice.orgId);
    assert.equal(element(xml, 'userName'), username);
    assert.equal(element(xml, 'passwordExpired'), 'false');
    assert.equal(new URL(element(xml, 'serverUrl')).origin, org.practice.url);
    const sessionId = element(xml, 'sessionId');
    assert.equal(await limits(sessionId), 200);
    assert.equal((await post('60.0', `<logout/><sessionId>${sessionId}</sessionId>`)).status, 200);
    assert.equal(await limits(sessionId), 401);
  });

  it('is rejected for a wrong password, and from v65 on for every user', async () => {
    const wrong = await post('60.0', login('guess &lt;again&gt;'));
    assert.equal(wrong.status, 500);
    assert.equal(element(wrong.xml, 'faultcode'), 'sf:INVALID_LOGIN');
    assert.equal(
      element(wrong.xml, 'faultstring'),
      'INVALID_LOGIN: Invalid username, password, security token; or user locked out.',
    );
    const late = await post('65.0', login('practice-password'));
    assert.equal(element(late.xml, 'faultcode'), 'sf:UNSUPPORTED_API_VERSION');
  });

  it('is the only SOAP call that is simulated, apart from logout', async () => {
    const { status, xml } = await post('60.0', '<query xmlns="urn:partner.soap.sforce.com"/>');
    assert.equal(status, 500);
    assert.match(element(xml, 'faultstring'), /The practice org does not simulate the SOAP call 'query'/);
  });
});

describe('identities of the practice org', () => {
  let org: OrgCaller;
  before(async () => {
    org = await startOrg({ seedAccounts: 0 });
  });
  after(() => org.close());

  it('are those of the user in the URL, with the requested version', async () => {
    const { records } = await org.query(`SELECT Id, Username FROM User WHERE Username != '${username}' LIMIT 1`);
    const [other] = records;
    const path = `/id/${org.practice.orgId}/${String(other?.['Id'])}`;
    const identity = (await org.json('GET', path)).body as Json;
    assert.equal(identity['username'], other?.['Username']);
    assert.match(String((identity['urls'] as Json)['rest']), /\/services\/data\/v\{version\}\/$/);
    const filled = (await org.json('GET', `${path}?version=latest&format=json`)).body as Json;
    assert.match(String((filled['urls'] as Json)['rest']), /\/services\/data\/v66\.0\/$/);
    assert.equal((await org.get(`${path}?format=xml`)).status, 406);
  });

  it('are rejected for another org and for an unknown user', async () => {
    const { orgId } = org.practice;
    const refused = async (path: string): Promise<unknown> => {
      const answer = await org.get(path);
      return [answer.status, await answer.text()];
    };
    assert.deepEqual(await refused(`/id/${orgId}/005000000000001AAA`), [404, 'Bad_Id']);
    assert.deepEqual(await refused(`/id/00D000000000001AAA/${org.practice.org.adminUserId}`), [403, 'Wrong_Org']);
  });

  it('are available with POST', async () => {
    const { status, body } = await org.json('POST', '/services/oauth2/userinfo', {});
    assert.deepEqual([status, (body as Json)['preferred_username']], [200, username]);
  });
});
