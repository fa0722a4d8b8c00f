// REST against the practice org: queries, describes, records and limits, with and without failures.
import { strict as assert } from 'node:assert';
import { SalesforceError } from '../../../src/core/errors/salesforceError';
import { quietTask } from '../../../src/core/kernel/task';
import type { Row } from '../../../src/core/rest/query';
import type { Rest } from '../../../src/core/rest/rest';
import { openLoginSetup, type LoginSetup } from '../setup/loginSetup';

const task = quietTask();
const refusedWith = (code: string) => (error: unknown) => {
  assert.ok(error instanceof SalesforceError, String(error));
  assert.equal(error.code, code, error.message);
  return true;
};

async function all(rows: AsyncIterable<Row>): Promise<readonly Row[]> {
  const read: Row[] = [];
  for await (const row of rows) read.push(row);
  return read;
}

describe('REST against the practice org', () => {
  let setup: LoginSetup;
  let rest: Rest;
  before(async () => {
    setup = await openLoginSetup({ seedAccounts: 300 });
    rest = (await setup.admin()).rest;
  });
  after(() => setup.close());
  afterEach(() => setup.practice.faults.clear());

  it('queries more rows than fit on a page, each exactly once', async () => {
    const { total, rows } = await rest.query('SELECT Id, Name FROM Account', { pageRows: 200 }, task);
    const ids = new Set((await all(rows)).map(({ Id }) => Id));
    assert.ok(total >= 300);
    assert.equal(ids.size, total);
  });

  it('queries parents and children', async () => {
    const soql = 'SELECT Name, Owner.Name, (SELECT LastName FROM Contacts) FROM Account ORDER BY Name LIMIT 50';
    const rows = await all((await rest.query(soql, {}, task)).rows);
    assert.equal(rows.length, 50);
    const [first] = rows;
    assert.deepEqual(Object.keys(first!), ['Name', 'Owner', 'Contacts']);
    assert.equal(typeof (first!['Owner'] as Row)['Name'], 'string');
    assert.ok(rows.some(({ Contacts }) => Array.isArray(Contacts) && Contacts.length > 0));
  });

  it('queries with a statement that is longer than a URL may be, and gives the position of a mistake in it', async () => {
    const [first] = await all((await rest.query('SELECT Id FROM Account LIMIT 1', {}, task)).rows);
    const ids = Array.from({ length: 1_000 }, (_, i) => `'001${String(i).padStart(12, '0')}AAA'`).join(',');
    const where = `WHERE Id IN (${ids},'${first!['Id'] as string}')`;
    await rest.checkQuery(`SELECT Id FROM Account ${where}`, task);
    const found = await all((await rest.query(`SELECT Id FROM Account ${where}`, { pageRows: 200 }, task)).rows);
    assert.deepEqual(found, [first]);
    await assert.rejects(
      rest.query(`SELECT Bacon__c FROM Account ${where}`, {}, task),
      (error) => refusedWith('request.badSoql')(error) && /Row:1:Column:8/.test(String(error)),
    );
  });

  it('counts and groups', async () => {
    const { total } = await rest.query('SELECT COUNT() FROM Account', {}, task);
    const grouped = await rest.query('SELECT Industry, COUNT(Id) n FROM Account GROUP BY Industry', {}, task);
    const sum = (await all(grouped.rows)).reduce((before, { n }) => before + Number(n), 0);
    assert.equal(sum, total);
  });

  it('gives the position of a mistake in a query', async () => {
    await assert.rejects(
      rest.query('SELECT Bacon__c FROM Account', {}, task),
      (error) => refusedWith('request.badSoql')(error) && /Row:1:Column:8/.test(String(error)),
    );
    await assert.rejects(rest.query('SELEKT Id', {}, task), refusedWith('request.badSoql'));
  });

  it('continues to read after answers that were cut off, late or badly compressed', async () => {
    const { faults } = setup.practice;
    faults.add({ path: '*/query*', nth: 2, action: { kind: 'reset', when: 'midResponse' } });
    faults.add({ path: '*/query*', nth: 4, action: { kind: 'maintenance' } });
    faults.add({ path: '*/query*', nth: 6, action: { kind: 'reset', when: 'beforeBody' } });
    const { total, rows } = await rest.query('SELECT Id FROM Contact', { pageRows: 200 }, task);
    const ids = new Set((await all(rows)).map(({ Id }) => Id));
    assert.equal(ids.size, total);
    assert.ok(faults.list().filter(({ fired }) => fired > 0).length >= 2, 'the bad days did come');
  });

  it('describes the org and an object, and caches the answers', async () => {
    const objects = await rest.describes.objects(task);
    assert.ok(objects.some(({ name, keyPrefix }) => name === 'Account' && keyPrefix === '001'));
    const account = await rest.describes.object('account', task);
    assert.ok(account.fields.some(({ name, nameField }) => name === 'Name' && nameField));
    const before = setup.practice.requests.all.length;
    assert.equal(await rest.describes.object('Account', task), account);
    assert.equal(setup.practice.requests.all.length, before);
    const refused = { code: 'request.notFound', message: /^Salesforce cannot find the object Nonsense__c: / };
    await assert.rejects(rest.describes.object('Nonsense__c', task), refused);
  });

  it('creates, reads, updates, upserts and deletes a record', async () => {
    const id = await rest.records.create('Account', { Name: 'Ada & Söhne', NumberOfEmployees: 3 }, task);
    const key = { object: 'Account', id };
    assert.deepEqual(await rest.records.read(key, ['Name', 'NumberOfEmployees'], task), {
      Name: 'Ada & Söhne',
      NumberOfEmployees: 3,
      Id: id,
    });
    await rest.records.update(key, { NumberOfEmployees: null }, task);
    assert.equal((await rest.records.read(key, ['NumberOfEmployees'], task))['NumberOfEmployees'], null);
    await rest.records.delete(key, task);
    await assert.rejects(rest.records.read(key, ['Name'], task), refusedWith('request.notFound'));
  });

  it('upserts by an external ID that contains slashes and dots', async () => {
    const { fields } = await rest.describes.object('Account', task);
    const field = fields.find(({ externalId }) => externalId)?.name;
    assert.ok(field, 'the practice org has an external id on Account');
    const key = { object: 'Account', field, value: 'a/b.c d' };
    const first = await rest.records.upsert(key, { Name: 'New' }, task);
    const second = await rest.records.upsert(key, { Name: 'Newer' }, task);
    assert.deepEqual([first.created, second.created, second.id], [true, false, first.id]);
    assert.equal((await rest.records.read({ object: 'Account', id: first.id }, [field], task))[field], key.value);
  });

  it('gives Salesforce’s reason for a rejected record', async () => {
    await assert.rejects(rest.records.create('Account', {}, task), (error) => {
      refusedWith('request.refused')(error);
      assert.equal((error as SalesforceError).details['errorCode'], 'REQUIRED_FIELD_MISSING');
      return true;
    });
  });

  for (const when of ['beforeBody', 'afterBody', 'afterAction', 'midResponse'] as const)
    it(`creates no record twice when the connection breaks (${when})`, async () => {
      const name = `Once ${when}`;
      setup.practice.faults.add({ method: 'POST', path: '*/sobjects/Account', action: { kind: 'reset', when } });
      await assert.rejects(rest.records.create('Account', { Name: name }, task), refusedWith('network.connectionLost'));
      const { total } = await rest.query(`SELECT COUNT() FROM Account WHERE Name = '${name}'`, {}, task);
      assert.ok(total <= 1, `${total} records`);
    });

  it('distinguishes temporary limits from lasting ones', async () => {
    const refuse = (message: string) =>
      setup.practice.faults.add({
        path: '*/limits',
        action: { kind: 'refuse', status: 403, errorCode: 'REQUEST_LIMIT_EXCEEDED', message },
      });
    refuse('TotalRequests Limit exceeded.');
    await assert.rejects(rest.limits(task), refusedWith('limit.requests'));
    setup.practice.faults.clear();
    refuse('ConcurrentRequests (Concurrent API Requests) Limit exceeded.');
    const { DailyApiRequests } = await rest.limits(task);
    assert.ok(DailyApiRequests && DailyApiRequests.max >= DailyApiRequests.remaining);
  });

  it('gives up on a server without an answer after the given time', async () => {
    const client = await setup.orgs.client((await setup.admin()).org.orgId);
    setup.practice.faults.add({ path: '*/limits', times: 0, action: { kind: 'hang', when: 'afterBody' } });
    const request = { method: 'GET', path: '/services/data/v{v}/limits', repeat: 'never', idleTimeoutMs: 50 } as const;
    await assert.rejects(client.send(request, task), refusedWith('network.timeout'));
  });
});
