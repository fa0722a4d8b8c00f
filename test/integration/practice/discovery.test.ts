// Discovery: versions, resources, describes, limits, and the headers of every response.
import assert from 'node:assert/strict';
import { startOrg, type Json, type OrgCaller } from './orgCaller';

describe('discovery of the practice org', () => {
  let org: OrgCaller;
  before(async () => {
    org = await startOrg({ seedAccounts: 2 });
  });
  after(() => org.close());

  const read = async (path: string): Promise<Json> => (await org.get(path)).json() as Promise<Json>;

  it('lists its versions without a login, oldest first', async () => {
    const response = await fetch(`${org.practice.url}/services/data`);
    assert.equal(response.headers.get('sforce-limit-info'), null);
    const versions = (await response.json()) as Json[];
    assert.deepEqual(versions[0], { label: "Summer '14", url: '/services/data/v31.0', version: '31.0' });
    assert.deepEqual(versions.at(-1), { label: "Spring '26", url: '/services/data/v66.0', version: '66.0' });
  });

  it('responds with the headers of Salesforce', async () => {
    const response = await org.get('limits');
    const header = (name: string): string | null => response.headers.get(name);
    assert.equal(header('content-type'), 'application/json;charset=UTF-8');
    assert.match(header('sforce-limit-info') ?? '', /^api-usage=\d+\/100000$/);
    assert.equal(header('cache-control'), 'no-cache,must-revalidate,max-age=0,no-store,private');
    assert.equal(header('x-content-type-options'), 'nosniff');
    assert.equal(header('vary'), 'Accept-Encoding');
    assert.equal(header('content-encoding'), 'gzip');
  });

  it('lists its resources and every object', async () => {
    const resources = await read('/services/data/v66.0/');
    assert.equal(resources['sobjects'], '/services/data/v66.0/sobjects');
    assert.match(String(resources['identity']), /^http:\/\/127\.0\.0\.1:\d+\/id\/00D\w{15}\/005\w{15}$/);
    const { sobjects, maxBatchSize } = await read('sobjects');
    assert.equal(maxBatchSize, 200);
    const names = (sobjects as Json[]).map((one) => one['name']);
    for (const name of ['Account', 'Contact', 'Lead', 'Opportunity', 'User', 'Invoice__c'])
      assert.ok(names.includes(name));
  });

  it('describes objects as clients need it: fields, keys, children', async () => {
    const contact = await read('sobjects/contact/describe');
    assert.deepEqual([contact['name'], contact['keyPrefix'], contact['custom']], ['Contact', '003', false]);
    const fields = contact['fields'] as Json[];
    const field = (name: string): Json => fields.find((one) => one['name'] === name) ?? {};
    assert.deepEqual(
      [field('AccountId')['referenceTo'], field('AccountId')['relationshipName']],
      [['Account'], 'Account'],
    );
    assert.deepEqual([field('LastName')['nillable'], field('LastName')['length']], [false, 80]);
    assert.deepEqual([field('Name')['createable'], field('Name')['nameField']], [false, true]);
    assert.deepEqual([field('External_Id__c')['externalId'], field('External_Id__c')['unique']], [true, true]);
    assert.deepEqual([field('Email')['idLookup'], field('Email')['soapType']], [true, 'xsd:string']);
    const values = field('Level__c')['picklistValues'] as Json[];
    assert.deepEqual(values[0], {
      value: 'Primary',
      label: 'Primary',
      active: true,
      defaultValue: false,
      validFor: null,
    });
    const account = await read('sobjects/Account/describe');
    const children = account['childRelationships'] as Json[];
    const contacts = children.find((one) => one['relationshipName'] === 'Contacts');
    assert.deepEqual(
      [contacts?.['childSObject'], contacts?.['field'], contacts?.['cascadeDelete']],
      ['Contact', 'AccountId', true],
    );
  });

  it('returns 304 for an object that has not changed', async () => {
    const first = await org.get('sobjects/Account/describe');
    const since = first.headers.get('last-modified') ?? '';
    const second = await org.get('sobjects/Account/describe', { 'If-Modified-Since': since });
    assert.deepEqual([second.status, await second.text()], [304, '']);
  });

  it('counts records and limits', async () => {
    assert.deepEqual(await read('limits/recordCount?sObjects=Account,User'), {
      sObjects: [
        { count: 2, name: 'Account' },
        { count: 4, name: 'User' },
      ],
    });
    const limits = await read('limits');
    assert.deepEqual(limits['DailyBulkApiBatches'], { Max: 15000, Remaining: 15000 });
  });

  it('counts bulk batches as they are used', async () => {
    await org.load({ object: 'Account', operation: 'insert' }, 'Name\nA\n');
    assert.deepEqual((await read('limits'))['DailyBulkApiBatches'], { Max: 15000, Remaining: 14999 });
  });

  it('answers the queries of the Salesforce CLI after a login', async () => {
    const user = await read(`/services/data/v51.0/sobjects/User/${org.practice.org.adminUserId}`);
    assert.equal(user['Username'], org.practice.username);
    assert.equal((await org.query('SELECT Id FROM ScratchOrgInfo LIMIT 1')).totalSize, 0);
    const { records } = await org.query(
      'SELECT Name, InstanceName, IsSandbox, TrialExpirationDate, NamespacePrefix, OrganizationType FROM Organization',
    );
    assert.deepEqual([records[0]?.['IsSandbox'], records[0]?.['TrialExpirationDate']], [false, null]);
  });

  it('has the same records at every start', async () => {
    const other = await startOrg({ seedAccounts: 2 });
    const soql = 'SELECT Id, Name, CreatedDate, Owner.Username, (SELECT Name FROM Contacts) FROM Account ORDER BY Id';
    const mine = await org.query(soql);
    const theirs = await other.query(soql);
    await other.close();
    assert.deepEqual(theirs.records[0], mine.records[0]);
  });
});
