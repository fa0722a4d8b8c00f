// Conditional requests, HEAD and `_HttpMethod`, and friendly URLs from record to record.
import assert from 'node:assert/strict';
import { onlyError, startOrg, type Json, type OrgCaller } from './orgCaller';

const future = new Date(Date.now() + 86_400_000).toUTCString();
const past = 'Tue, 01 Jan 2019 00:00:00 GMT';

describe('conditional requests to the practice org', () => {
  let org: OrgCaller;
  let path: string;
  before(async () => {
    org = await startOrg({ seedAccounts: 1 });
    const { body } = await org.json('POST', 'sobjects/Account', { Name: 'Acme', External_Id__c: 'E-1' });
    path = `sobjects/Account/${String((body as Json)['id'])}`;
  });
  after(() => org.close());

  const send = (method: string, headers: Record<string, string>, body?: Json): Promise<Response> =>
    fetch(`${org.practice.url}/services/data/v66.0/${path}`, {
      method,
      headers: { Authorization: `Bearer ${org.practice.accessToken}`, 'Content-Type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const name = async (): Promise<unknown> => ((await org.json('GET', `${path}?fields=Name`)).body as Json)['Name'];

  it('return 304 for a record that the client already has', async () => {
    const first = await org.get(path);
    const etag = String(first.headers.get('etag'));
    assert.equal((await send('GET', { 'If-Modified-Since': String(first.headers.get('last-modified')) })).status, 304);
    const unchanged = await send('GET', { 'If-None-Match': `"other", ${etag}` });
    assert.deepEqual([unchanged.status, await unchanged.text()], [304, '']);
    assert.equal((await send('GET', { 'If-Modified-Since': past })).status, 200);
    assert.equal((await send('GET', { 'If-None-Match': '"other"' })).status, 200);
  });

  it('do not change or delete a record that another client has changed in the meantime', async () => {
    const etag = String((await org.get(path)).headers.get('etag'));
    assert.equal((await send('PATCH', { 'If-Match': etag }, { Name: 'Mine' })).status, 204);
    const stale: [string, Record<string, string>, Json?][] = [
      ['PATCH', { 'If-Match': etag }, { Name: 'Lost' }],
      ['PATCH', { 'If-Unmodified-Since': past }, { Name: 'Lost' }],
      ['DELETE', { 'If-Match': etag }],
      ['GET', { 'If-Match': etag }],
    ];
    for (const [method, headers, body] of stale) {
      const answer = await send(method, headers, body);
      assert.equal(answer.status, 412);
      assert.equal(onlyError(await answer.json())['errorCode'], 'PRECONDITION_FAILED');
    }
    assert.equal(await name(), 'Mine');
    assert.equal((await send('PATCH', { 'If-Unmodified-Since': future }, { Name: 'Again' })).status, 204);
  });

  it('return 304 for every unchanged describe', async () => {
    for (const describe of ['sobjects', 'sobjects/Account', 'sobjects/Account/describe']) {
      const answer = await org.get(describe, { 'If-Modified-Since': future });
      assert.deepEqual([describe, answer.status], [describe, 304]);
    }
  });
});

describe('other request forms of the practice org', () => {
  let org: OrgCaller;
  let id: string;
  before(async () => {
    org = await startOrg({ seedAccounts: 0 });
    id = await create('Account', { Name: 'Acme' });
    await create('Contact', { LastName: 'Moss', AccountId: id });
    await create('Contact', { LastName: 'Lee', AccountId: id });
  });
  after(() => org.close());

  const create = async (object: string, record: Json): Promise<string> =>
    String(((await org.json('POST', `sobjects/${object}`, record)).body as Json)['id']);

  it('are HEAD instead of GET, and POST for clients without PATCH', async () => {
    const head = await org.send('HEAD', `sobjects/Account/${id}`);
    assert.deepEqual([head.status, await head.text()], [200, '']);
    assert.ok(head.headers.get('etag'));
    assert.equal((await org.send('HEAD', 'sobjects/Account/001000000000001AAA')).status, 404);
    assert.equal((await org.send('POST', `sobjects/Account/${id}?_HttpMethod=PATCH`, { Site: 'Mars' })).status, 204);
    assert.equal((await org.query('SELECT Site FROM Account')).records[0]?.['Site'], 'Mars');
  });

  it('are URLs from a record to its parent and to its children', async () => {
    const owner = await org.json('GET', `sobjects/Account/${id}/Owner?fields=Username`);
    assert.deepEqual([owner.status, (owner.body as Json)['Username']], [200, org.practice.username]);
    const { status, body } = await org.json('GET', `sobjects/account/${id}/contacts?fields=LastName`);
    assert.equal(status, 200);
    const { totalSize, done, records } = body as { totalSize: number; done: boolean; records: Json[] };
    assert.deepEqual([totalSize, done, records.map((one) => one['LastName'])], [2, true, ['Moss', 'Lee']]);
  });

  it('return 404 without a parent, a record or such a relationship', async () => {
    for (const path of [`${id}/Parent`, `${id}/Nope`, '001000000000001AAA/Owner']) {
      const { status, body } = await org.json('GET', `sobjects/Account/${path}`);
      assert.deepEqual([path, status, onlyError(body)['errorCode']], [path, 404, 'NOT_FOUND']);
    }
  });

  it('include upserts that never create a record, with updateOnly', async () => {
    const path = 'sobjects/Account/External_Id__c/ONLY?updateOnly=true';
    assert.equal((await org.json('PATCH', path, { Name: 'New' })).status, 404);
    assert.equal((await org.query("SELECT Id FROM Account WHERE Name = 'New'")).totalSize, 0);
    await create('Account', { Name: 'Old', External_Id__c: 'ONLY' });
    assert.equal((await org.json('PATCH', path, { Name: 'New' })).status, 200);
  });
});
