// One part of a load against every kind of failure: it ends in the true state, and no row is sent twice.
import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { partRun } from '../../../../src/core/bulk/partRun';
import { SalesforceError } from '../../../../src/core/errors/salesforceError';
import type { PartState } from '../../../../src/core/model/load';
import { freshPart } from '../../../../src/core/model/parts';
import { mergeRuns } from '../../../../src/core/kernel/merge';
import { CancelReason } from '../../../../src/core/kernel/task';
import { createFakeBulk } from '../../../fakes/fakeBulk';
import { broken, codeOf, gone, harness, plan, ran, uploadsOf } from './partHarness';

describe('one part of a bulk load', () => {
  it('is created, uploaded, closed, watched and finished, each step after the event that a resume needs for it', async () => {
    const bulk = createFakeBulk();
    const { log, error } = await ran(freshPart(plan), harness(bulk).run, ({ type }) => {
      if (type !== 'uploading' && type !== 'processing') bulk.calls.push(`event ${type}`);
    });
    assert.equal(error, undefined);
    assert.deepEqual(bulk.calls, [
      'event partCreating',
      'create',
      // Until the job is closed, none of its rows is processed, so the upload waits for no event.
      'upload 750-1',
      'event partCreated',
      'event uploaded',
      'read 750-1',
      'close 750-1',
      'event closed',
      'read 750-1',
      'read 750-1',
      'results 750-1 failed',
      'event partFinished',
    ]);
    assert.deepEqual(log.slice(-3), [
      'processing InProgress',
      'processing JobComplete',
      'partFinished JobComplete 3+0+0+0',
    ]);
  });

  it('stops its upload when the journal cannot be written, and never closes the job', async () => {
    const bulk = createFakeBulk();
    const { run } = harness(bulk);
    let stopped = (): void => undefined;
    const isStopped = new Promise<void>((resolve) => (stopped = resolve));
    const endless: typeof run.body = () => ({
      open: async function* () {
        try {
          for (;;) yield await setImmediate(new Uint8Array(1));
        } finally {
          stopped();
        }
      },
    });
    await assert.rejects(async () => {
      for await (const event of mergeRuns([() => partRun(freshPart(plan), { ...run, body: endless })], 1))
        if (event.type === 'partCreated') throw new Error('no space left');
    }, /no space left/);
    await isStopped;
    assert.ok(!bulk.calls.some((call) => call.startsWith('close')));
  });

  it('abandons a broken upload and sends the rows in a new job, never twice in one', async () => {
    const bulk = createFakeBulk();
    bulk.fail('upload', 1, broken(), 'acted');
    const { log } = await ran(freshPart(plan), harness(bulk).run);
    assert.deepEqual(log.slice(0, 6), [
      'partCreating',
      'partCreated 750-1',
      'partAbandoned 750-1',
      'partCreating',
      'partCreated 750-2',
      'uploaded',
    ]);
    assert.equal(bulk.jobs.get('750-1')?.state, 'Aborted');
    assert.deepEqual(uploadsOf(bulk), ['750-2']);
  });

  it('does not take the job of another part for the orphan while its create call is under way', async () => {
    const bulk = createFakeBulk();
    let answer = (): void => undefined;
    const listed = new Promise<void>((resolve) => (answer = resolve));
    const api: typeof bulk.api = {
      ...bulk.api,
      list: async function* (task) {
        yield* bulk.api.list(task);
        answer();
      },
    };
    const { run } = harness(bulk);
    const other = run.ownJobs.create(async () => {
      const made = await bulk.api.create(run.create, run.task);
      await listed;
      return made;
    });
    bulk.fail('create', 2, broken());
    const { log } = await ran(freshPart(plan), { ...run, api });
    assert.equal(bulk.jobs.get((await other).remoteId)?.state, 'Open');
    assert.equal(log.at(-1), 'partFinished JobComplete 3+0+0+0');
  });

  it('is interrupted after four broken uploads and leaves the rows for a resume', async () => {
    const bulk = createFakeBulk();
    for (const nth of [1, 2, 3, 4]) bulk.fail('upload', nth, broken());
    const { log, error } = await ran(freshPart(plan), harness(bulk).run);
    assert.equal(codeOf(error), 'network.connectionLost');
    assert.equal(log.filter((line) => line.startsWith('partAbandoned')).length, 4);
    assert.ok(!log.some((line) => line.startsWith('partFinished')), 'nothing is settled yet');
  });

  it('makes every row unprocessed when Salesforce rejects the job', async () => {
    const bulk = createFakeBulk();
    bulk.fail(
      'create',
      1,
      new SalesforceError('request.refused', { errorCode: 'INVALIDJOB', message: 'Unable to find object: Acount' }),
    );
    const { log, error } = await ran(freshPart(plan), harness(bulk).run);
    assert.deepEqual(log, ['partCreating', 'partFinished Failed 0+0+3+0']);
    assert.equal(codeOf(error), 'request.refused');
  });

  it('closes only once: when the close call is not answered, the job is read and not closed again', async () => {
    const bulk = createFakeBulk();
    bulk.fail('close', 1, broken(), 'acted');
    const { log } = await ran(freshPart(plan), harness(bulk).run);
    assert.equal(bulk.calls.filter((call) => call.startsWith('close')).length, 1);
    assert.ok(log.includes('delayed'));
    assert.equal(log.at(-1), 'partFinished JobComplete 3+0+0+0');
  });

  it('keeps polling while Salesforce is unreachable for less than half an hour', async () => {
    const bulk = createFakeBulk();
    for (const nth of [2, 3, 4, 5]) bulk.fail('read', nth, broken());
    const { log, error } = await ran(freshPart(plan), harness(bulk).run);
    assert.equal(error, undefined);
    assert.equal(log.filter((line) => line === 'delayed').length, 4);
  });

  it('is interrupted when Salesforce stays unreachable', async () => {
    const bulk = createFakeBulk();
    for (let nth = 2; nth < 200; nth++) bulk.fail('read', nth, broken());
    const { error } = await ran(freshPart(plan), harness(bulk).run);
    assert.equal(codeOf(error), 'network.connectionLost');
  });

  it('abandons a job that cannot be closed for half an hour, and makes its rows unprocessed', async () => {
    const bulk = createFakeBulk();
    const refusal = new SalesforceError('request.refused', { errorCode: 'X', message: 'not now' });
    for (let nth = 1; nth < 200; nth++) bulk.fail('close', nth, refusal);
    const { log, error } = await ran(freshPart(plan), harness(bulk).run);
    assert.equal(codeOf(error), 'request.refused');
    assert.deepEqual(log.slice(-2), ['partAbandoned 750-1', 'partFinished Failed 0+0+3+0']);
    assert.equal(bulk.jobs.get('750-1')?.state, 'Aborted');
  });

  it('does not wait for a login that cannot come back by itself', async () => {
    const bulk = createFakeBulk();
    bulk.fail('read', 2, new SalesforceError('login.expired', { org: 'x' }));
    const { log, error } = await ran(freshPart(plan), harness(bulk).run);
    assert.equal(codeOf(error), 'login.expired');
    assert.ok(!log.includes('delayed'));
  });

  it('downloads the results again when the download breaks', async () => {
    const bulk = createFakeBulk();
    bulk.fail('results', 1, broken());
    const { log, error } = await ran(freshPart(plan), harness(bulk).run);
    assert.equal(error, undefined);
    assert.equal(log.at(-1), 'partFinished JobComplete 3+0+0+0');
  });

  it('throws when Salesforce ended the job, after the results are written', async () => {
    const bulk = createFakeBulk();
    bulk.path = ['Failed'];
    const { log, error } = await ran(freshPart(plan), harness(bulk).run);
    assert.equal(log.at(-1), 'partFinished Failed 3+0+0+0');
    assert.equal(codeOf(error), 'job.failed');
  });

  it('throws when the results of a completed job lack rows', async () => {
    const own = harness(createFakeBulk());
    own.unmentioned = 1;
    const { error } = await ran(freshPart(plan), own.run);
    assert.equal(codeOf(error), 'job.rowCountMismatch');
  });

  it('reports a deleted job instead of loading its rows again', async () => {
    const bulk = createFakeBulk();
    bulk.fail('read', 2, gone());
    bulk.fail('read', 3, gone());
    const { log, error } = await ran(freshPart(plan), harness(bulk).run);
    assert.equal(codeOf(error), 'job.gone');
    assert.equal(log.at(-1), 'partFinished Failed 0+0+0+3');
    assert.equal(bulk.jobs.size, 1);
  });
});

