// Running a job and waiting for it: what is started, how long it waits, its progress and its result.
import assert from 'node:assert/strict';
import type { Jobs } from '../../../../src/core/core';
import { createJobs } from '../../../../src/core/jobs/jobs';
import { createRuns, type Runs } from '../../../../src/core/jobs/run';
import { toJobSpec, type AnyJobSpec, type RunSpec } from '../../../../src/core/jobs/kinds';
import type { Progress, Task } from '../../../../src/core/kernel/task';
import type { Clock } from '../../../../src/core/ports';
import { createHastyClock, createManualClock } from '../../../fakes/manualClock';
import { kindsOf, type ScriptedRun, type AnyJobEvent } from '../../../fakes/jobKinds';
import { completed, plannedLoad, scripted } from '../../../fakes/jobEvents';
import { jobsDeps } from '../../../fakes/jobsDeps';

const load: RunSpec = { operation: 'insert', orgId: 'org', file: 'a.csv', object: 'Account' };
const query: RunSpec = { operation: 'query', orgId: 'org', soql: 'SELECT Id FROM Account', file: 'b', format: 'csv' };

const planned = plannedLoad(2);
const uploaded = (index: number): readonly AnyJobEvent[] => [
  { at: 2, type: 'partCreating', part: index },
  { at: 2, type: 'partCreated', part: index, remoteId: `750${index}` },
  { at: 2, type: 'uploading', part: index, sentBytes: 10 },
  { at: 2, type: 'uploaded', part: index },
];
const closed = (index: number): AnyJobEvent => ({ at: 3, type: 'closed', part: index });
const partFinished = (part: number): AnyJobEvent => ({
  at: 4,
  type: 'partFinished',
  part,
  state: 'JobComplete',
  groups: [],
  succeeded: 1,
  failed: 0,
  unprocessed: 0,
  unknown: 0,
});

interface Opened {
  readonly jobs: Jobs;
  readonly runs: Runs<RunSpec>;
}

function open(runner: ScriptedRun, clock: Clock = createHastyClock()): Opened {
  const kinds = kindsOf(runner);
  const jobs = createJobs({ ...jobsDeps(), kinds, clock });
  return { jobs, runs: createRuns({ jobs, kinds, clock, toSpec: toJobSpec }) };
}

const recordingTask = (): Task & { readonly reported: Progress[] } => {
  const reported: Progress[] = [];
  return { reported, signal: new AbortController().signal, progress: (progress) => reported.push(progress) };
};

describe('a run', () => {
  for (const [spec, expected] of [
    [load, { kind: 'load', ...load }],
    [query, { kind: 'export', orgId: 'org', soql: 'SELECT Id FROM Account', file: 'b', format: 'csv' }],
    [
      { ...query, operation: 'queryAll' },
      { kind: 'export', orgId: 'org', soql: 'SELECT Id FROM Account', file: 'b', format: 'csv', all: true },
    ],
  ] as readonly (readonly [RunSpec, AnyJobSpec])[])
    it(`starts a job for the operation ${spec.operation}`, async () => {
      const { jobs, runs } = open(scripted([completed]));
      const { jobId } = await runs.run(spec, {}, recordingTask());
      assert.deepEqual(jobs.get(jobId)?.spec, expected);
    });

  it('waits for the end and returns the counts under the names that scripts expect', async () => {
    const { runs } = open(scripted([planned, ...uploaded(0), closed(0), partFinished(0), completed]));
    const { jobId: _, ...result } = await runs.run(load, {}, recordingTask());
    assert.deepEqual(result, {
      remoteJobIds: ['7500'],
      unit: 'rows',
      state: 'completed',
      handedOver: true,
      timedOut: false,
      successCount: 1,
      failedCount: 0,
      unprocessedCount: 0,
      unknownCount: 0,
      totalRecords: 2,
      errors: [],
      files: {},
    });
  });

  it('returns an error as data and does not throw once there is a job', async () => {
    const error = { code: 'input.noRows', details: { file: 'a.csv' } };
    const { runs } = open(scripted([{ at: 1, type: 'finished', outcome: 'rejected', error }]));
    const result = await runs.run(load, {}, recordingTask());
    assert.deepEqual([result.state, result.error], ['rejected', error]);
  });

  it('reports the id at once, so that the job can be watched or aborted', async () => {
    const { jobs, runs } = open(scripted([completed]));
    const seen: string[] = [];
    const onStart = (jobId: string): void => void seen.push(jobs.get(jobId)?.phase ?? 'unknown');
    await runs.run(load, { onStart }, recordingTask());
    assert.deepEqual(seen, ['preparing']);
  });
});

