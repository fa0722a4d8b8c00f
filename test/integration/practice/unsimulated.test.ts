// Resources that are not simulated are rejected with a clear message; those that an API version lacks are not found.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { onlyError, startOrg, type OrgCaller } from './orgCaller';

describe('what the practice org does not simulate', () => {
  let org: OrgCaller;
  before(async () => {
    org = await startOrg({ seedAccounts: 0 });
  });
  after(() => org.close());

  const missing: readonly (readonly [path: string, what: string])[] = [
    ['tabs', 'the user interface'],
    ['recent?limit=5', 'the user interface'],
    ['sobjects/Account/describe/layouts', 'layouts'],
    ['sobjects/Account/listviews', 'list views and actions'],
    ['tooling/symbols', 'search, composite requests and symbols of the Tooling API'],
    ['tooling/composite', 'search, composite requests and symbols of the Tooling API'],
    ['search/scopeOrder', 'search layouts and suggestions'],
    ['graphql', 'this API'],
    ['actions/standard', 'actions'],
    ['metadata/deployRequest', 'metadata and event schemas'],
    ['/services/async/60.0/job', 'Bulk API 1.0'],
    ['/services/Soap/m/60.0', 'SOAP APIs apart from those for records and Apex'],
  ];
  it('is listed in docs/practice-org.md', () => {
    const page = readFileSync('docs/practice-org.md', 'utf8').replaceAll(/\s+/g, ' ').toLowerCase();
    for (const [, what] of missing) assert.ok(page.includes(what.toLowerCase()), what);
  });

  for (const [path, what] of missing) {
    it(`is reported for ${path}`, async () => {
      const { status, body } = await org.json('GET', path);
      assert.equal(status, 404);
      const { errorCode, message } = onlyError(body);
      assert.equal(errorCode, 'NOT_FOUND');
      assert.ok(String(message).startsWith(`The practice org does not simulate ${what}: /`), String(message));
    });
  }

  it('is reported for XML, which Salesforce supports', async () => {
    const answer = await org.get('limits', { Accept: 'application/xml' });
    assert.equal(answer.status, 406);
    assert.match(String(onlyError(await answer.json())['message']), /does not simulate XML/);
    assert.equal((await org.get('limits', { Accept: 'application/xml, */*;q=0.1' })).status, 200);
  });

  const since: readonly (readonly [method: string, path: string, first: number])[] = [
    ['POST', 'jobs/ingest', 41],
    ['POST', 'jobs/query', 47],
    ['GET', 'jobs/query/750000000000001AAA/resultPages', 58],
    ['PATCH', 'composite/sobjects/Account/External_Id__c', 46],
    ['POST', 'composite/graph', 50],
  ];
  for (const [method, path, first] of since) {
    it(`is ${method} ${path} before v${first}.0`, async () => {
      const of = async (version: number): Promise<unknown> => {
        const body = method === 'GET' ? undefined : {};
        const answer = await org.json(method, `/services/data/v${version}.0/${path}`, body);
        return [answer.status, onlyError(answer.body)['errorCode']];
      };
      assert.deepEqual(await of(first - 1), [404, 'NOT_FOUND']);
      if (method !== 'GET') assert.equal(((await of(first)) as [number])[0], 400);
    });
  }
});
