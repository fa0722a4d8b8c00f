// New debug logs as they come: each once, oldest first, however long the transaction took, and through short outages.
import assert from 'node:assert/strict';
import type { HttpResponse } from '../../../../src/core/ports';
import type { Decode, OrgClient, OrgRequest } from '../../../../src/core/http/client';
import { SalesforceError } from '../../../../src/core/errors/salesforceError';
import { quietTask } from '../../../../src/core/kernel/task';
import { watchLogs } from '../../../../src/core/tooling/watchLogs';
import { createHastyClock } from '../../../fakes/manualClock';

interface Log {
  readonly Id: string;
  readonly StartTime: string;
}

const logOf = (n: number, second: number): Log => ({
  Id: `07L${String(n).padStart(12, '0')}EAA`,
  StartTime: new Date(Date.UTC(2026, 10, 20, 9, 0, second)).toISOString(),
});

describe('watched debug logs', () => {
  /** One answer a poll, the newest log first; an error for a poll that fails. */
  const clientOf = (polls: readonly (readonly Log[] | SalesforceError)[], soql: string[]): OrgClient => {
    const left = [...polls];
    const json = <T>(request: OrgRequest, decode: Decode<T>): Promise<T> => {
      soql.push(String(request.query?.['q']));
      const records = left.shift() ?? [];
      if (records instanceof SalesforceError) return Promise.reject(records);
      const header: HttpResponse['header'] = () => undefined;
      return Promise.resolve(decode({ done: true, records }, { status: 200, header }));
    };
    return { org: 'dev', apiVersion: '66.0', json, send: () => assert.fail('only queries') };
  };

  it('are those that were not there, also when they began earlier, each once', async () => {
    const soql: string[] = [];
    const polls = [
      [logOf(1, 50)],
      [logOf(1, 50)],
      // The transaction of 2 began before 1 and took longer.
      [logOf(3, 58), logOf(1, 50), logOf(2, 40)],
      new SalesforceError('server.unavailable', { status: 503 }),
      [logOf(4, 59), logOf(3, 58), logOf(1, 50), logOf(2, 40)],
    ];
    const logs = watchLogs(clientOf(polls, soql), { user: 'Ada' }, createHastyClock(0), quietTask());
    const ids = async (): Promise<readonly string[]> =>
      (await logs.next()).value.map(({ logId }) => logId.slice(0, 15));
    assert.deepEqual(await ids(), ['07L000000000002', '07L000000000003']);
    assert.deepEqual(await ids(), ['07L000000000004']);
    // Only what a transaction of ten minutes could still bring is asked for.
    assert.match(soql.at(-1) ?? '', /LogUser\.Name LIKE '%Ada%' AND StartTime >= 2026-11-20T08:45:50\.000Z/);
  });

  it('end with an error that is not temporary', async () => {
    const refused = new SalesforceError('request.noAccess', { errorCode: 'INSUFFICIENT_ACCESS', message: 'No.' });
    const logs = watchLogs(clientOf([[], refused], []), {}, createHastyClock(0), quietTask());
    await assert.rejects(logs.next(), { code: 'request.noAccess' });
  });

  it('are all there after an outage in which more came than a page has', async () => {
    const newOnes = Array.from({ length: 250 }, (_, n) => logOf(251 - n, 59));
    const polls = [
      [logOf(1, 50)],
      new SalesforceError('server.unavailable', { status: 503 }),
      newOnes.slice(0, 200),
      [...newOnes.slice(200), logOf(1, 50)],
    ];
    const logs = watchLogs(clientOf(polls, []), {}, createHastyClock(0), quietTask());
    const found = (await logs.next()).value.map(({ logId }) => logId);
    assert.deepEqual(found, newOnes.map(({ Id }) => Id).reverse());
  });

  it('are not those that were there already, however many', async () => {
    const old = Array.from({ length: 250 }, (_, n) => logOf(250 - n, 50));
    const fresh = logOf(251, 58);
    const polls = [
      old.slice(0, 200),
      old,
      [fresh, ...old.slice(0, 199)],
      // The page after the first full one.
      old.slice(199),
    ];
    const logs = watchLogs(clientOf(polls, []), {}, createHastyClock(0), quietTask());
    assert.deepEqual(
      (await logs.next()).value.map(({ logId }) => logId),
      [fresh.Id],
    );
  });
});