describe('a run that does not wait', () => {
  it('ends when every part is uploaded and closed, and not before', async () => {
    const { jobs, runs } = open(scripted([planned, ...uploaded(0), closed(0), ...uploaded(1), closed(1)]));
    const result = await runs.run(load, { wait: false }, recordingTask());
    assert.deepEqual([result.state, result.handedOver, result.remoteJobIds], ['processing', true, ['7500', '7501']]);
    await jobs.close();
  });

  it('continues to wait while a part is not closed', async () => {
    const clock = createManualClock();
    const { jobs, runs } = open(scripted([planned, ...uploaded(0), closed(0), ...uploaded(1)]), clock);
    const result = runs.run(load, { wait: false, timeoutMinutes: 1 }, recordingTask());
    await clock.advance(60_000);
    assert.deepEqual([(await result).timedOut, (await result).handedOver], [true, false]);
    await jobs.close();
  });

  it('waits for the end when all parts are finished, because Salesforce has nothing left to do', async () => {
    const clock = createManualClock();
    const finishedPart = (part: number): readonly AnyJobEvent[] => [
      ...uploaded(part),
      closed(part),
      partFinished(part),
    ];
    const { jobs, runs } = open(scripted([planned, ...finishedPart(0), ...finishedPart(1)]), clock);
    const result = runs.run(load, { wait: false, timeoutMinutes: 1 }, recordingTask());
    await clock.advance(60_000);
    assert.deepEqual([(await result).timedOut, (await result).state], [true, 'downloading']);
    await jobs.close();
  });

  for (const wait of [false, true])
    it(`${wait ? 'waits' : 'does not wait'} when the route decides and says so`, async () => {
      const clock = createManualClock();
      const route = { api: 'bulk', wait, reason: { code: 'moreThan', rows: 2 } } as const;
      const { jobs, runs } = open(
        scripted([{ ...planned, route }, ...uploaded(0), closed(0), ...uploaded(1), closed(1)]),
        clock,
      );
      const result = runs.run(load, { wait: 'auto', timeoutMinutes: 1 }, recordingTask());
      await clock.advance(60_000);
      assert.deepEqual([(await result).timedOut, (await result).handedOver], [wait, true]);
      await jobs.close();
    });

  it('ends for a query when Salesforce has its job', async () => {
    const created: AnyJobEvent = { at: 2, type: 'queryCreated', remoteId: '750Q', apiVersion: '66.0' };
    const { jobs, runs } = open(scripted([created]));
    const result = await runs.run(query, { wait: false }, recordingTask());
    assert.deepEqual([result.state, result.handedOver, result.remoteJobIds], ['processing', true, ['750Q']]);
    await jobs.close();
  });

  it('waits for the end of a query over REST, because Salesforce has no job for it', async () => {
    const lastPage: AnyJobEvent = { at: 2, type: 'pageSaved', records: 1, bytes: 9, next: null };
    const { runs } = open(scripted([{ at: 1, type: 'queryCounted', records: 1 }, lastPage, completed]));
    assert.equal((await runs.run({ ...query, rest: true }, { wait: false }, recordingTask())).state, 'completed');
  });

  it('ends when the job is interrupted', async () => {
    const { runs } = open(async function* () {
      yield planned;
      throw new Error('the disk is full');
    });
    const result = await runs.run(load, { wait: false }, recordingTask());
    assert.deepEqual([result.state, result.handedOver, result.error?.code], ['interrupted', false, 'bug.unexpected']);
  });
});

