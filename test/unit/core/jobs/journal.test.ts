// The file format of journals: what is written is read back, and an unreadable line is reported, never guessed.
import assert from 'node:assert/strict';
import type { Jobs } from '../../../../src/core/core';
import { createJobs } from '../../../../src/core/jobs/jobs';
import { asAnyKinds } from '../../../../src/core/jobs/jobKind';
import { readEvents, toLine } from '../../../../src/core/jobs/journal';
import type { LoadSpec } from '../../../../src/core/model/load';
import type { JobStore } from '../../../../src/core/ports';
import { neverAborted } from '../../../fakes/jobEvents';
import { kindsOf, type AnyJobEvent } from '../../../fakes/jobKinds';
import { jobsDeps } from '../../../fakes/jobsDeps';
import { createMemoryJobStore, createShelf } from '../../../fakes/memoryJobStore';

const spec: LoadSpec = {
  kind: 'load',
  orgId: 'org',
  startedBy: 'a tool',
  file: 'a.csv',
  object: 'Account',
  operation: 'upsert',
  externalIdField: 'Key__c',
  mapping: { Name: 'Name' },
  blanks: 'clear',
  dialect: { delimiter: ';' },
  partBytes: 1000,
  api: 'auto',
  routeLimits: { restRows: 1 },
  retryOf: { jobId: 'before', list: 'failed', records: 2, withoutLine: 1, rowsFile: 'a.rows' },
};
const { retryOf: _, ...plain } = spec;
const created: AnyJobEvent = { at: 1, type: 'created', jobId: 'job', spec, orgLabel: 'My org' };
const error = { code: 'network.timeout', details: { host: 'acme', seconds: 9 } };
const span = { from: 0, to: 2 };
const loadEvents: readonly AnyJobEvent[] = [
  created,
  {
    at: 2,
    type: 'planned',
    sizeBytes: 20,
    modifiedMs: 1.5,
    records: 2,
    dialect: { delimiter: ',', lineEnding: 'LF', encoding: 'utf-8', bomBytes: 0 },
    columns: ['Name'],
    rewritten: true,
    keepsLines: true,
    addedRows: 1,
    sha256: 'ab',
    parts: [{ index: 0, start: 5, end: 20, records: 2, firstLine: 2 }],
    route: { api: 'collections', wait: true, reason: { code: 'atMost', rows: 2, limit: 200 }, calls: 1 },
  },
  { at: 3, type: 'partCreating', part: 0 },
  { at: 3, type: 'partCreated', part: 0, remoteId: '750' },
  { at: 3, type: 'uploaded', part: 0 },
  { at: 3, type: 'closed', part: 0 },
  { at: 3, type: 'processing', part: 0, state: 'InProgress', processed: 1, failed: 0, apiTimeMs: 5 },
  { at: 3, type: 'partAbandoned', part: 0, remoteId: '750', error },
  { at: 3, type: 'callSent', part: 0, span },
  { at: 3, type: 'callRejected', part: 0, span },
  { at: 3, type: 'callUnanswered', part: 0, span },
  { at: 3, type: 'callAnswered', part: 0, span, outcomes: [{ id: '001', created: true }, { error: 'X:y:--' }] },
  { at: 4, type: 'delayed', error },
  { at: 4, type: 'delayed' },
  { at: 4, type: 'interrupted', error },
  { at: 4, type: 'resumed' },
  { at: 4, type: 'aborting' },
  {
    at: 5,
    type: 'partFinished',
    part: 0,
    state: 'JobComplete',
    message: 'm',
    groups: [{ code: 'X', message: 'y', fields: ['Name'], count: 1 }],
    succeeded: 1,
    failed: 1,
    unprocessed: 0,
  },
  { at: 6, type: 'finished', outcome: 'failed', error },
];
const exportEvents: readonly AnyJobEvent[] = [
  {
    at: 1,
    type: 'created',
    jobId: 'job',
    orgLabel: 'My org',
    spec: {
      kind: 'export',
      orgId: 'org',
      soql: 'SELECT Id FROM Account',
      file: 'b.csv',
      format: 'jsonl',
      all: true,
      rest: false,
      overwrite: true,
    },
  },
  { at: 2, type: 'queryCreated', remoteId: '750', apiVersion: '66.0' },
  { at: 2, type: 'processing', part: 0, state: 'JobComplete', processed: 3, failed: 0, apiTimeMs: 5 },
  { at: 2, type: 'queryCounted', records: 3 },
  { at: 2, type: 'pageSaved', records: 1, bytes: 9, next: { by: 'list', locator: 'x', skip: 1 } },
  { at: 2, type: 'restarted', error },
  { at: 2, type: 'pageSaved', records: 3, bytes: 27, next: null },
];

