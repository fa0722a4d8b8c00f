// Events that are valid one by one and contradict each other: their journal is damaged, and nothing is guessed from it.
import assert from 'node:assert/strict';
import { asAnyKinds } from '../../../../src/core/jobs/jobKind';
import { readEvents, toLine } from '../../../../src/core/jobs/journal';
import type { ExportSpec } from '../../../../src/core/model/export';
import { completed, insertSpec, plannedLoad, type Planned } from '../../../fakes/jobEvents';
import { checkedKindsOf, type AnyJobEvent } from '../../../fakes/jobKinds';
import { inPieces } from '../../../fakes/memoryJobStore';

const kinds = asAnyKinds(
  checkedKindsOf(async function* () {
    // Journals are only read.
  }),
);
const exportSpec: ExportSpec = { kind: 'export', orgId: 'org', soql: 'SELECT Id FROM Lead', file: 'a', format: 'csv' };

/** Why the journal is damaged; undefined when it is not. */
async function flaw(spec: typeof insertSpec | ExportSpec, events: readonly AnyJobEvent[]): Promise<string | undefined> {
  const created: AnyJobEvent = { at: 1, type: 'created', jobId: 'job', spec, orgLabel: '' };
  try {
    for await (const _ of readEvents({ file: 'f', lines: inPieces([created, ...events].map(toLine)) }, kinds));
    return undefined;
  } catch (error) {
    const { code, details } = error as { readonly code: string; readonly details: Readonly<Record<string, unknown>> };
    assert.deepEqual([code, details['line']], ['job.unreadableJournal', events.length + 1], 'at the last event');
    return String(details['reason']);
  }
}
const load = (...events: readonly AnyJobEvent[]) => flaw(insertSpec, events);

const causes = (count: number): readonly object[] => [{ code: 'X', message: '', fields: [], count }];

/** Two parts of three rows. */
const plan = plannedLoad(2, 3);
const planOf = (change: (parts: Planned['parts']) => unknown): Planned =>
  ({ ...plan, parts: change(plan.parts) }) as Planned;
const finished = (part: number, counts: object = {}): AnyJobEvent => ({
  at: 3,
  type: 'partFinished',
  part,
  state: 'JobComplete',
  groups: [],
  succeeded: 3,
  failed: 0,
  unprocessed: 0,
  unknown: 0,
  ...counts,
});
const call = (type: 'callSent' | 'callRejected' | 'callUnanswered', from: number, to: number): AnyJobEvent => ({
  at: 2,
  type,
  part: 0,
  span: { from, to },
});
const answer = (from: number, to: number, outcomes = to - from): AnyJobEvent => ({
  at: 2,
  type: 'callAnswered',
  part: 0,
  span: { from, to },
  outcomes: Array.from({ length: outcomes }, () => ({ id: '001', created: true })),
});