describe('a run with a time limit', () => {
  it('stops waiting, reports the timeout and does not abort the job', async () => {
    const clock = createManualClock();
    const { jobs, runs } = open(scripted([planned]), clock);
    const result = runs.run(load, { timeoutMinutes: 2 }, recordingTask());
    await clock.advance(119_999);
    await clock.advance(1);
    const { timedOut, state, jobId } = await result;
    assert.deepEqual([timedOut, state], [true, 'uploading']);
    assert.deepEqual([jobs.get(jobId)?.outcome, jobs.get(jobId)?.aborting], [undefined, false]);
    await jobs.close();
  });

  it('does not time out when the job ends in time, and leaves no timer', async () => {
    const clock = createManualClock();
    const { jobs, runs } = open(scripted([completed]), clock);
    assert.equal((await runs.run(load, { timeoutMinutes: 100_000 }, recordingTask())).timedOut, false);
    await jobs.close();
    assert.deepEqual(clock.waits(), []);
  });

  it('ends by its signal without aborting the job', async () => {
    const { jobs, runs } = open(scripted([planned]));
    const stopWaiting = new AbortController();
    let started = '';
    const run = runs.run(
      load,
      { onStart: (jobId) => (started = jobId) },
      { signal: stopWaiting.signal, progress: () => {} },
    );
    stopWaiting.abort(new Error('left'));
    await assert.rejects(run, /left/);
    assert.equal(jobs.get(started)?.aborting ?? false, false);
    await jobs.close();
  });
});

describe('collecting a job', () => {
  it('resumes it and returns the same result', async () => {
    let runCount = 0;
    const { jobs, runs } = open(async function* () {
      runCount++;
      if (runCount === 1) throw new Error('the disk is full');
      yield completed;
    });
    const { jobId } = await runs.run(load, {}, recordingTask());
    assert.equal(jobs.get(jobId)?.interrupted?.code, 'bug.unexpected');
    assert.equal((await runs.collect(jobId, {}, recordingTask())).state, 'completed');
  });

  it('throws for an unknown job', async () => {
    await assert.rejects(open(scripted([])).runs.collect('unknown', {}, recordingTask()), { code: 'job.unknown' });
  });
});

describe('the progress of a run', () => {
  it('never decreases, even when a part is uploaded again', async () => {
    const error = { code: 'network.connectionLost', details: { host: 'h' } };
    const abandoned: AnyJobEvent = { at: 2, type: 'partAbandoned', part: 0, remoteId: '7500', error };
    const processed = (count: number): AnyJobEvent => ({
      at: 4,
      type: 'processing',
      part: 0,
      state: 'InProgress',
      processed: count,
      failed: 0,
      apiTimeMs: 0,
    });
    // The pauses are longer than the throttle's interval, so each state is reported.
    const clock = createHastyClock();
    const events = [
      planned,
      ...uploaded(0),
      abandoned,
      ...uploaded(0),
      closed(0),
      ...uploaded(1),
      closed(1),
      processed(1),
      processed(2),
      completed,
    ];
    const { runs } = open(async function* (_state, _options, { signal }) {
      for (const event of events) {
        await clock.sleep(1000, signal);
        yield event;
      }
    }, clock);
    const task = recordingTask();
    await runs.run(load, {}, task);
    const steps = task.reported.map(({ phase, done, total }) => `${phase} ${done}/${total ?? '?'}`);
    assert.deepEqual(steps, [
      'preparing 0/?',
      'uploading 0/20',
      'uploading 10/20',
      'uploading 20/20',
      'processing 0/2',
      'processing 1/2',
      'processing 2/2',
      'finished 0/2',
    ]);
  });
});
