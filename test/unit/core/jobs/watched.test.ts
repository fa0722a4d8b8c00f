// What the windows that only watch a job learn of it, what they may ask of its owner, and when they go on in its place.
import assert from 'node:assert/strict';
import type { Jobs } from '../../../../src/core/core';
import { createJobs } from '../../../../src/core/jobs/jobs';
import type { AnyJobState } from '../../../../src/core/jobs/kinds';
import type { LoadSpec } from '../../../../src/core/model/load';
import type { Clock } from '../../../../src/core/ports';
import { createHastyClock } from '../../../fakes/manualClock';
import { createMemoryFiles } from '../../../fakes/memoryFiles';
import { createMemoryJobStore, createShelf, journalTypes, type Shelf } from '../../../fakes/memoryJobStore';
import { isPlanned, kindsOf, type ScriptedRun, type AnyJobEvent } from '../../../fakes/jobKinds';
import { freeJobs } from '../../../fakes/openGate';
import { createRecordingLog } from '../../../fakes/recordingLog';

const spec: LoadSpec = { kind: 'load', orgId: 'org', file: 'a.csv', object: 'Account', operation: 'insert' };
const planned: AnyJobEvent = {
  at: 1,
  type: 'planned',
  sizeBytes: 10,
  modifiedMs: 0,
  records: 1,
  rewritten: false,
  columns: ['Name'],
  dialect: { delimiter: ',', lineEnding: 'LF', encoding: 'utf-8', bomBytes: 0 },
  parts: [{ index: 0, start: 5, end: 10, records: 1, firstLine: 2 }],
};
const finish: AnyJobEvent = { at: 1, type: 'finished', outcome: 'completed' };
const never = new AbortController().signal;

/** Runs until it is stopped or left. */
const patient: ScriptedRun = async function* (_state, { abortRequested: stop }, { signal }) {
  yield planned;
  signal.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    if (stop.aborted) resolve();
    stop.addEventListener('abort', () => resolve());
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });
  yield { at: 3, type: 'finished', outcome: 'aborted' };
};
const quick: ScriptedRun = async function* () {
  yield finish;
};

/** Two ends of one promise. */
function gate(): { readonly open: () => void; readonly opened: Promise<void> } {
  let open: () => void = () => undefined;
  return { opened: new Promise<void>((resolve) => (open = resolve)), open: () => open() };
}