describe('one part resumed after a crash', () => {
  const at = (phase: PartState['phase'], remoteId = '750-1'): PartState => ({ ...freshPart(plan), phase, remoteId });

  it('aborts a job whose upload was never answered and sends the rows again', async () => {
    const bulk = createFakeBulk();
    bulk.jobs.set('750-1', { state: 'Open', uploads: 1, body: 'half', next: [] });
    const { log } = await ran(at('uploading'), harness(bulk).run);
    assert.deepEqual(log.slice(0, 3), ['partAbandoned 750-1', 'partCreating', 'partCreated 750-2']);
    assert.equal(bulk.jobs.get('750-1')?.state, 'Aborted');
    assert.deepEqual(uploadsOf(bulk), ['750-2']);
  });

  it('closes a job whose upload was answered, without sending anything', async () => {
    const bulk = createFakeBulk();
    bulk.jobs.set('750-1', { state: 'Open', uploads: 1, body: 'all', next: [] });
    const { log } = await ran(at('uploaded'), harness(bulk).run);
    assert.equal(log[0], 'closed');
    assert.ok(!bulk.calls.some((call) => call.startsWith('upload')));
  });

  it('only watches a job that Salesforce is processing', async () => {
    const bulk = createFakeBulk();
    bulk.jobs.set('750-1', { state: 'InProgress', uploads: 1, body: 'all', next: ['InProgress', 'JobComplete'] });
    const { log } = await ran(at('processing'), harness(bulk).run);
    assert.deepEqual(log, ['processing InProgress', 'processing JobComplete', 'partFinished JobComplete 3+0+0+0']);
  });

  it('aborts again the jobs that an earlier run abandoned', async () => {
    const bulk = createFakeBulk();
    bulk.jobs.set('750-1', { state: 'Open', uploads: 1, body: '', next: [] });
    await ran({ ...freshPart(plan), abandoned: ['750-1'] }, harness(bulk).run);
    assert.equal(bulk.jobs.get('750-1')?.state, 'Aborted');
  });
});

