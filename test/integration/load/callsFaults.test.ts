// Faults in loads without bulk jobs: each row arrives once, or the job says that the outcome is unknown.
import assert from 'node:assert/strict';
import type { LoadSpec, LoadState } from '../../../src/core/core';
import { withIdleTimeout } from '../../../src/node/idleTimeout';
import type { FaultSpec, HttpAction } from '../../../src/practice/org/faults';
import { adds, asLoad, type CoreSetup, openCoreSetup, signal } from '../setup/coreSetup';

const cut: Readonly<Record<string, HttpAction>> = {
  'reset before the request is read': { kind: 'reset', when: 'beforeBody' },
  'reset after the request is read': { kind: 'reset', when: 'afterBody' },
  'reset after Salesforce acted': { kind: 'reset', when: 'afterAction' },
  'reset in the middle of the response': { kind: 'reset', when: 'midResponse' },
  'no response before the request is read': { kind: 'hang', when: 'beforeBody' },
  'no response after Salesforce acted': { kind: 'hang', when: 'afterAction' },
  'gateway timeout': { kind: 'answer', status: 504, body: '<html>Gateway Timeout</html>' },
  'response that is not JSON': { kind: 'answer', status: 200, body: '<html>Sign in to the hotel</html>' },
};
const clear: Readonly<Record<string, HttpAction>> = {
  'maintenance page': { kind: 'maintenance' },
  'too many concurrent requests': {
    kind: 'refuse',
    status: 403,
    errorCode: 'REQUEST_LIMIT_EXCEEDED',
    message: 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.',
  },
  'error inside Salesforce': { kind: 'refuse', status: 500, errorCode: 'UNKNOWN_EXCEPTION', message: 'ErrorId 1' },
};

const writes = { path: '*/composite/sobjects*' } as const;
const names = "SELECT COUNT(Id) n, COUNT_DISTINCT(LastName) d FROM Contact WHERE LastName LIKE 'Row %'";

