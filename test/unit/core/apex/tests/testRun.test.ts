// A run of Apex tests against answers of Salesforce that the practice org does not give.
import assert from 'node:assert/strict';
import type { MethodResult, TestEvent, TestSpec } from '../../../../../src/core/apex/tests/testModel';
import { testRun } from '../../../../../src/core/apex/tests/testRun';
import { createOrgClient } from '../../../../../src/core/http/orgClient';
import { quietTask } from '../../../../../src/core/kernel/task';
import { createFakeTransport, type FakeAnswer, type SentRequest } from '../../../../fakes/fakeTransport';
import { createHastyClock } from '../../../../fakes/manualClock';
import { openGate } from '../../../../fakes/openGate';
import { createRecordingLog } from '../../../../fakes/recordingLog';

const classId = '01p000000000001AAA';
const parent = { Name: 'OrdersTest', NamespacePrefix: null };

const result = (id: string, more: object = {}): object => ({
  Id: id,
  ApexClassId: classId,
  ApexClass: parent,
  MethodName: id,
  Outcome: 'Pass',
  RunTime: 5,
  TestTimestamp: '2026-01-02T03:04:05.000+0000',
  ...more,
});

interface Answers {
  /** Rows of ApexTestRunResult, one for each poll. */
  readonly runs: readonly object[];
  /** Rows of ApexTestResult, one list for each poll that asks for them. */
  readonly results: readonly (readonly object[])[];
  readonly items?: readonly object[];
}

const statusRow = (status: string, completed: number): object => ({
  Status: status,
  MethodsEnqueued: 2,
  MethodsCompleted: completed,
  StartTime: '2026-01-02T03:04:05.000+0000',
  EndTime: '2026-01-02T03:04:07.500+0000',
});

const rows = (records: readonly unknown[]): FakeAnswer => ({
  body: { totalSize: records.length, done: true, records },
});

function openRun({ runs, results, items = [] }: Answers, spec: Partial<TestSpec> = {}) {
  const runQueue = [...runs];
  const resultQueue = [...results];
  const answer = ({ method, url }: SentRequest): FakeAnswer => {
    if (method === 'POST') return { body: '"707000000000001AAA"' };
    if (method === 'PATCH') return { body: [] };
    const soql = url.searchParams.get('q') ?? '';
    if (soql.includes('FROM ApexTestRunResult')) return rows([runQueue.shift()].filter((row) => row !== undefined));
    if (soql.includes('FROM ApexTestResult')) return rows(resultQueue.shift() ?? []);
    return rows(items);
  };
  const transport = createFakeTransport(answer);
  const session = { accessToken: '00D!session', instanceUrl: 'https://a.b' };
  const tokens = { current: async () => session, renew: async () => session };
  const clock = createHastyClock();
  const parts = {
    transport,
    tokens,
    clock,
    log: createRecordingLog(),
    gate: openGate,
    apiVersion: '66.0',
    org: 'Acme',
  };
  const whole: TestSpec = { selection: { kind: 'local' }, coverage: false, ...spec };
  return { events: testRun(whole, { client: createOrgClient(parts), clock }, quietTask()), sent: transport.sent };
}

async function finished(events: AsyncGenerator<TestEvent>) {
  const live: MethodResult[] = [];
  for await (const event of events) {
    if (event.type === 'result') live.push(event.result);
    if (event.type === 'finished') return { run: event.run, live };
  }
  return assert.fail('no end');
}

const lockMessage = 'System.DmlException: first error: UNABLE_TO_LOCK_ROW, unable to obtain exclusive access';

