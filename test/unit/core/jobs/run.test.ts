// The one door for every operation: what is started, how long it waits, what it tells on the way and in the end.
import assert from 'node:assert/strict';
import type { Jobs } from '../../../../src/core/core';
import { createJobs } from '../../../../src/core/jobs/jobs';
import { createRuns, type Runs } from '../../../../src/core/jobs/run';
import { toJobSpec, type AnyJobSpec, type RunSpec } from '../../../../src/core/jobs/kinds';
import type { PartPlan } from '../../../../src/core/model/load';
import type { Progress, Task } from '../../../../src/core/kernel/task';
import type { Clock } from '../../../../src/core/ports';
import { createHastyClock, createManualClock } from '../../../fakes/manualClock';
import { kindsOf, type ScriptedRun, type AnyJobEvent } from '../../../fakes/jobKinds';
import { jobsDeps } from '../../../fakes/jobsDeps';

const load: RunSpec = { operation: 'insert', orgId: 'org', file: 'a.csv', object: 'Account' };
const query: RunSpec = { operation: 'query', orgId: 'org', soql: 'SELECT Id FROM Account', file: 'b', format: 'csv' };

const part = (index: number): PartPlan => ({
  index,
  start: index * 10,
  end: index * 10 + 10,
  records: 1,
  firstLine: 2,
});
const planned: AnyJobEvent = {
  at: 1,
  type: 'planned',
  sizeBytes: 20,
  modifiedMs: 0,
  records: 2,
  rewritten: false,
  columns: ['Name'],
  dialect: { delimiter: ',', lineEnding: 'LF', encoding: 'utf-8', bomBytes: 0 },
  parts: [part(0), part(1)],
};
const sent = (index: number): readonly AnyJobEvent[] => [
  { at: 2, type: 'partCreating', part: index },
  { at: 2, type: 'partCreated', part: index, remoteId: `750${index}` },
  { at: 2, type: 'uploading', part: index, sentBytes: 10 },
  { at: 2, type: 'uploaded', part: index },
];
const closed = (index: number): AnyJobEvent => ({ at: 3, type: 'closed', part: index });
const settled = (part: number): AnyJobEvent => ({
  at: 4,
  type: 'partFinished',
  part,
  state: 'JobComplete',
  groups: [],
  succeeded: 1,
  failed: 0,
  unprocessed: 0,
});
const finish: AnyJobEvent = { at: 9, type: 'finished', outcome: 'completed' };

interface House {
  readonly jobs: Jobs;
  readonly runs: Runs<RunSpec>;
}

/** Yields the events, then stands still until it is left. */
const scripted = (events: readonly AnyJobEvent[]): ScriptedRun =>
  async function* (_state, _options, { signal }) {
    yield* events;
    if (events.at(-1)?.type === 'finished') return;
    signal.throwIfAborted();
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
  };

function open(runner: ScriptedRun, clock: Clock = createHastyClock()): House {
  const kinds = kindsOf(runner);
  const jobs = createJobs({ ...jobsDeps(), kinds, clock });
  return { jobs, runs: createRuns({ jobs, kinds, clock, toSpec: toJobSpec }) };
}

const watched = (): Task & { readonly told: Progress[] } => {
  const told: Progress[] = [];
  return { told, signal: new AbortController().signal, progress: (progress) => told.push(progress) };
};

