// Queries page by page.
import { strict as assert } from 'node:assert';
import { SalesforceError } from '../../../../src/core/errors/salesforceError';
import { quietTask, type Progress } from '../../../../src/core/kernel/task';
import type { Row } from '../../../../src/core/rest/query';
import { inOrder, type FakeAnswer } from '../../../fakes/fakeTransport';
import { restOf } from './fixture';

const task = quietTask();
const page = (totalSize: number, records: readonly unknown[], next?: string): FakeAnswer => ({
  body: { totalSize, done: next === undefined, ...(next !== undefined && { nextRecordsUrl: next }), records },
});
const account = (name: string): object => ({ attributes: { type: 'Account', url: '/x' }, Name: name });

async function all(rows: AsyncIterable<Row>): Promise<readonly Row[]> {
  const read: Row[] = [];
  for await (const row of rows) read.push(row);
  return read;
}

describe('query', () => {
  it('gives the number of rows before the second page is requested, and fetches pages while they are read', async () => {
    const next = '/services/data/v66.0/query/01g5-2';
    const { rest, transport } = restOf(inOrder(page(3, [account('A'), account('B')], next), page(3, [account('C')])));
    const { total, rows } = await rest.query('SELECT Name FROM Account', {}, task);
    assert.equal(total, 3);
    assert.equal(transport.sent.length, 1);
    assert.deepEqual(await all(rows), [{ Name: 'A' }, { Name: 'B' }, { Name: 'C' }]);
    const [first, second] = transport.sent;
    assert.equal(first!.url.pathname, '/services/data/v66.0/query');
    assert.equal(first!.url.searchParams.get('q'), 'SELECT Name FROM Account');
    assert.equal(second!.url.pathname, next);
  });

  it('is sent inside a composite request when it is longer than a URL may be', async () => {
    const soql = `SELECT Name FROM Account WHERE Name IN ('${'ü &+%@{}'.repeat(1_000)}')`;
    const body = page(2, [account('A')], '/services/data/v66.0/query/01g5-2').body;
    const compositeResponse = [{ body, httpHeaders: {}, httpStatusCode: 200, referenceId: 'get' }];
    const { rest, transport } = restOf(inOrder({ body: { compositeResponse } }, page(2, [account('B')])));
    const { total, rows } = await rest.query(soql, { all: true, pageRows: 500 }, task);
    assert.equal(total, 2);
    assert.deepEqual(await all(rows), [{ Name: 'A' }, { Name: 'B' }]);
    const [first, second] = transport.sent;
    assert.deepEqual(
      [first!.method, first!.url.href.slice(first!.url.origin.length)],
      ['POST', '/services/data/v66.0/composite'],
    );
    const { compositeRequest } = JSON.parse(first!.body) as { compositeRequest: readonly [Record<string, unknown>] };
    assert.equal(compositeRequest.length, 1);
    const [{ method, url, httpHeaders }] = compositeRequest;
    assert.deepEqual([method, httpHeaders], ['GET', { 'Sforce-Query-Options': 'batchSize=500' }]);
    const address = new URL(String(url), 'https://acme.example');
    assert.equal(address.pathname, '/services/data/v66.0/queryAll');
    assert.equal(address.searchParams.get('q'), soql);
    assert.doesNotMatch(String(url), /[@{}]/, 'nothing that Salesforce would read as a reference to another part');
    assert.equal(second!.url.pathname, '/services/data/v66.0/query/01g5-2');
  });

  it('ends with an error when a page leads back to one that was read, also in the records of a child', async () => {
    const next = '/services/data/v66.0/query/01g5-2';
    const first = page(9, [account('A')], next);
    const { rest, transport } = restOf(() => (transport.sent.length === 1 ? first : page(9, [account('B')], next)));
    const { rows } = await rest.query('SELECT Name FROM Account', {}, task);
    await assert.rejects(all(rows), { code: 'network.repeatedLink' });
    assert.equal(transport.sent.length, 2);
    const parent = page(1, [{ Name: 'A', Contacts: page(9, [account('B')], next).body }]);
    const child = restOf(() => (child.transport.sent.length === 1 ? parent : page(9, [account('C')], next)));
    await assert.rejects(child.rest.query('SELECT Name, (SELECT Name FROM Contacts) FROM Account', {}, task), {
      code: 'network.repeatedLink',
    });
    assert.equal(child.transport.sent.length, 2);
  });

  it('has the same errors when it is sent inside a composite request', async () => {
    const message = 'SELECT Bacon FROM Account\n       ^\nERROR at Row:1:Column:8\nNo such column';
    const body = [{ errorCode: 'INVALID_FIELD', message }];
    const refused = (status: number): FakeAnswer => ({
      status,
      body: { compositeResponse: [{ body, httpHeaders: {}, httpStatusCode: 400, referenceId: 'get' }] },
    });
    const { rest } = restOf(inOrder({ status: 400, body }, refused(200), refused(400), refused(200)));
    const long = `SELECT Bacon FROM Account WHERE Name = '${'a'.repeat(9_000)}'`;
    const codes: string[] = [];
    for (const run of [
      () => rest.query('SELECT Bacon FROM Account', {}, task),
      () => rest.query(long, {}, task),
      () => rest.query(long, {}, task),
      () => rest.checkQuery(long, task),
    ])
      await run().catch((error: unknown) => {
        assert.ok(error instanceof SalesforceError, String(error));
        assert.equal(error.details['message'], message);
        codes.push(error.code);
      });
    assert.deepEqual(codes, Array(4).fill('request.badSoql'));
  });

  it('fetches no page that is not read', async () => {
    const { rest, transport } = restOf(inOrder(page(9, [account('A'), account('B')], '/next')));
    const { rows } = await rest.query('SELECT Name FROM Account', {}, task);
    for await (const row of rows) {
      assert.deepEqual(row, { Name: 'A' });
      break;
    }
    assert.equal(transport.sent.length, 1);
  });

  it('requests deleted rows and a page size when asked to', async () => {
    const { rest, transport } = restOf(inOrder(page(1, [account('A')], '/next'), page(1, [])));
    await all((await rest.query('SELECT Name FROM Account', { all: true, pageRows: 200 }, task)).rows);
    assert.equal(transport.sent[0]!.url.pathname, '/services/data/v66.0/queryAll');
    for (const { headers } of transport.sent) assert.equal(headers['sforce-query-options'], 'batchSize=200');
  });

  it('gives parents as rows, compound values unchanged and children as lists, complete even if they come in pages', async () => {
    const contact = (name: string): object => ({ attributes: { type: 'Contact' }, LastName: name });
    const record = {
      attributes: { type: 'Account', url: '/x' },
      Name: 'A',
      Owner: { attributes: { type: 'User' }, Name: 'Ada', Profile: null },
      BillingAddress: { city: 'Ulm', latitude: null },
      Contacts: { totalSize: 3, done: false, nextRecordsUrl: '/children', records: [contact('X'), contact('Y')] },
      Cases: null,
    };
    const { rest } = restOf(inOrder(page(1, [record]), page(3, [contact('Z')])));
    assert.deepEqual(await all((await rest.query('SELECT …', {}, task)).rows), [
      {
        Name: 'A',
        Owner: { Name: 'Ada', Profile: null },
        BillingAddress: { city: 'Ulm', latitude: null },
        Contacts: [{ LastName: 'X' }, { LastName: 'Y' }, { LastName: 'Z' }],
        Cases: null,
      },
    ]);
  });

  for (const [what, pages] of [
    ['lost the link to its next page', [page(3, [account('A'), account('B')])]],
    ['has fewer records on the last page', [page(3, [account('A')], '/next'), page(3, [account('B')])]],
    ['has no records', [page(3, [])]],
    ['has records twice', [page(2, [account('A')], '/next'), page(2, [account('A'), account('A')])]],
  ] as const)
    it(`ends with an error when its answer ${what}, which is not taken for all records`, async () => {
      const { rest } = restOf(inOrder(...pages));
      const { total, rows } = await rest.query('SELECT Name FROM Account', {}, task);
      let read = 0;
      const reading = (async () => {
        for await (const _ of rows) read += 1;
      })();
      await assert.rejects(reading, { code: 'network.otherCount' });
      assert.ok(read <= total, `${read} records`);
    });

  it('holds the records of a child to their number, too', async () => {
    const contacts = { totalSize: 3, done: true, records: [account('X')] };
    const { rest } = restOf(inOrder(page(1, [{ Name: 'A', Contacts: contacts }])));
    const soql = 'SELECT Name, (SELECT Name FROM Contacts) FROM Account';
    await assert.rejects(rest.query(soql, {}, task), { code: 'network.otherCount' });
  });

  it('takes the groups of an aggregate query and the records of an external object as they are', async () => {
    const { rest } = restOf(inOrder(page(2, [{ n: 1 }, { n: 2 }]), page(0, [{ Name__c: 'A' }])));
    const groups = await rest.query('SELECT COUNT(Id) n FROM Account GROUP BY Name', {}, task);
    assert.equal((await all(groups.rows)).length, 2);
    const orders = await rest.query('SELECT Name__c FROM Order__x', {}, task);
    assert.equal((await all(orders.rows)).length, 1);
  });

  it('counts without rows', async () => {
    const { rest } = restOf(inOrder(page(4711, [])));
    const { total, rows } = await rest.query('SELECT COUNT() FROM Account', {}, task);
    assert.equal(total, 4711);
    assert.deepEqual(await all(rows), []);
  });

  it('reports progress in rows of the whole query', async () => {
    const seen: Progress[] = [];
    const { rest } = restOf(inOrder(page(3, [account('A'), account('B')], '/next'), page(3, [account('C')])));
    const watched = { signal: task.signal, progress: (progress: Progress) => seen.push(progress) };
    await all((await rest.query('SELECT Name FROM Account', {}, watched)).rows);
    assert.deepEqual(seen, [
      { phase: 'reading', done: 2, total: 3, unit: 'records' },
      { phase: 'reading', done: 3, total: 3, unit: 'records' },
    ]);
  });

  it('stops between pages when canceled', async () => {
    const stop = new AbortController();
    const { rest, transport } = restOf(inOrder(page(9, [account('A')], '/next')));
    const { rows } = await rest.query('SELECT Name FROM Account', {}, quietTask(stop.signal));
    const reason = new Error('enough');
    stop.abort(reason);
    await assert.rejects(all(rows), reason);
    assert.equal(transport.sent.length, 1);
  });
});