describe('the journal of a load', () => {
  const damaged: Readonly<Record<string, readonly [readonly AnyJobEvent[], RegExp]>> = {
    'it has two different plans': [[plan, plannedLoad(3, 3)], /two plans/],
    'a part is sent before the plan': [[{ at: 2, type: 'uploaded', part: 0 }], /before the load is planned/],
    'a part is beyond the plan': [[plan, { at: 2, type: 'uploaded', part: 2 }], /part 2 is not among the 2/],
    'the parts are in another order': [[planOf(([a, b]) => [b, a])], /part 1 is in the place of part 0/],
    'parts overlap': [[planOf(([a, b]) => [a, { ...b, start: 14 }])], /part 1 overlaps/],
    'a part ends before it starts': [[planOf(([a, b]) => [a, { ...b, end: 14 }])], /part 1 overlaps/],
    'the parts have other rows than the load': [[planOf(([a, b]) => [a, { ...b, records: 4 }])], /7 rows.* has 6/],
    'the parts end after the file': [[planOf(([a, b]) => [a, { ...b, end: 99 }])], /byte 99.* has 25/],
    'a call has no rows': [[plan, call('callSent', 2, 2)], /the rows 2 to 2/],
    'a call goes backwards': [[plan, call('callRejected', 2, 1)], /the rows 2 to 1/],
    'a call has rows that the part does not have': [[plan, call('callUnanswered', 2, 4)], /has 3 rows.* 2 to 4/],
    'a call has fewer outcomes than rows': [[plan, answer(0, 3, 2)], /3 rows has 2 outcomes/],
    'a call has more outcomes than rows': [[plan, answer(0, 1, 2)], /1 rows has 2 outcomes/],
    'a row is answered twice': [[plan, answer(0, 2), answer(1, 3)], /row 1 of part 0 has two outcomes/],
    'a row is answered after it was given up': [[plan, call('callUnanswered', 0, 1), answer(0, 1)], /two outcomes/],
    'rows of a part are lost': [[plan, finished(0, { succeeded: 2 })], /has 3 rows, and 2 are counted/],
    'rows of a part are counted twice': [[plan, finished(0, { failed: 1 })], /has 3 rows, and 4 are counted/],
    'there are more causes than failed rows': [
      [plan, finished(0, { groups: causes(1) })],
      /0 failed rows, and causes of 1/,
    ],
    'there are failed rows without a cause': [
      [plan, finished(0, { succeeded: 1, failed: 2, groups: causes(1) })],
      /2 failed rows, and causes of 1/,
    ],
    'a row is sent again after its answer': [[plan, answer(0, 2), call('callSent', 1, 3)], /row 1 of part 0 is sent/],
    'a row that Salesforce saved is counted as unprocessed': [
      [plan, answer(0, 2), finished(0, { succeeded: 1, unprocessed: 2 })],
      /2 rows of part 0 are succeeded, and 1 counted/,
    ],
    'a row without an answer is counted as unprocessed': [
      [plan, call('callUnanswered', 0, 1), finished(0, { succeeded: 0, unprocessed: 3 })],
      /1 rows of part 0 are unknown, and 0 counted/,
    ],
    'a part begins before the one that precedes it': [
      [planOf(([a, b]) => [a, { ...b, firstLine: 1 }])],
      /part 1 begins on line 1, before part 0/,
    ],
    'rows that are not sent are not the last part': [
      [planOf(([a, b]) => [{ ...a, end: 5, unsent: causes(3) }, b])],
      /part 0 is not sent, and is not the last one/,
    ],
    'rows that are not sent have bytes': [
      [planOf(([a, b]) => [a, { ...b, unsent: causes(3) }])],
      /part 1 is not sent, and has bytes/,
    ],
    'rows that are not sent have no cause': [
      [planOf(([a, b]) => [a, { ...b, end: 15, unsent: causes(2) }])],
      /part 1 has 3 rows that are not sent, and causes of 2/,
    ],
    'it is completed without a plan': [[completed], /without a plan/],
    'it is completed without one of its parts': [[plan, finished(1), completed], /without part 0/],
  };
  for (const [what, [events, reason]] of Object.entries(damaged))
    it(`is damaged when ${what}`, async () => assert.match(String(await load(...events)), reason));

  it('is sound with what a process that lost the job records late', async () => {
    const late = [plan, { at: 9, type: 'uploaded', part: 0 }, answer(0, 1), finished(0, { succeeded: 2 })] as const;
    assert.equal(await load(plan, finished(0), ...late, finished(1), completed), undefined);
    assert.equal(await load(plan, finished(0), finished(1), completed, answer(0, 3), finished(0)), undefined);
  });

  it('is sound when a call is sent again, rejected as a whole and then divided', async () => {
    const calls = [
      call('callSent', 0, 3),
      call('callRejected', 0, 3),
      call('callSent', 0, 1),
      answer(0, 1),
      answer(1, 3),
    ];
    assert.equal(await load(plan, call('callSent', 0, 3), ...calls, finished(0), finished(1), completed), undefined);
  });

  it('is sound when some rows of a part have answers, failed ones too, and others were never sent', async () => {
    const failed: AnyJobEvent = {
      at: 2,
      type: 'callAnswered',
      part: 0,
      span: { from: 0, to: 1 },
      outcomes: [{ error: 'X:y:--' }],
    };
    const counts = { succeeded: 0, failed: 1, unprocessed: 1, unknown: 1, groups: causes(1) };
    assert.equal(await load(plan, failed, call('callUnanswered', 1, 2), finished(0, counts)), undefined);
  });

  it('is sound when a part of it is not sent, whose lines may be before those of others', async () => {
    const unsent = planOf(([a, b]) => [a, { ...b, start: 15, end: 15, firstLine: 1, unsent: causes(3) }]);
    assert.equal(await load(unsent, finished(0), completed), undefined);
  });

  it('is sound when nothing was sent or the load was aborted', async () => {
    assert.equal(await load({ at: 2, type: 'finished', outcome: 'rejected' }), undefined);
    assert.equal(await load(plan, { at: 2, type: 'finished', outcome: 'aborted' }), undefined);
  });
});

describe('the journal of an export', () => {
  const query = (...events: readonly AnyJobEvent[]) => flaw(exportSpec, events);
  const page = (records: number, bytes: number): AnyJobEvent => ({
    at: 2,
    type: 'pageSaved',
    records,
    bytes,
    next: null,
  });
  const processing = (part: number): AnyJobEvent => ({
    at: 2,
    type: 'processing',
    part,
    state: 'InProgress',
    processed: 1,
    failed: 0,
    apiTimeMs: 0,
  });
  const queryCreated: AnyJobEvent = { at: 2, type: 'queryCreated', remoteId: '750', apiVersion: '66.0' };

  it('is damaged when a page makes its file shorter', async () => {
    assert.match(String(await query(page(2, 20), page(1, 30))), /shorter/);
    assert.match(String(await query(page(2, 20), page(3, 10))), /shorter/);
  });

  it('is damaged when Salesforce works on a query job that was not created', async () => {
    assert.match(String(await query(processing(0))), /not created/);
    assert.match(String(await query(queryCreated, processing(1))), /not created/);
  });

  it('is damaged when it is completed with other records than Salesforce found', async () => {
    const counted: AnyJobEvent = { at: 2, type: 'queryCounted', records: 3 };
    assert.match(String(await query(queryCreated, counted, page(2, 20), completed)), /2 of 3 records/);
    assert.match(String(await query(queryCreated, page(2, 20), completed)), /completed without a count/);
    assert.equal(await query(queryCreated, counted, page(3, 30), completed), undefined);
    assert.equal(
      await query(queryCreated, counted, page(2, 20), { at: 3, type: 'finished', outcome: 'failed' }),
      undefined,
    );
  });

  it('is sound when it started over', async () => {
    const restarted: AnyJobEvent = { at: 3, type: 'restarted', error: { code: 'job.locatorExpired', details: {} } };
    assert.equal(await query(queryCreated, processing(0), page(2, 20), restarted, queryCreated, page(1, 5)), undefined);
  });
});