describe('one door for every operation', () => {
  for (const [spec, expected] of [
    [load, { kind: 'load', ...load }],
    [query, { kind: 'export', orgId: 'org', soql: 'SELECT Id FROM Account', file: 'b', format: 'csv' }],
    [
      { ...query, operation: 'queryAll' },
      { kind: 'export', orgId: 'org', soql: 'SELECT Id FROM Account', file: 'b', format: 'csv', all: true },
    ],
  ] as readonly (readonly [RunSpec, AnyJobSpec])[])
    it(`starts ${spec.operation} as the job that it is`, async () => {
      const { jobs, runs } = open(scripted([finish]));
      const { jobId } = await runs.run(spec, {}, watched());
      assert.deepEqual(jobs.get(jobId)?.spec, expected);
    });

  it('waits for the end and gives the counts with the names that scripts know', async () => {
    const { runs } = open(scripted([planned, ...sent(0), closed(0), settled(0), finish]));
    const { jobId: _, ...result } = await runs.run(load, {}, watched());
    assert.deepEqual(result, {
      remoteJobIds: ['7500'],
      unit: 'rows',
      state: 'completed',
      handedOver: true,
      timedOut: false,
      successCount: 1,
      failedCount: 0,
      unprocessedCount: 0,
      totalRecords: 2,
      errors: [],
      files: {},
    });
  });

  it('gives trouble as data, not as a throw, once there is a job', async () => {
    const trouble = { code: 'input.noRows', details: { file: 'a.csv' } };
    const { runs } = open(scripted([{ at: 1, type: 'finished', outcome: 'rejected', error: trouble }]));
    const result = await runs.run(load, {}, watched());
    assert.deepEqual([result.state, result.error], ['rejected', trouble]);
  });

  it('tells the id at once, so that the job can be watched or aborted', async () => {
    const { jobs, runs } = open(scripted([finish]));
    const seen: string[] = [];
    const onStart = (jobId: string): void => void seen.push(jobs.get(jobId)?.phase ?? 'unknown');
    await runs.run(load, { onStart }, watched());
    assert.deepEqual(seen, ['preparing']);
  });
});

describe('a run that does not wait', () => {
  it('ends when every part is uploaded and closed, and not before', async () => {
    const { jobs, runs } = open(scripted([planned, ...sent(0), closed(0), ...sent(1), closed(1)]));
    const result = await runs.run(load, { wait: false }, watched());
    assert.deepEqual([result.state, result.handedOver, result.remoteJobIds], ['processing', true, ['7500', '7501']]);
    await jobs.close();
  });

  it('goes on waiting while a part is not closed', async () => {
    const clock = createManualClock();
    const { jobs, runs } = open(scripted([planned, ...sent(0), closed(0), ...sent(1)]), clock);
    const result = runs.run(load, { wait: false, timeoutMinutes: 1 }, watched());
    await clock.advance(60_000);
    assert.deepEqual([(await result).timedOut, (await result).handedOver], [true, false]);
    await jobs.close();
  });

  it('waits for the end where every row is settled, since Salesforce has nothing left to do', async () => {
    const clock = createManualClock();
    const ended = (part: number): readonly AnyJobEvent[] => [...sent(part), closed(part), settled(part)];
    const { jobs, runs } = open(scripted([planned, ...ended(0), ...ended(1)]), clock);
    const result = runs.run(load, { wait: false, timeoutMinutes: 1 }, watched());
    await clock.advance(60_000);
    assert.deepEqual([(await result).timedOut, (await result).state], [true, 'downloading']);
    await jobs.close();
  });

  for (const wait of [false, true])
    it(`${wait ? 'waits' : 'does not wait'} for a load whose route says so, when that is left to the route`, async () => {
      const clock = createManualClock();
      const route = { api: 'bulk', wait, reason: { code: 'moreThan', rows: 2 } } as const;
      const { jobs, runs } = open(
        scripted([{ ...planned, route }, ...sent(0), closed(0), ...sent(1), closed(1)]),
        clock,
      );
      const result = runs.run(load, { wait: 'auto', timeoutMinutes: 1 }, watched());
      await clock.advance(60_000);
      assert.deepEqual([(await result).timedOut, (await result).handedOver], [wait, true]);
      await jobs.close();
    });

  it('of a query ends when Salesforce has its job', async () => {
    const created: AnyJobEvent = { at: 2, type: 'queryCreated', remoteId: '750Q', apiVersion: '66.0' };
    const { jobs, runs } = open(scripted([created]));
    const result = await runs.run(query, { wait: false }, watched());
    assert.deepEqual([result.state, result.handedOver, result.remoteJobIds], ['processing', true, ['750Q']]);
    await jobs.close();
  });

  it('of a query over REST has nothing to leave behind and waits for its end', async () => {
    const fetched: AnyJobEvent = { at: 2, type: 'pageSaved', records: 1, bytes: 9, next: null };
    const { runs } = open(scripted([{ at: 1, type: 'queryCounted', records: 1 }, fetched, finish]));
    assert.equal((await runs.run({ ...query, rest: true }, { wait: false }, watched())).state, 'completed');
  });

  it('ends with a job that was interrupted', async () => {
    const { runs } = open(async function* () {
      yield planned;
      throw new Error('the disk is full');
    });
    const result = await runs.run(load, { wait: false }, watched());
    assert.deepEqual([result.state, result.handedOver, result.error?.code], ['interrupted', false, 'bug.unexpected']);
  });
});

