// The records updated and deleted in a time span, for replication tools.
import assert from 'node:assert/strict';
import { onlyError, startOrg, type Json, type OrgCaller } from './orgCaller';

const hourMs = 3_600_000;

describe('changes of the practice org', () => {
  let org: OrgCaller;
  let nowMs = Date.UTC(2026, 1, 3, 10, 0, 0);
  before(async () => {
    org = await startOrg({ seedAccounts: 0, now: () => nowMs });
  });
  after(() => org.close());

  const create = async (name: string): Promise<string> =>
    String(((await org.json('POST', 'sobjects/Account', { Name: name })).body as Json)['id']);
  const span = (fromMs: number, untilMs: number): string =>
    new URLSearchParams({ start: new Date(fromMs).toISOString(), end: new Date(untilMs).toISOString() }).toString();
  const ask = async (what: string): Promise<Json> => (await org.json('GET', `sobjects/Account/${what}`)).body as Json;

  it('list the records created or changed in the span, and the deleted ones with their dates', async () => {
    const old = await create('Old');
    const kept = await create('Kept');
    const gone = await create('Gone');
    const startMs = (nowMs += hourMs);
    nowMs += 1000;
    await org.json('PATCH', `sobjects/Account/${kept}`, { Site: 'Mars' });
    const born = await create('Born');
    await org.json('DELETE', `sobjects/Account/${gone}`);
    nowMs += hourMs;
    const updated = await ask(`updated/?${span(startMs, nowMs)}`);
    assert.deepEqual(updated, { ids: [kept, born], latestDateCovered: '2026-02-03T12:00:01.000+0000' });
    const deleted = await ask(`deleted/?${span(startMs, nowMs)}`);
    assert.deepEqual(deleted['deletedRecords'], [{ deletedDate: '2026-02-03T11:00:01.000+0000', id: gone }]);
    assert.equal(deleted['earliestDateAvailable'], '2026-01-04T12:00:01.000+0000');
    const before = await ask(`updated?${span(startMs - 2 * hourMs, startMs)}`);
    assert.deepEqual(before['ids'], [old]);
  });

  it('are unchanged after a delete is rolled back', async () => {
    const id = await create('Stays');
    const [row] = (await org.query(`SELECT SystemModstamp FROM Account WHERE Id = '${id}'`)).records;
    nowMs += hourMs;
    await org.json('DELETE', `composite/sobjects?allOrNone=true&ids=${id},001000000000001AAA`);
    assert.deepEqual((await org.query(`SELECT SystemModstamp FROM Account WHERE Id = '${id}'`)).records, [row]);
  });

  it('are rejected for an invalid span and for one that starts more than 30 days ago', async () => {
    const spans = [
      span(nowMs, nowMs - 1000),
      span(nowMs - 31 * 24 * hourMs, nowMs),
      'start=yesterday&end=2026-02-03T10:00:00Z',
      '',
    ];
    for (const one of spans) {
      const { status, body } = await org.json('GET', `sobjects/Account/updated?${one}`);
      assert.deepEqual([one, status, onlyError(body)['errorCode']], [one, 400, 'INVALID_REPLICATION_DATE']);
    }
  });
});