describe('a job in several windows', () => {
  let shelf: Shelf;
  let windows: Jobs[];
  beforeEach(() => {
    shelf = createShelf();
    windows = [];
  });
  afterEach(() => Promise.all(windows.map((one) => one.close())));

  const open = (runner: ScriptedRun, { clock = createHastyClock(), knows = true } = {}): Jobs => {
    const jobs = createJobs({
      guard: freeJobs,
      store: createMemoryJobStore(shelf),
      clock,
      kinds: kindsOf(runner),
      log: createRecordingLog(),
      files: createMemoryFiles(),
      orgLabel: async () => 'My org',
      knowsOrg: async () => knows,
      onOrgsChange: () => () => undefined,
    });
    windows.push(jobs);
    return jobs;
  };
  const until = (jobs: Jobs, jobId: string, isSo: (state: AnyJobState) => boolean): Promise<AnyJobState> =>
    new Promise((resolve) => {
      const look = (state: AnyJobState | undefined): void => {
        if (state?.jobId !== jobId || !isSo(state)) return;
        stop();
        resolve(state);
      };
      const stop = jobs.onChange(look);
      look(jobs.get(jobId));
    });
  const journal = (jobId: string) => journalTypes(shelf, jobId);
  const taken = (jobs: Jobs): Promise<string> => new Promise((resolve) => jobs.adoptAbandoned(resolve));

  it('waits for the connection in all of them, and goes on in all of them, with one line a change in the journal', async () => {
    const trouble = { code: 'network.unreachable', details: { host: 'a.b' } };
    const answered = gate();
    const owner = open(async function* (_state, _run, { delayed }) {
      yield planned;
      delayed?.(undefined);
      delayed?.(trouble);
      delayed?.(trouble);
      yield { at: 2, type: 'delayed', part: 0, error: trouble };
      await answered.opened;
      delayed?.(undefined);
      delayed?.(undefined);
      yield finish;
    });
    const watcher = open(quick);
    const jobId = await owner.start(spec);
    for (const jobs of [owner, watcher]) await until(jobs, jobId, ({ delayed }) => delayed?.code === trouble.code);
    answered.open();
    await owner.whenFinished(jobId, never);
    assert.equal((await until(watcher, jobId, ({ outcome: end }) => end !== undefined)).delayed, undefined);
    assert.deepEqual(journal(jobId), ['created', 'planned', 'delayed', 'delayed', 'finished']);
  });

  it('never waits for the connection once it has ended', async () => {
    let late: () => void = () => undefined;
    const owner = open(async function* (_state, _run, { delayed }) {
      late = () => delayed?.({ code: 'network.unreachable', details: {} });
      yield finish;
      late();
    });
    const state = await owner.whenFinished(await owner.start(spec), never);
    assert.deepEqual(
      [state.outcome, state.delayed, journal(state.jobId)],
      ['completed', undefined, ['created', 'finished']],
    );
  });

  it('is shown to its end, also where its last events happened in the same millisecond', async () => {
    const seen = gate();
    const owner = open(async function* () {
      yield planned;
      await seen.opened;
      yield finish;
    });
    const watcher = open(quick);
    const jobId = await owner.start(spec);
    await until(watcher, jobId, isPlanned);
    seen.open();
    assert.equal((await until(watcher, jobId, ({ phase }) => phase === 'finished')).outcome, 'completed');
  });

  it('disappears from all of them when it is removed in one', async () => {
    const owner = open(quick);
    const watcher = open(quick);
    const jobId = await owner.start(spec);
    await owner.whenFinished(jobId, never);
    await until(watcher, jobId, ({ outcome: end }) => end !== undefined);
    const told = new Promise((resolve) => watcher.onChange(resolve));
    await owner.remove(jobId);
    await told;
    assert.deepEqual([owner.list(), watcher.list()], [[], []]);
  });

  it('is stopped by its owner when a person wants that in any of them', async () => {
    const owner = open(patient);
    const watcher = open(quick);
    const jobId = await owner.start(spec);
    await until(watcher, jobId, isPlanned);
    await watcher.abort(jobId);
    assert.equal((await owner.whenFinished(jobId, never)).outcome, 'aborted');
    assert.equal((await until(watcher, jobId, ({ phase }) => phase === 'finished')).outcome, 'aborted');
  });

  it('is stopped by whoever takes it up when its owner went away before it heard of the wish', async () => {
    const wishes: boolean[] = [];
    const owner = open(patient);
    const jobId = await owner.start(spec);
    const other = open(async function* (_state, { abortRequested: stop }) {
      if (!stop.aborted) await new Promise((resolve) => stop.addEventListener('abort', resolve));
      wishes.push(stop.aborted);
      yield finish;
    });
    await owner.close();
    await createMemoryJobStore(shelf).requestAbort(jobId);
    assert.deepEqual(await other.resumeUnfinished(), [jobId]);
    await other.whenFinished(jobId, never);
    assert.deepEqual(wishes, [true]);
    assert.ok(journal(jobId)?.includes('aborting'));
  });

  it('goes on in another one when the one that ran it is closed, and only in one of them', async () => {
    const owner = open(patient);
    const jobId = await owner.start(spec);
    const others = [open(quick), open(quick)];
    await Promise.all(others.map((jobs) => until(jobs, jobId, isPlanned)));
    const takers = others.map(taken);
    await owner.close();
    assert.equal(await Promise.race(takers), jobId);
    for (const jobs of others) await until(jobs, jobId, ({ phase }) => phase === 'finished');
    assert.equal(journal(jobId)?.filter((type) => type === 'resumed').length, 1);
  });

  it('is not taken from an owner who slept as long as this machine', async () => {
    const waits: number[] = [];
    let now = 0;
    const asleep: Clock = {
      now: () => now,
      sleep: async (waitMs, signal) => {
        signal.throwIfAborted();
        waits.push(waitMs);
        // The lid was shut during the first wait.
        now += waits.length === 1 ? 3_600_000 : waitMs;
        await new Promise((resolve) => setImmediate(resolve));
      },
    };
    const owner = open(patient);
    const jobId = await owner.start(spec);
    await owner.close();
    const watcher = open(quick, { clock: asleep });
    await watcher.load();
    const looks = await new Promise<number>((resolve) => watcher.adoptAbandoned(() => resolve(waits.length)));
    assert.equal(looks, 2);
    await until(watcher, jobId, ({ phase }) => phase === 'finished');
  });

  it('stays as it is where it was interrupted: that is for a person to decide', async () => {
    const owner = open(async function* () {
      yield planned;
      throw new Error('the run broke');
    });
    const jobId = await owner.start(spec);
    await owner.whenFinished(jobId, never);
    let looks = 0;
    const looked = gate();
    const watcher = open(quick, {
      clock: {
        now: () => 0,
        sleep: async (_waitMs: number, signal: AbortSignal) => {
          signal.throwIfAborted();
          if ((looks += 1) > 2) looked.open();
          await new Promise((resolve) => setImmediate(resolve));
        },
      },
    });
    await watcher.load();
    watcher.adoptAbandoned(() => assert.fail('it was taken up'));
    await looked.opened;
    assert.ok(watcher.get(jobId)?.interrupted);
    assert.ok(!journal(jobId)?.includes('resumed'));
  });

  it('says that nobody runs it where its owner went away and its org is not known', async () => {
    const owner = open(patient);
    const jobId = await owner.start(spec);
    const stranger = open(quick, { knows: false });
    await until(stranger, jobId, isPlanned);
    stranger.adoptAbandoned(() => assert.fail('it was taken up'));
    await owner.close();
    assert.equal((await until(stranger, jobId, ({ interrupted }) => interrupted !== undefined)).outcome, undefined);
  });
});