describe('a run with a time limit', () => {
  it('stops waiting, leaves the job alone and says so', async () => {
    const clock = createManualClock();
    const { jobs, runs } = open(scripted([planned]), clock);
    const result = runs.run(load, { timeoutMinutes: 2 }, watched());
    await clock.advance(119_999);
    await clock.advance(1);
    const { timedOut, state, jobId } = await result;
    assert.deepEqual([timedOut, state], [true, 'uploading']);
    assert.deepEqual([jobs.get(jobId)?.outcome, jobs.get(jobId)?.aborting], [undefined, false]);
    await jobs.close();
  });

  it('is not late when the job ends in time, and leaves no timer behind', async () => {
    const clock = createManualClock();
    const { jobs, runs } = open(scripted([finish]), clock);
    assert.equal((await runs.run(load, { timeoutMinutes: 100_000 }, watched())).timedOut, false);
    await jobs.close();
    assert.deepEqual(clock.waits(), []);
  });

  it('is left by its signal without harm to the job', async () => {
    const { jobs, runs } = open(scripted([planned]));
    const leave = new AbortController();
    let started = '';
    const run = runs.run(load, { onStart: (jobId) => (started = jobId) }, { signal: leave.signal, progress: () => {} });
    leave.abort(new Error('left'));
    await assert.rejects(run, /left/);
    assert.equal(jobs.get(started)?.aborting ?? false, false);
    await jobs.close();
  });
});

describe('a job that somebody left', () => {
  it('is collected with the same result', async () => {
    let runsOfIt = 0;
    const { jobs, runs } = open(async function* () {
      runsOfIt++;
      if (runsOfIt === 1) throw new Error('the disk is full');
      yield finish;
    });
    const { jobId } = await runs.run(load, {}, watched());
    assert.equal(jobs.get(jobId)?.interrupted?.code, 'bug.unexpected');
    assert.equal((await runs.collect(jobId, {}, watched())).state, 'completed');
  });

  it('that nobody knows is refused', async () => {
    await assert.rejects(open(scripted([])).runs.collect('nobody', {}, watched()), { code: 'job.unknown' });
  });
});

describe('the progress of a run', () => {
  it('never goes back, not even when a part has to be uploaded anew', async () => {
    const trouble = { code: 'network.connectionLost', details: { host: 'h' } };
    const abandoned: AnyJobEvent = { at: 2, type: 'partAbandoned', part: 0, remoteId: '7500', error: trouble };
    const worked = (processed: number): AnyJobEvent => ({
      at: 4,
      type: 'processing',
      part: 0,
      state: 'InProgress',
      processed,
      failed: 0,
      apiTimeMs: 0,
    });
    // Long pauses between the events: each is told.
    const clock = createHastyClock();
    const events = [
      planned,
      ...sent(0),
      abandoned,
      ...sent(0),
      closed(0),
      ...sent(1),
      closed(1),
      worked(1),
      worked(2),
      finish,
    ];
    const { runs } = open(async function* (_state, _options, { signal }) {
      for (const event of events) {
        await clock.sleep(1000, signal);
        yield event;
      }
    }, clock);
    const task = watched();
    await runs.run(load, {}, task);
    const steps = task.told.map(({ phase, done, total }) => `${phase} ${done}/${total ?? '?'}`);
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
