// Query pages: nested results with more pages, expired locators, and records deleted in between.
import assert from 'node:assert/strict';
import { createOrg } from '../../../../src/practice/org/org';
import { Cursors, pageSizeOf, type QueryPage } from '../../../../src/practice/soql/pages';
import { compileQuery } from '../../../../src/practice/soql/soql';
import { finish } from '../../../../src/practice/soql/steps';
import { insert, nowMs } from './sampleOrg';

const url = '/services/data/v66.0/query';
const pageSize = 200;

function desk(maxHeldRows?: number) {
  const clock = { ms: nowMs };
  const org = createOrg({ now: () => clock.ms });
  const cursors = new Cursors(org, maxHeldRows);
  const first = async (text: string): Promise<QueryPage> => {
    const query = compileQuery(org, text, { version: 66, withDeleted: false });
    assert.equal(query.kind, 'records');
    return cursors.firstPage({ selection: query.selection, rows: await finish(query.rows()), pageSize, url });
  };
  const next = (page: { nextRecordsUrl?: string } | undefined) =>
    cursors.nextPage(page?.nextRecordsUrl?.slice(url.length + 1) ?? 'none', { pageSize, url });
  const fill = (count: number, accountId: string | null = null) => {
    for (let i = 0; i < count; i++) insert(org, 'Contact', { LastName: `L${i}`, AccountId: accountId });
  };
  return { clock, org, cursors, first, next, fill };
}

const names = (page: QueryPage) => page.records.map((record) => record.LastName);

describe('pages of a query', () => {
  it('continue inside a record with more children than fit on a page', async () => {
    const { org, first, next, fill } = desk();
    const parent = insert(org, 'Account', { Name: 'Many' });
    insert(org, 'Account', { Name: 'None' });
    fill(450, parent);
    const page = await first('SELECT Name, (SELECT LastName FROM Contacts) FROM Account');
    const children = page.records[0]?.Contacts as QueryPage;
    assert.equal(page.done, true);
    assert.equal(page.records[1]?.Contacts, null);
    assert.deepEqual([children.totalSize, children.done, children.records.length], [450, false, 200]);
    const second = await next(children);
    const third = await next(second);
    assert.equal(third.done, true);
    assert.deepEqual(names(third).at(-1), 'L449');
    assert.equal(names(second).length + names(third).length, 250);
  });

  it('show the records as they are when the page is read, without permanently deleted ones', async () => {
    const { org, first, next, fill } = desk();
    fill(202);
    const page = await first('SELECT LastName FROM Contact');
    const table = org.store.byName('Contact')!;
    table.purge(200);
    const rest = await next(page);
    assert.deepEqual(names(rest), ['L201']);
    assert.equal(rest.totalSize, 202);
  });

  it('expire two days after the last read', async () => {
    const { clock, first, next, fill } = desk();
    fill(500);
    const page = await first('SELECT LastName FROM Contact');
    clock.ms += 47 * 3_600_000;
    const second = await next(page);
    clock.ms += 47 * 3_600_000;
    assert.equal((await next(second)).done, true);
    clock.ms += 49 * 3_600_000;
    await assert.rejects(next(second), /invalid query locator/);
  });

  it('stay open next to those of many records with more children than fit on a page', async () => {
    const { org, first, next, fill } = desk();
    for (let i = 0; i < 210; i++) {
      const parent = insert(org, 'Account', { Name: `A${i}` });
      fill(i < 110 ? 201 : 0, parent);
    }
    const page = await first('SELECT Name, (SELECT LastName FROM Contacts) FROM Account');
    const oldest = page.records[0]?.Contacts as QueryPage;
    assert.equal((await next(page)).records.length, 10);
    assert.deepEqual(names(await next(oldest)), ['L200']);
  });

  it('are closed for newer ones when too many rows are open, and all of them when the org is reset', async () => {
    const { cursors, first, next, fill } = desk(100 * 201);
    fill(201);
    const oldest = await first('SELECT LastName FROM Contact');
    const later = await first('SELECT LastName FROM Contact');
    for (let i = 0; i < 99; i++) await first('SELECT LastName FROM Contact');
    await assert.rejects(next(oldest), /invalid query locator/);
    assert.equal((await next(later)).records.length, 1);
    cursors.clear();
    await assert.rejects(next(later), /invalid query locator/);
  });

  it('have 2,000 records unless the client sets another size', () => {
    assert.equal(pageSizeOf(undefined), 2000);
    assert.equal(pageSizeOf('batchSize=300'), 300);
    assert.equal(pageSizeOf('batchSize = 10'), 200);
    assert.equal(pageSizeOf('batchSize=5000'), 2000);
  });
});