describe('a run of Apex tests', () => {
  it('gives each result once, although a poll lists the former ones again', async () => {
    const { events } = openRun({
      runs: [statusRow('Queued', 0), statusRow('Processing', 1), statusRow('Completed', 2)],
      results: [[result('a')], [result('a'), result('b')]],
    });
    const { run, live } = await finished(events);
    assert.deepEqual(
      live.map(({ method }) => method),
      ['a', 'b'],
    );
    assert.deepEqual([run.outcome, run.serverMs], ['passed', 2500]);
  });

  it('waits for a run that Salesforce does not list yet', async () => {
    const { events } = openRun({ runs: [], results: [] });
    const pending = events.next();
    assert.equal((await pending).value?.type, 'started');
    await events.return();
  });

  it('leaves out the methods that set up data', async () => {
    const { events } = openRun({
      runs: [statusRow('Completed', 2)],
      results: [[result('a'), result('setup', { IsTestSetup: true })]],
    });
    assert.deepEqual(
      (await finished(events)).run.results.map(({ method }) => method),
      ['a'],
    );
  });

  it('names a class that was not run, and has failed then', async () => {
    const message = 'Could not run tests on class OrdersTest because: the class is not valid';
    const item = { Id: '709', Status: 'Failed', ExtendedStatus: message, ApexClassId: classId, ApexClass: parent };
    const { run } = await finished(openRun({ runs: [statusRow('Completed', 0)], results: [[]], items: [item] }).events);
    assert.deepEqual([run.outcome, run.problems], ['failed', [{ classId, className: 'OrdersTest', message }]]);
  });

  it('has failed when Salesforce says so, although no failed result can be read', async () => {
    const { run } = await finished(openRun({ runs: [statusRow('Failed', 2)], results: [[result('a')]] }).events);
    assert.equal(run.outcome, 'failed');
  });

  it('has failed when no test ran', async () => {
    const { run } = await finished(openRun({ runs: [statusRow('Completed', 0)], results: [[]] }).events);
    assert.deepEqual([run.outcome, run.results], ['failed', []]);
  });

  it('starts no second run after someone aborted the first one in Setup', async () => {
    const locked = result('b', { Outcome: 'Fail', Message: lockMessage });
    const { events, sent } = openRun({ runs: [statusRow('Aborted', 1)], results: [[locked]] }, { retryLocked: true });
    assert.equal((await finished(events)).run.outcome, 'aborted');
    assert.equal(sent.filter(({ method }) => method === 'POST').length, 1);
  });

  it('runs tests with a locked record once more, and only those, if that is wanted', async () => {
    const locked = result('b', { Outcome: 'Fail', Message: lockMessage });
    const { events, sent } = openRun(
      { runs: [statusRow('Failed', 2), statusRow('Completed', 1)], results: [[result('a'), locked], [result('b')]] },
      { retryLocked: true },
    );
    const { run, live } = await finished(events);
    assert.deepEqual(
      live.map(({ method, outcome, isLocked = false, isRetried = false }) => [method, outcome, isLocked, isRetried]),
      [
        ['a', 'pass', false, false],
        ['b', 'fail', true, false],
        ['b', 'pass', false, true],
      ],
    );
    assert.equal(run.outcome, 'passed');
    const [, second] = sent.filter(({ method }) => method === 'POST').map(({ body }) => JSON.parse(body) as object);
    assert.deepEqual(second, {
      maxFailedTests: -1,
      skipCodeCoverage: true,
      testLevel: 'RunSpecifiedTests',
      tests: [{ classId, testMethods: ['b'] }],
    });
  });

  it('does not run them again by itself', async () => {
    const locked = result('b', { Outcome: 'Fail', Message: lockMessage });
    const { events, sent } = openRun({ runs: [statusRow('Failed', 1)], results: [[locked]] });
    assert.equal((await finished(events)).run.results[0]?.isLocked, true);
    assert.equal(sent.filter(({ method }) => method === 'POST').length, 1);
  });

  it('aborts the classes that have not ended, 200 in a call', async () => {
    const item = (id: number, status: string): object => ({
      Id: `709${id}`,
      Status: status,
      ApexClassId: classId,
      ApexClass: parent,
    });
    const items = [
      ...Array.from({ length: 201 }, (_, id) => item(id, id % 2 === 0 ? 'Queued' : 'Processing')),
      item(999, 'Completed'),
    ];
    const abort = new AbortController();
    abort.abort();
    const { events, sent } = openRun(
      { runs: [statusRow('Aborted', 0)], results: [[]], items },
      { abort: abort.signal, retryLocked: true },
    );
    assert.equal((await finished(events)).run.outcome, 'aborted');
    const patches = sent.filter(({ method }) => method === 'PATCH').map(({ body }) => JSON.parse(body) as Patch);
    assert.deepEqual(
      patches.map(({ records }) => records.length),
      [200, 1],
    );
    assert.deepEqual(patches[1]?.records, [
      { attributes: { type: 'ApexTestQueueItem' }, id: '709200', Status: 'Aborted' },
    ]);
  });
});

interface Patch {
  readonly records: readonly object[];
}
