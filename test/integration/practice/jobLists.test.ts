// Bulk jobs as JSON: invalid list requests, and the format of numbers.
import assert from 'node:assert/strict';
import { onlyError, startOrg, type OrgCaller } from './orgCaller';

describe('bulk jobs of the practice org as JSON', () => {
  let org: OrgCaller;
  before(async () => {
    org = await startOrg({ seedAccounts: 0 });
  });
  after(() => org.close());

  it('are not listed for an unknown locator or job type', async () => {
    for (const list of ['jobs/ingest', 'jobs/query']) {
      for (const query of ['queryLocator=zzz', 'queryLocator=OTk5', 'jobType=Fast']) {
        const { status, body } = await org.json('GET', `${list}?${query}`);
        assert.deepEqual([query, status, onlyError(body)['errorCode']], [query, 400, 'API_ERROR']);
      }
    }
  });

  it('have an API version with a decimal place', async () => {
    const created = await org.send('POST', 'jobs/ingest', { object: 'Account', operation: 'insert' });
    assert.match(await created.text(), /"apiVersion":66\.0,/);
    const pretty = await org.get('jobs/ingest', { 'X-PrettyPrint': '1' });
    assert.match(await pretty.text(), /"apiVersion": 66\.0,/);
    const name = '"apiVersion":66,';
    await org.json('POST', 'sobjects/Account', { Name: name });
    assert.equal((await org.query('SELECT Name FROM Account')).records[0]?.['Name'], name);
  });
});