describe('a load without a bulk job with a fault', () => {
  let setup: CoreSetup;
  let idleTimeoutMs: number | undefined;
  beforeEach(async () => {
    idleTimeoutMs = undefined;
    setup = await openCoreSetup({
      hasty: true,
      through: (transport) => withIdleTimeout(transport, () => idleTimeoutMs),
    });
  });
  afterEach(() => setup.close());

  /** The timeout is short only where a call hangs: on a busy machine, a slow insert would get an unknown outcome. */
  const arm = (spec: Omit<FaultSpec, 'action'>, action: HttpAction): void => {
    if (action.kind === 'hang') idleTimeoutMs = 400;
    setup.practice.faults.add({ ...spec, action });
  };

  const text = (count: number): string =>
    `External_Id__c,LastName,Email\n${Array.from({ length: count }, (_, index) => `X${index},Row ${index},${index % 10 === 3 ? 'not an e-mail' : ''}`).join('\n')}\n`;
  const load = async (spec: Partial<LoadSpec>, count = 60): Promise<LoadState> =>
    setup.load(await setup.csv('a.csv', text(count)), { object: 'Contact', api: 'auto', ...spec });
  const upsert = { operation: 'upsert', externalIdField: 'External_Id__c' } as const;
  const sent = (): number =>
    setup.practice.requests.all.filter(({ method, path }) => method !== 'GET' && path.includes('/sobjects')).length;
  const held = async (): Promise<unknown> => (await setup.rowsOf(names))[0];

  for (const [fault, action] of Object.entries({ ...cut, ...clear }))
    it(`upsert: ${fault}; every row is saved once`, async () => {
      arm(writes, action);
      const state = await load(upsert);
      assert.deepEqual(
        [state.outcome, state.error?.code, state.interrupted?.code],
        ['completed', undefined, undefined],
      );
      assert.deepEqual([state.succeeded, state.failed, state.unprocessed], [54, 6, 0]);
      assert.deepEqual(await held(), { n: 54, d: 54 });
    });

  for (const [fault, action] of Object.entries(clear))
    it(`insert: ${fault}; every row is saved once`, async () => {
      arm(writes, action);
      const state = await load({});
      assert.deepEqual([state.outcome, state.succeeded, state.failed, state.unprocessed], ['completed', 54, 6, 0]);
      assert.deepEqual(await held(), { n: 54, d: 54 });
    });

  for (const [fault, action] of Object.entries(cut))
    it(`insert: ${fault}; nothing is sent again, and the outcome of the rows is unknown`, async () => {
      arm(writes, action);
      const state = await load({});
      assert.deepEqual(
        [state.outcome, state.error, state.succeeded, state.failed, state.unknown],
        ['failed', { code: 'job.outcomeUnknown', details: { rows: 60 } }, 0, 0, 60],
      );
      assert.equal(sent(), 1);
      assert.match(state.parts[0]?.message ?? '', /^Rows with an unknown outcome: 60\./);
      const again = (acceptsDuplicates: boolean) =>
        setup.core.jobs.prepareRetry(state.jobId, { list: 'unknown', acceptsDuplicates }, new AbortController().signal);
      await assert.rejects(again(false), { code: 'job.mayBeSaved', details: { rows: 60 } });
      assert.equal((await again(true)).records, 60);
    });

  it('insert by single calls: only the row whose answer was lost has an unknown outcome', async () => {
    setup.practice.faults.add({ path: '*/sobjects/Contact', nth: 3, action: { kind: 'reset', when: 'afterAction' } });
    const state = await load({ api: 'rest', parallelParts: 1 }, 10);
    assert.deepEqual([state.outcome, state.error?.details], ['failed', { rows: 1 }]);
    assert.deepEqual([state.succeeded, state.failed, state.unknown], [8, 1, 1]);
    assert.deepEqual([sent(), await held()], [10, { n: 9, d: 9 }]);
    const { rows } = await setup.core.jobs.rows(state.jobId, { list: 'unknown', offset: 0, limit: 9 }, signal);
    assert.deepEqual(
      rows.map(({ line }) => line),
      [4],
    );
  });

  it('delete: a record that is gone at the second attempt was deleted by the first, whose answer was lost', async () => {
    const made = await load({ api: 'bulk' }, 3);
    const { rows } = await setup.core.jobs.rows(made.jobId, { list: 'succeeded', offset: 0, limit: 9 }, signal);
    const file = await setup.csv('d.csv', `Id\n${rows.map(({ recordId }) => recordId).join('\n')}\n`);
    setup.practice.faults.add({ ...writes, action: { kind: 'reset', when: 'afterAction' } });
    const gone = { object: 'Contact', operation: 'delete', api: 'auto' } as const;
    const first = await setup.load(file, gone);
    assert.deepEqual([first.outcome, first.succeeded, first.failed], ['completed', 3, 0]);
    const second = await setup.load(file, gone);
    assert.deepEqual([second.succeeded, second.groups[0]?.code], [0, 'ENTITY_IS_DELETED']);
  });

  it('an error inside Salesforce in every call fails each row with the message from Salesforce', async () => {
    setup.practice.faults.add({ ...writes, times: 0, action: clear['error inside Salesforce'] as HttpAction });
    const state = await load({}, 8);
    assert.deepEqual([state.outcome, state.failed, sent()], ['completed', 8, 15]);
    assert.deepEqual(
      state.groups.map(({ code, message }) => [code, message]),
      [['UNKNOWN_EXCEPTION', 'ErrorId 1']],
    );
  });

  for (const [what, action, code] of [
    ['the session expires', { kind: 'expireSessions' }, 'login.expired'],
    [
      'there are no API requests left',
      { kind: 'refuse', status: 403, errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' },
      'limit.requests',
    ],
  ] as const)
    it(`is interrupted when ${what} in the middle of an insert, and a resume saves every row once`, async () => {
      arm({ ...writes, nth: 2 }, action);
      const state = await load({ partRecords: 20, parallelParts: 1 });
      assert.deepEqual([state.interrupted?.code, state.succeeded + state.failed], [code, 20]);
      if (code === 'login.expired') await setup.signInAgain();
      await setup.core.jobs.resume(state.jobId);
      const after = asLoad(await setup.core.jobs.whenFinished(state.jobId, signal));
      assert.deepEqual(
        [after.outcome, after.succeeded, after.failed, after.plan?.route?.api],
        ['completed', 54, 6, 'collections'],
      );
      assert.deepEqual(await held(), { n: 54, d: 54 });
    });

  it('warns before a retry of unanswered inserts, even when another error ended the load', async () => {
    const refusal = { kind: 'refuse', status: 403, errorCode: 'INSUFFICIENT_ACCESS', message: 'No access.' } as const;
    arm({ ...writes, nth: 1 }, { kind: 'reset', when: 'afterAction' });
    arm({ ...writes, nth: 2 }, refusal);
    const state = await load({ partRecords: 20, parallelParts: 1 });
    assert.deepEqual([state.outcome, state.error?.code], ['failed', 'request.noAccess']);
    const { jobs } = setup.core;
    assert.deepEqual([state.unknown, state.unprocessed], [20, 40]);
    await assert.rejects(jobs.prepareRetry(state.jobId, { list: 'unknown' }, signal), { code: 'job.mayBeSaved' });
    const offer = await jobs.prepareRetry(state.jobId, { list: 'unknown', acceptsDuplicates: true }, signal);
    assert.equal(offer.records, 20);
    assert.equal((await jobs.prepareRetry(state.jobId, { list: 'unprocessed' }, signal)).records, 40);
  });

  it('offers the rows of a rejected retry once, from its origin', async () => {
    const state = await load({});
    assert.equal(state.failed, 6);
    const { jobs } = setup.core;
    const refusal = { kind: 'refuse', status: 403, errorCode: 'INSUFFICIENT_ACCESS', message: 'No access.' } as const;
    arm(writes, refusal);
    const { spec } = await jobs.prepareRetry(state.jobId, { list: 'failed' }, signal);
    const again = asLoad(await jobs.whenFinished(await jobs.start(spec), signal));
    assert.equal(again.outcome, 'rejected');
    await assert.rejects(jobs.prepareRetry(again.jobId, { list: 'unprocessed' }, signal), {
      code: 'job.nothingToRetry',
    });
    const offer = await jobs.prepareRetry(state.jobId, { list: 'failed' }, signal);
    assert.equal(offer.records, 6);
  });

  it('reports an unknown outcome after a crash in the middle of an insert, and sends an upsert again', async () => {
    for (const spec of [{}, upsert]) {
      arm(writes, { kind: 'hang', when: 'afterAction' });
      const other = await setup.newCore();
      const asked = sent();
      const jobId = await other.jobs.start({
        kind: 'load',
        orgId: setup.orgId,
        object: 'Contact',
        operation: 'insert',
        api: 'auto',
        file: await setup.csv('a.csv', text(20)),
        ...spec,
      });
      while (sent() === asked) await new Promise((resolve) => setImmediate(resolve));
      await other.jobs.close();
      setup.practice.faults.clear();
      await setup.core.jobs.resumeUnfinished();
      const state = await setup.core.jobs.whenFinished(jobId, signal);
      const isInsert = spec !== upsert;
      assert.deepEqual(
        [state.outcome, state.error?.code, state.succeeded, state.failed, state.unknown],
        isInsert ? ['failed', 'job.outcomeUnknown', 0, 0, 20] : ['completed', undefined, 18, 2, 0],
      );
      assert.ok(adds(state));
    }
  });
});
