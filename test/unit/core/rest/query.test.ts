// Queries page by page.
import { strict as assert } from 'node:assert';
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