const kinds = kindsOf(async function* () {
  yield { at: 9, type: 'finished', outcome: 'completed' };
});
const read = (...lines: readonly string[]) => readEvents({ file: 'f', lines }, asAnyKinds(kinds));
const firstLine = toLine(created);
const damaged =
  (line: number, reason: string | RegExp) => (thrown: { readonly code: string; readonly details: object }) => {
    assert.equal(thrown.code, 'job.unreadableJournal');
    const { file, line: actualLine, reason: actualReason } = thrown.details as Record<string, unknown>;
    assert.deepEqual([file, actualLine], ['f', line]);
    if (typeof reason === 'string') assert.equal(actualReason, reason);
    else assert.match(String(actualReason), reason);
    return true;
  };

describe('the journal of a job', () => {
  for (const [kind, events] of [
    ['load', loadEvents],
    ['export', exportEvents],
  ] as const)
    it(`is read as it was written (${kind})`, () => {
      assert.deepEqual(read(...events.map(toLine)), events);
    });

  it('has its format in its first line', () => {
    assert.match(firstLine, /^\{"format":1,/);
    assert.doesNotMatch(toLine({ at: 1, type: 'resumed' }), /format/);
  });

  it('is empty for a job that does not exist', () => assert.deepEqual(read(), []));

  it('is not read when it has another format or none', () => {
    assert.throws(() => read(firstLine.replace('"format":1', '"format":2')), damaged(1, 'format 2 instead of 1'));
    assert.throws(() => read(JSON.stringify(created)), damaged(1, 'format undefined instead of 1'));
  });

  it('is not read when any line is damaged', () => {
    const resumed = toLine({ at: 2, type: 'resumed' });
    assert.throws(() => read('{"format":1', resumed), damaged(1, 'not JSON'));
    assert.throws(() => read(firstLine, resumed.slice(0, 9), resumed), damaged(2, 'not JSON'));
    assert.throws(() => read(firstLine, resumed, '', resumed), damaged(3, 'not JSON'));
    assert.throws(() => read(firstLine, resumed.replace('2', '"2"')), damaged(2, /^at: .*number/));
    assert.throws(() => read(firstLine, 'null'), damaged(2, 'unknown event "undefined"'));
    assert.throws(() => read(resumed, firstLine), damaged(1, 'format undefined instead of 1'));
  });

  it('is not read when it has an unknown or transient event, or an unknown job kind', () => {
    assert.throws(() => read(firstLine, '{"at":2,"type":"guessed"}'), damaged(2, 'unknown event "guessed"'));
    assert.throws(() => read(firstLine, '{"at":2,"type":"toString"}'), damaged(2, 'unknown event "toString"'));
    assert.throws(() => read(firstLine, '{"at":2,"type":"queryCounted","records":1}'), damaged(2, /unknown event/));
    assert.throws(
      () => read(firstLine, '{"at":2,"type":"uploading","part":0,"sentBytes":1}'),
      damaged(2, /unknown event/),
    );
    assert.throws(
      () => read(firstLine.replace('"kind":"load"', '"kind":"apex"')),
      damaged(1, 'unknown kind of job "apex"'),
    );
  });

  it('is reported with the invalid property of the spec or the event', () => {
    assert.throws(() => read(firstLine.replace('"upsert"', '"merge"')), damaged(1, /^operation: /));
    const planned = toLine(loadEvents[1]!).replace('"records":2,"firstLine"', '"records":"2","firstLine"');
    assert.throws(() => read(firstLine, planned), damaged(2, /^parts\.0\.records: /));
  });
});

describe('a job whose journal cannot be read', () => {
  const shelf = createShelf();
  let jobs: Jobs;
  beforeEach(async () => {
    shelf.journals.clear();
    shelf.journals.set('20260101-120000-aaaaaa', [firstLine, '{"at":2,"type":"guessed"}']);
    shelf.journals.set('20260101-130000-bbbbbb', [firstLine.replace('"format":1', '"format":7')]);
    jobs = createJobs({ ...jobsDeps(), store: createMemoryJobStore(shelf), kinds });
    await jobs.load();
  });
  afterEach(() => jobs.close());

  it('is listed with the file, the line and the reason, and with no state', () => {
    assert.deepEqual(jobs.list(), []);
    assert.deepEqual(
      jobs.unreadable().map(({ jobId, error: { code, details } }) => [jobId, code, details['line'], details['reason']]),
      [
        ['20260101-130000-bbbbbb', 'job.unreadableJournal', 1, 'format 7 instead of 1'],
        ['20260101-120000-aaaaaa', 'job.unreadableJournal', 2, 'unknown event "guessed"'],
      ],
    );
  });

  it('is unreadable when it is the copy of another job, which it must not run a second time', async () => {
    shelf.journals.clear();
    const jobId = (JSON.parse(firstLine) as { readonly jobId: string }).jobId;
    shelf.journals.set(jobId, [firstLine]);
    shelf.journals.set(`${jobId}-copy`, [firstLine]);
    const both = createJobs({ ...jobsDeps(), store: createMemoryJobStore(shelf), kinds });
    await both.load();
    assert.deepEqual(
      both.list().map((state) => state.jobId),
      [jobId],
    );
    assert.deepEqual(
      both.unreadable().map((one) => [one.jobId, one.error.details['reason']]),
      [[`${jobId}-copy`, `it is the journal of the job ${jobId}`]],
    );
    await both.close();
  });

  it('does not hide the other jobs when its file cannot be opened', async () => {
    shelf.journals.clear();
    const jobId = (JSON.parse(firstLine) as { readonly jobId: string }).jobId;
    shelf.journals.set(jobId, [firstLine]);
    shelf.journals.set('broken', [firstLine]);
    const store = createMemoryJobStore(shelf);
    const read: JobStore['read'] = (id) => (id === 'broken' ? Promise.reject(new Error('EISDIR')) : store.read(id));
    const both = createJobs({ ...jobsDeps(), store: { ...store, read }, kinds });
    await both.load();
    assert.deepEqual([both.list().length, both.unreadable()[0]?.error.details['reason']], [1, 'EISDIR']);
    await both.close();
  });

  it('is not resumed, not aborted and not adopted, and nothing is appended to it', async () => {
    const jobId = '20260101-120000-aaaaaa';
    await assert.rejects(jobs.resume(jobId), { code: 'job.unreadableJournal' });
    await assert.rejects(jobs.abort(jobId), { code: 'job.unreadableJournal' });
    assert.deepEqual(await jobs.resumeUnfinished(), []);
    assert.equal(shelf.journals.get(jobId)?.length, 2);
  });

  it('does not prevent other jobs from running, and can be removed', async () => {
    const other = await jobs.start(plain);
    assert.equal((await jobs.whenFinished(other, neverAborted)).outcome, 'completed');
    for (const { jobId } of jobs.unreadable()) await jobs.remove(jobId);
    assert.deepEqual([jobs.unreadable(), [...shelf.journals.keys()]], [[], [other]]);
  });

  it('is a job again once its journal can be read', async () => {
    const jobId = '20260101-120000-aaaaaa';
    shelf.journals.set(jobId, [firstLine.replace('"jobId":"job"', `"jobId":"${jobId}"`)]);
    await jobs.load();
    assert.deepEqual([jobs.unreadable().length, jobs.list().length], [1, 1]);
  });

  it('that was damaged before a resume is not claimed by it, and can be resumed after a repair', async () => {
    const jobId = '20260101-140000-cccccc';
    const first = firstLine.replace('"jobId":"job"', `"jobId":"${jobId}"`);
    shelf.journals.set(jobId, [first]);
    await jobs.load();
    shelf.journals.set(jobId, [first, 'damaged']);
    await assert.rejects(jobs.resume(jobId), { code: 'job.unreadableJournal' });
    assert.equal(shelf.owners.size, 0);
    shelf.journals.set(jobId, [first]);
    await jobs.load();
    await jobs.resume(jobId);
    assert.equal((await jobs.whenFinished(jobId, neverAborted)).outcome, 'completed');
  });
});
