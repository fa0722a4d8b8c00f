// Two windows, or a window and the command line, on one job store: one runs the job, the other watches it and adopts it
// when the first one is gone.
import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import type { JobState, Jobs } from '../../../src/core/core';
import { startElsewhere, startTogether } from '../setup/childJobs';
import { openCoreSetup, quiet, signal, type CoreSetup } from '../setup/coreSetup';

const pollMs = 20;

describe('a job of another process', function () {
  this.timeout(240_000);
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup({ hasty: true });
  });
  afterEach(() => setup.close());

  const seen = async (jobs: Jobs, isSo: (state: JobState) => boolean): Promise<JobState> => {
    for (;;) {
      await jobs.load();
      const state = jobs.list().find(isSo);
      if (state) return state;
      // A loop without a pause takes the processor from the process that is waited for.
      await setTimeout(pollMs);
    }
  };

  it('is only watched while its process lives, and finished here when that was killed', async () => {
    const hold = { object: 'Contact', times: 0, action: { kind: 'hold', state: 'InProgress' } } as const;
    setup.practice.faults.add(hold);
    const file = await setup.csv('a.csv', 'LastName\nMoss\nLee\n');
    const kill = startElsewhere({ kind: 'load', file, object: 'Contact', operation: 'insert', api: 'bulk' }, setup);
    const { jobs } = setup.core;
    const { jobId } = await seen(jobs, ({ phase }) => phase === 'processing');
    assert.deepEqual(await jobs.resumeUnfinished(), [], 'it has an owner');
    await assert.rejects(jobs.resume(jobId), { code: 'job.owned' });
    assert.equal(jobs.get(jobId)?.interrupted, undefined);
    await kill();
    assert.deepEqual(await jobs.resumeUnfinished(), [jobId], 'a dead owner loses it at once');
    setup.practice.faults.clear();
    const state = await jobs.whenFinished(jobId, signal);
    assert.deepEqual([state.outcome, state.succeeded], ['completed', 2]);
    const uploads = setup.practice.requests.all.filter(({ method }) => method === 'PUT');
    assert.equal(uploads.length, 1);
  });

  it('is aborted by its owner when a watching process requests it', async () => {
    const hold = { object: 'Contact', times: 0, action: { kind: 'hold', state: 'InProgress' } } as const;
    setup.practice.faults.add(hold);
    const file = await setup.csv('a.csv', 'LastName\nMoss\nLee\n');
    const [word] = await Promise.all([
      startTogether([{ kind: 'load', file, object: 'Contact', operation: 'insert', api: 'bulk' }], setup),
      seen(setup.core.jobs, ({ phase }) => phase === 'processing').then(({ jobId }) => setup.core.jobs.abort(jobId)),
    ]);
    const jobId = word[0]?.jobId ?? '';
    const {
      outcome: end,
      succeeded,
      unprocessed,
    } = await seen(setup.core.jobs, (state) => state.outcome !== undefined);
    assert.deepEqual([jobId.length > 0, end, succeeded, unprocessed], [true, 'aborted', 0, 2]);
    assert.equal(setup.practice.requests.all.filter(({ method }) => method === 'PUT').length, 1);
  });

  it('is waited for by a script, and its result is downloaded when its owner is gone', async () => {
    setup.practice.faults.add({ object: 'Contact', times: 0, action: { kind: 'hold', state: 'InProgress' } });
    const file = await setup.csv('a.csv', 'LastName\nMoss\nLee\n');
    const kill = startElsewhere({ kind: 'load', file, object: 'Contact', operation: 'insert', api: 'bulk' }, setup);
    const { jobs } = setup.core;
    const { jobId } = await seen(jobs, ({ phase }) => phase === 'processing');
    const result = setup.core.collect(jobId, {}, quiet);
    assert.equal((await setup.core.collect(jobId, { timeoutMinutes: 0.001 }, quiet)).timedOut, true);
    await kill();
    setup.practice.faults.clear();
    const { state, successCount } = await result;
    assert.deepEqual([state, successCount], ['completed', 2]);
    assert.equal(setup.practice.requests.all.filter(({ method }) => method === 'PUT').length, 1);
  });
});
