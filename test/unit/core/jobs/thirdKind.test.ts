// A job kind that the core does not know: with an entry and types alone, its jobs run, resume and abort.
import assert from 'node:assert/strict';
import * as z from 'zod';
import { defineKind, type JobKind, type Kinds } from '../../../../src/core/jobs/jobKind';
import { createJobs, type Jobs } from '../../../../src/core/jobs/jobs';
import type { AnyJobState } from '../../../../src/core/jobs/kinds';
import { createRuns, type Runs } from '../../../../src/core/jobs/run';
import type { Progress } from '../../../../src/core/kernel/task';
import type { JobSpec, JobState } from '../../../../src/core/model/job';
import { kindsOf } from '../../../fakes/jobKinds';
import { insertSpec, neverAborted } from '../../../fakes/jobEvents';
import { jobsDeps } from '../../../fakes/jobsDeps';
import { createMemoryJobStore, createShelf, journalTypes, type Shelf } from '../../../fakes/memoryJobStore';

interface CountSpec extends JobSpec {
  readonly kind: 'count';
  readonly upTo: number;
}

interface CountState extends JobState<CountSpec> {
  readonly last: number;
}

type CountEvent =
  | { readonly at: number; readonly type: 'counted'; readonly number: number }
  | { readonly at: number; readonly type: 'thinking' };

const row = defineKind<CountState, CountEvent>({
  begin: ({ upTo }) => ({ unit: 'numbers', total: upTo, last: 0 }),
  reduce: (state, event) =>
    event.type === 'thinking'
      ? { ...state, phase: 'processing' }
      : { ...state, last: event.number, succeeded: event.number, processed: event.number },
  spec: z.object({ kind: z.literal('count'), orgId: z.string(), upTo: z.int() }),
  events: {
    counted: z.object({ at: z.number(), type: z.literal('counted'), number: z.int() }),
    thinking: 'transient',
  },
  phases: () => ['preparing', 'processing', 'finished'],
  progress: ({ phase, unit, last, spec }) => ({ phase, unit, done: last, total: spec.upTo }),
  remaining: () => 'send',
  isLong: () => false,
  result: async ({ last }) => ({ remoteJobIds: [], errors: [], files: last > 0 ? { numbers: `1-${last}.txt` } : {} }),
});

type Pause = (number: number, signal: AbortSignal) => Promise<void>;

const counting = (pause: Pause): JobKind<CountState> => ({
  ...row,
  run: async function* ({ last, spec }, { abortRequested }, { signal }) {
    yield { at: 1, type: 'thinking' };
    for (let number = last + 1; number <= spec.upTo; number++) {
      await pause(number, signal);
      signal.throwIfAborted();
      if (abortRequested.aborted) {
        yield { at: 2, type: 'finished', outcome: 'aborted' };
        return;
      }
      yield { at: 2, type: 'counted', number } satisfies CountEvent;
    }
    yield { at: 3, type: 'finished', outcome: 'completed' };
  },
});

const spec: CountSpec = { kind: 'count', orgId: 'org', upTo: 5 };
const noPause: Pause = async () => undefined;
const pauseAfter =
  (last: number): Pause =>
  async (number, signal) => {
    if (number <= last) return;
    signal.throwIfAborted();
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
  };

type States = AnyJobState | CountState;

interface Opened {
  readonly jobs: Jobs<States>;
  readonly runs: Runs<States['spec']>;
}

function open(pause: Pause, shelf: Shelf = createShelf()): Opened {
  const others = kindsOf(async function* () {
    yield { at: 1, type: 'finished', outcome: 'completed' };
  });
  const kinds: Kinds<States> = { ...others, count: counting(pause) };
  // @ts-expect-error A missing entry is a compile error.
  others satisfies Kinds<States>;
  const deps = jobsDeps();
  const jobs = createJobs({ ...deps, kinds, store: createMemoryJobStore(shelf) });
  return { jobs, runs: createRuns({ jobs, kinds, clock: deps.clock, toSpec: (one: States['spec']) => one }) };
}

const reaches = (jobs: Jobs<States>, jobId: string, last: number): Promise<void> =>
  new Promise((resolve) => {
    const check = (state: States | undefined): void => {
      if (state?.jobId === jobId && state.kind === 'count' && state.last >= last) resolve();
    };
    jobs.onChange(check);
    check(jobs.get(jobId));
  });

describe('a third job kind', () => {
  it('runs next to the others, with progress and a result in its own unit', async () => {
    const { jobs, runs } = open(noPause);
    const progress: Progress[] = [];
    const { jobId: _, ...result } = await runs.run(
      spec,
      {},
      { signal: neverAborted, progress: (one) => progress.push(one) },
    );
    assert.deepEqual(result, {
      state: 'completed',
      remoteJobIds: [],
      handedOver: true,
      timedOut: false,
      unit: 'numbers',
      successCount: 5,
      failedCount: 0,
      unprocessedCount: 0,
      unknownCount: 0,
      totalRecords: 5,
      errors: [],
      files: { numbers: '1-5.txt' },
    });
    assert.deepEqual(progress.at(-1), { phase: 'finished', unit: 'numbers', done: 5, total: 5 });
    assert.equal(
      (await runs.run(insertSpec, {}, { signal: neverAborted, progress: () => undefined })).state,
      'completed',
    );
    assert.deepEqual(
      jobs
        .list()
        .map(({ kind }) => kind)
        .sort(),
      ['count', 'load'],
    );
    await jobs.close();
  });

  it('resumes from its journal, which has no transient events', async () => {
    const shelf = createShelf();
    const first = open(pauseAfter(3), shelf);
    const jobId = await first.jobs.start(spec);
    await reaches(first.jobs, jobId, 3);
    await first.jobs.close();
    const second = open(noPause, shelf);
    assert.deepEqual(await second.jobs.resumeUnfinished(), [jobId]);
    assert.equal((await second.jobs.whenFinished(jobId, neverAborted)).outcome, 'completed');
    assert.deepEqual(journalTypes(shelf, jobId), [
      'created',
      'counted',
      'counted',
      'counted',
      'resumed',
      'counted',
      'counted',
      'finished',
    ]);
    await second.jobs.close();
  });

  it('is interrupted by an error and aborted by a user', async () => {
    let isBroken = true;
    let proceed = (): void => undefined;
    const waiting = new Promise<void>((resolve) => (proceed = resolve));
    const { jobs } = open(async (number) => {
      if (number === 2 && isBroken) throw new Error('lost count');
      if (number === 3) await waiting;
    });
    const jobId = await jobs.start(spec);
    const broken = await jobs.whenFinished(jobId, neverAborted);
    assert.deepEqual([broken.outcome, broken.interrupted?.code, broken.succeeded], [undefined, 'bug.unexpected', 1]);
    isBroken = false;
    await jobs.resume(jobId);
    await reaches(jobs, jobId, 2);
    await jobs.abort(jobId);
    proceed();
    const aborted = await jobs.whenFinished(jobId, neverAborted);
    assert.deepEqual([aborted.outcome, aborted.succeeded, aborted.interrupted], ['aborted', 2, undefined]);
    await jobs.close();
  });
});
