// Windows that only watch a job: what they see, what they may request of its owner, and when they continue it.
import assert from 'node:assert/strict';
import type { Jobs } from '../../../../src/core/core';
import { createJobs } from '../../../../src/core/jobs/jobs';
import type { AnyJobState } from '../../../../src/core/jobs/kinds';
import type { Clock } from '../../../../src/core/ports';
import { createMemoryJobStore, createShelf, journalTypes, type Shelf } from '../../../fakes/memoryJobStore';
import { isPlanned, kindsOf, type ScriptedRun } from '../../../fakes/jobKinds';
import { completed, insertSpec as spec, neverAborted, plannedLoad, scripted } from '../../../fakes/jobEvents';
import { jobsDeps } from '../../../fakes/jobsDeps';

const planned = plannedLoad(1);

const runsUntilAborted = scripted([planned]);
const endsAtOnce = scripted([completed]);

/** A promise and the function that resolves it. */
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
  afterEach(() => Promise.all(windows.map((jobs) => jobs.close())));

  const open = (runner: ScriptedRun, overrides: Partial<ReturnType<typeof jobsDeps>> = {}): Jobs => {
    const jobs = createJobs({
      ...jobsDeps(),
      store: createMemoryJobStore(shelf),
      kinds: kindsOf(runner),
      ...overrides,
    });
    windows.push(jobs);
    return jobs;
  };
  const until = (jobs: Jobs, jobId: string, matches: (state: AnyJobState) => boolean): Promise<AnyJobState> =>
    new Promise((resolve) => {
      const check = (state: AnyJobState | undefined): void => {
        if (state?.jobId !== jobId || !matches(state)) return;
        unsubscribe();
        resolve(state);
      };
      const unsubscribe = jobs.onChange(check);
      check(jobs.get(jobId));
    });
  const journal = (jobId: string) => journalTypes(shelf, jobId);
  const adopted = (jobs: Jobs): Promise<string> => new Promise((resolve) => jobs.adoptAbandoned(resolve));

  it('is delayed and continues in all of them, with one line in the journal for each change', async () => {
    const error = { code: 'network.unreachable', details: { host: 'a.b' } };
    const answered = gate();
    const owner = open(async function* (_state, _run, { delayed }) {
      yield planned;
      delayed?.(undefined);
      delayed?.(error);
      delayed?.(error);
      yield { at: 2, type: 'delayed', part: 0, error };
      await answered.opened;
      delayed?.(undefined);
      delayed?.(undefined);
      yield completed;
    });
    const watcher = open(endsAtOnce);
    const jobId = await owner.start(spec);
    for (const jobs of [owner, watcher]) await until(jobs, jobId, ({ delayed }) => delayed?.code === error.code);
    answered.open();
    await owner.whenFinished(jobId, neverAborted);
    assert.equal((await until(watcher, jobId, ({ outcome }) => outcome !== undefined)).delayed, undefined);
    assert.deepEqual(journal(jobId), ['created', 'planned', 'delayed', 'delayed', 'finished']);
  });

  it('has no line in its journal after its end, although another window requests an abort', async () => {
    const owner = open(async function* ({ jobId }) {
      yield completed;
      await createMemoryJobStore(shelf).requestAbort(jobId);
    });
    const jobId = await owner.start(spec);
    await owner.whenFinished(jobId, neverAborted);
    await owner.close();
    assert.deepEqual(journal(jobId), ['created', 'finished']);
  });

  it('is never delayed once it is finished', async () => {
    let late: () => void = () => undefined;
    const owner = open(async function* (_state, _run, { delayed }) {
      late = () => delayed?.({ code: 'network.unreachable', details: {} });
      yield completed;
      late();
    });
    const state = await owner.whenFinished(await owner.start(spec), neverAborted);
    assert.deepEqual(
      [state.outcome, state.delayed, journal(state.jobId)],
      ['completed', undefined, ['created', 'finished']],
    );
  });

  it('is shown as finished, even when its last events happened in the same millisecond', async () => {
    const seen = gate();
    const owner = open(async function* () {
      yield planned;
      await seen.opened;
      yield completed;
    });
    const watcher = open(endsAtOnce);
    const jobId = await owner.start(spec);
    await until(watcher, jobId, isPlanned);
    seen.open();
    assert.equal((await until(watcher, jobId, ({ phase }) => phase === 'finished')).outcome, 'completed');
  });

  it('is removed from all of them when it is removed in one', async () => {
    const owner = open(endsAtOnce);
    const watcher = open(endsAtOnce);
    const jobId = await owner.start(spec);
    await owner.whenFinished(jobId, neverAborted);
    await until(watcher, jobId, ({ outcome }) => outcome !== undefined);
    const notified = new Promise((resolve) => watcher.onChange(resolve));
    await owner.remove(jobId);
    await notified;
    assert.deepEqual([owner.list(), watcher.list()], [[], []]);
  });

  it('is aborted by its owner when a user aborts it in any of them', async () => {
    const owner = open(runsUntilAborted);
    const watcher = open(endsAtOnce);
    const jobId = await owner.start(spec);
    await until(watcher, jobId, isPlanned);
    await watcher.abort(jobId);
    assert.equal((await owner.whenFinished(jobId, neverAborted)).outcome, 'aborted');
    assert.equal((await until(watcher, jobId, ({ phase }) => phase === 'finished')).outcome, 'aborted');
  });

  it('is aborted by the process that resumes it when its owner ended before it saw the request', async () => {
    const aborts: boolean[] = [];
    const owner = open(runsUntilAborted);
    const jobId = await owner.start(spec);
    const other = open(async function* (_state, { abortRequested }) {
      if (!abortRequested.aborted) await new Promise((resolve) => abortRequested.addEventListener('abort', resolve));
      aborts.push(abortRequested.aborted);
      yield completed;
    });
    await owner.close();
    await createMemoryJobStore(shelf).requestAbort(jobId);
    assert.deepEqual(await other.resumeUnfinished(), [jobId]);
    await other.whenFinished(jobId, neverAborted);
    assert.deepEqual(aborts, [true]);
    assert.ok(journal(jobId)?.includes('aborting'));
  });

  it('continues in exactly one other window when its owner is closed', async () => {
    const owner = open(runsUntilAborted);
    const jobId = await owner.start(spec);
    const others = [open(endsAtOnce), open(endsAtOnce)];
    await Promise.all(others.map((jobs) => until(jobs, jobId, isPlanned)));
    const adoptions = others.map(adopted);
    await owner.close();
    assert.equal(await Promise.race(adoptions), jobId);
    for (const jobs of others) await until(jobs, jobId, ({ phase }) => phase === 'finished');
    assert.equal(journal(jobId)?.filter((type) => type === 'resumed').length, 1);
  });

  it('is not adopted right after this machine was asleep', async () => {
    const waits: number[] = [];
    let now = 0;
    const asleep: Clock = {
      now: () => now,
      sleep: async (waitMs, signal) => {
        signal.throwIfAborted();
        waits.push(waitMs);
        // The machine was asleep during the first wait.
        now += waits.length === 1 ? 3_600_000 : waitMs;
        await new Promise((resolve) => setImmediate(resolve));
      },
    };
    const owner = open(runsUntilAborted);
    const jobId = await owner.start(spec);
    await owner.close();
    const watcher = open(endsAtOnce, { clock: asleep });
    await watcher.load();
    const checks = await new Promise<number>((resolve) => watcher.adoptAbandoned(() => resolve(waits.length)));
    assert.equal(checks, 2);
    await until(watcher, jobId, ({ phase }) => phase === 'finished');
  });

  it('is not adopted when it was interrupted, because only a user resumes it', async () => {
    const owner = open(async function* () {
      yield planned;
      throw new Error('the run failed');
    });
    const jobId = await owner.start(spec);
    await owner.whenFinished(jobId, neverAborted);
    let checks = 0;
    const checkedTwice = gate();
    const watcher = open(endsAtOnce, {
      clock: {
        now: () => 0,
        sleep: async (_waitMs: number, signal: AbortSignal) => {
          signal.throwIfAborted();
          if ((checks += 1) > 2) checkedTwice.open();
          await new Promise((resolve) => setImmediate(resolve));
        },
      },
    });
    await watcher.load();
    watcher.adoptAbandoned(() => assert.fail('the job was adopted'));
    await checkedTwice.opened;
    assert.ok(watcher.get(jobId)?.interrupted);
    assert.ok(!journal(jobId)?.includes('resumed'));
  });

  it('is interrupted when its owner ended and its org is not known', async () => {
    const owner = open(runsUntilAborted);
    const jobId = await owner.start(spec);
    const signedOut = open(endsAtOnce, { knowsOrg: async () => false });
    await until(signedOut, jobId, isPlanned);
    signedOut.adoptAbandoned(() => assert.fail('the job was adopted'));
    await owner.close();
    assert.equal((await until(signedOut, jobId, ({ interrupted }) => interrupted !== undefined)).outcome, undefined);
  });
});