describe('one part of an aborted load', () => {
  it('is not sent at all when it had not begun', async () => {
    const bulk = createFakeBulk();
    const own = harness(bulk);
    own.stop.abort(new CancelReason('user'));
    const { log, error } = await ran(freshPart(plan), own.run);
    assert.deepEqual(log, ['partFinished Aborted 0+0+3+0']);
    assert.equal(error, undefined);
    assert.deepEqual(bulk.calls, []);
  });

  it('is aborted at Salesforce while it is processed, then its results are downloaded', async () => {
    const bulk = createFakeBulk();
    bulk.path = ['InProgress', 'InProgress', 'InProgress'];
    const own = harness(bulk);
    const { log, error } = await ran(freshPart(plan), own.run, (event) => {
      if (event.type === 'processing') own.stop.abort(new CancelReason('user'));
    });
    assert.equal(error, undefined);
    assert.equal(bulk.jobs.get('750-1')?.state, 'Aborted');
    assert.equal(log.at(-1), 'partFinished Aborted 3+0+0+0');
  });

  it('ends as completed when the abort came too late', async () => {
    const bulk = createFakeBulk();
    bulk.path = ['InProgress', 'JobComplete'];
    const own = harness(bulk);
    bulk.fail('abort', 1, new SalesforceError('request.refused', { errorCode: 'INVALIDJOBSTATE', message: '' }));
    const { log } = await ran(freshPart(plan), own.run, (event) => {
      if (event.type === 'processing') own.stop.abort(new CancelReason('user'));
    });
    assert.equal(log.at(-1), 'partFinished JobComplete 3+0+0+0');
  });

  it('continues at Salesforce when the job is detached', async () => {
    const bulk = createFakeBulk();
    bulk.path = ['InProgress', 'InProgress'];
    const closing = new AbortController();
    const { error } = await ran(freshPart(plan), harness(bulk, closing.signal).run, (event) => {
      if (event.type === 'processing') closing.abort(new CancelReason('shutdown'));
    });
    assert.ok(error instanceof CancelReason);
    assert.equal(bulk.jobs.get('750-1')?.state, 'InProgress');
  });
});
