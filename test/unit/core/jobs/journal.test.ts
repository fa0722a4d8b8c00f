// The file format of journals: what is written is read back, and an unreadable line is reported, never guessed.
import assert from 'node:assert/strict';
import { asAnyKinds } from '../../../../src/core/jobs/jobKind';
import { readEvents, toLine } from '../../../../src/core/jobs/journal';
import { renames } from '../../../fakes/renames';
import type { RecordedEvent } from '../../../../src/core/model/job';
import type { LoadSpec } from '../../../../src/core/model/load';
import { checkedKindsOf, type AnyJobEvent } from '../../../fakes/jobKinds';
import { inPieces } from '../../../fakes/memoryJobStore';

const spec: LoadSpec = {
  kind: 'load',
  orgId: 'org',
  startedBy: 'a tool',
  file: 'a.csv',
  object: 'Account',
  operation: 'upsert',
  externalIdField: 'Key__c',
  mapping: renames({ Name: 'Name' }),
  blanks: 'clear',
  dialect: { delimiter: ';' },
  partBytes: 1000,
  firstPollSeconds: 5,
  api: 'auto',
  routeLimits: { restRows: 1 },
  retryOf: { jobId: 'before', list: 'failed', records: 2, withoutLine: 1, rowsFile: 'a.rows' },
};
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
    records: 3,
    dialect: { delimiter: ',', lineEnding: 'LF', encoding: 'utf-8', bomBytes: 0 },
    columns: ['Name'],
    rewritten: true,
    keepsLines: true,
    addedRows: 1,
    sha256: 'ab',
    parts: [{ index: 0, start: 5, end: 20, records: 3, firstLine: 2, sha256: 'cd' }],
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
  { at: 3, type: 'callUnanswered', part: 0, span: { from: 0, to: 1 } },
  {
    at: 3,
    type: 'callAnswered',
    part: 0,
    span: { from: 1, to: 3 },
    outcomes: [{ id: '001', created: true }, { error: 'X:y:--' }],
  },
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
    error,
    groups: [{ code: 'X', message: 'y', fields: ['Name'], count: 1 }],
    succeeded: 1,
    failed: 1,
    unprocessed: 0,
    unknown: 1,
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

const kinds = checkedKindsOf(async function* () {
  yield { at: 9, type: 'finished', outcome: 'aborted' };
});
const read = (...lines: readonly string[]): Promise<readonly RecordedEvent[]> => readAll(inPieces(lines));

async function readAll(lines: AsyncIterable<readonly string[]>): Promise<readonly RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const event of readEvents({ file: 'f', lines }, asAnyKinds(kinds))) events.push(event);
  return events;
}

const firstLine = toLine(created);
const thrown =
  (code: string) =>
  (line: number, reason: string | RegExp) =>
  (error: { readonly code: string; readonly details: object }) => {
    const { file, line: actualLine, reason: actualReason } = error.details as Record<string, unknown>;
    assert.deepEqual([error.code, file, actualLine], [code, 'f', line]);
    if (typeof reason === 'string') assert.equal(actualReason, reason);
    else assert.match(String(actualReason), reason);
    return true;
  };
const damaged = thrown('job.unreadableJournal');
const newer = thrown('job.newerJournal');

describe('the journal of a job', () => {
  for (const [kind, events] of [
    ['load', loadEvents],
    ['export', exportEvents],
  ] as const)
    it(`is read as it was written (${kind})`, async () => {
      assert.deepEqual(await read(...events.map(toLine)), events);
    });

  it('has its format in its first line', () => {
    assert.match(firstLine, /^\{"format":1,/);
    assert.doesNotMatch(toLine({ at: 1, type: 'resumed' }), /format/);
  });

  it('is empty when it has no complete line', async () => assert.deepEqual(await read(), []));

  it('is not read when it has another format or none', async () => {
    await assert.rejects(read(firstLine.replace('"format":1', '"format":2')), newer(1, 'format 2 instead of 1'));
    await assert.rejects(read(firstLine.replace('"format":1', '"format":0')), damaged(1, 'format 0 instead of 1'));
    await assert.rejects(read(firstLine.replace('"format":1', '"format":"2"')), damaged(1, /^format "2"/));
    await assert.rejects(read(JSON.stringify(created)), damaged(1, 'format undefined instead of 1'));
  });

  it('is not read when any line is damaged', async () => {
    const resumed = toLine({ at: 2, type: 'resumed' });
    await assert.rejects(read('{"format":1', resumed), damaged(1, 'not JSON'));
    await assert.rejects(read(firstLine, resumed.slice(0, 9), resumed), damaged(2, 'not JSON'));
    await assert.rejects(read(firstLine, resumed, '', resumed), damaged(3, 'not JSON'));
    await assert.rejects(read(firstLine, resumed.replace('2', '"2"')), damaged(2, /^at: .*number/));
    await assert.rejects(read(firstLine, 'null'), damaged(2, /expected object/));
    await assert.rejects(read(firstLine, '{"at":2}'), damaged(2, /^type: /));
    await assert.rejects(read(resumed, firstLine), damaged(1, 'format undefined instead of 1'));
  });

  it('is of a newer version when it has an event or a kind of job that is not known', async () => {
    await assert.rejects(read(firstLine, '{"at":2,"type":"guessed"}'), newer(2, 'unknown event "guessed"'));
    await assert.rejects(read(firstLine, '{"at":2,"type":"toString"}'), newer(2, 'unknown event "toString"'));
    await assert.rejects(
      read(firstLine.replace('"kind":"load"', '"kind":"apex"')),
      newer(1, 'unknown kind of job "apex"'),
    );
  });

  it('is damaged when it has an event of another kind of job, a transient one, or a second beginning', async () => {
    const outOfPlace = (type: string) => damaged(2, `the event "${type}" is out of place`);
    await assert.rejects(read(firstLine, '{"at":2,"type":"queryCounted","records":1}'), outOfPlace('queryCounted'));
    await assert.rejects(
      read(firstLine, '{"at":2,"type":"uploading","part":0,"sentBytes":1}'),
      outOfPlace('uploading'),
    );
    await assert.rejects(read(firstLine, firstLine), outOfPlace('created'));
  });

  it('is reported with the invalid property of the spec or the event', async () => {
    await assert.rejects(read(firstLine.replace('"upsert"', '"merge"')), damaged(1, /^operation: /));
    const planned = toLine(loadEvents[1]!).replace('"records":3,"firstLine"', '"records":"3","firstLine"');
    await assert.rejects(read(firstLine, planned), damaged(2, /^parts\.0\.records: /));
    await assert.rejects(read(firstLine, planned.replace('"index":0', '"index":-1')), damaged(2, /^parts\.0\.index: /));
  });
});
