// However often rows are retried, the counts of all attempts add up to the rows of the file.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { LoadState } from '../../../../../src/core/core';
import type { RetryOf } from '../../../../../src/core/model/load';
import { attemptsOf, attemptTotals, openRows } from '../../../../../src/core/jobs/retry/attempts';
import { removableJobs } from '../../../../../src/core/jobs/retention';
import { loadSpec, someFailed } from '../../../../fakes/jobStates';

type Counts = Pick<LoadState, 'succeeded' | 'failed' | 'unprocessed' | 'unknown'>;

const job = (jobId: string, counts: Counts, change: Partial<LoadState> = {}): LoadState => ({
  ...someFailed,
  jobId,
  createdAt: Number(/\d+$/.exec(jobId)?.[0] ?? 0),
  total: counts.succeeded + counts.failed + counts.unprocessed + counts.unknown,
  ...counts,
  ...change,
});
const retry = (of: string, list: RetryOf['list'], records: number): Pick<LoadState, 'spec'> => ({
  spec: { ...loadSpec, retryOf: { jobId: of, list, records, rowsFile: 'r' } },
});
const running = (state: LoadState): LoadState => {
  const { outcome: _, ...rest } = state;
  return { ...rest, phase: 'processing' };
};

/** Counts that add up to `rows`. */
const split = (rows: number): fc.Arbitrary<Counts> =>
  fc.tuple(fc.nat(rows), fc.nat(rows), fc.nat(rows)).map((cuts) => {
    const [a, b, c] = cuts.sort((one, other) => one - other);
    return { succeeded: a, failed: b - a, unprocessed: c - b, unknown: rows - c };
  });

/** A load of up to 200 rows; each attempt takes some of the open rows of one before it. */
const families: fc.Arbitrary<readonly LoadState[]> = fc.gen().map((g) => {
  const rows = g(fc.nat, 200);
  const states = [
    job(
      'j0',
      g(() => split(rows)),
    ),
  ];
  const openOf = ({ failed, unprocessed, unknown }: Counts) => ({ failed, unprocessed, unknown });
  const open = [openOf(states[0]!)];
  for (let at = 1, count = g(fc.nat, 6); at <= count; at++) {
    const from = g(fc.nat, at - 1);
    const list = g(() => fc.constantFrom<RetryOf['list']>('failed', 'unprocessed', 'unknown'));
    const taken = g(fc.nat, open[from]![list]);
    open[from]![list] -= taken;
    const counts = g(() => split(taken));
    open.push(openOf(counts));
    states.push(job(`j${at}`, counts, retry(`j${from}`, list, taken)));
  }
  return states;
});

describe('a load and its retries', () => {
  it('add up to the rows of the file, however the open rows are split over attempts', () => {
    fc.assert(
      fc.property(families, (states) => {
        const totals = attemptTotals(states);
        const { succeeded, failed, unprocessed, unknown, pending, leftOut } = totals;
        assert.equal(totals.total, states[0]!.total);
        assert.equal(succeeded + failed + unprocessed + unknown + pending + leftOut, totals.total);
        assert.ok([succeeded, failed, unprocessed, unknown, pending, leftOut].every((count) => count >= 0));
        assert.equal(
          succeeded,
          states.reduce((sum, state) => sum + state.succeeded, 0),
        );
      }),
    );
  });

  it('show rows of a running attempt as pending, and no longer as failed', () => {
    const root = job('j0', { succeeded: 6, failed: 4, unprocessed: 0, unknown: 0 });
    const again = running(
      job('j1', { succeeded: 0, failed: 0, unprocessed: 0, unknown: 0 }, { ...retry('j0', 'failed', 4), total: 4 }),
    );
    const totals = attemptTotals([root, again]);
    assert.deepEqual(totals, {
      total: 10,
      succeeded: 6,
      failed: 0,
      unprocessed: 0,
      unknown: 0,
      pending: 4,
      leftOut: 0,
    });
  });

  it('count rows as failed when nothing of the retry was sent', () => {
    const root = job('j0', { succeeded: 6, failed: 4, unprocessed: 0, unknown: 0 });
    const refused = job(
      'j1',
      { succeeded: 0, failed: 0, unprocessed: 0, unknown: 0 },
      { ...retry('j0', 'failed', 4), outcome: 'rejected' },
    );
    assert.equal(attemptTotals([root, refused]).failed, 4);
  });

  it('count and offer the rows of a rejected retry once, in its origin, although its file was read', () => {
    const root = job('j0', { succeeded: 6, failed: 4, unprocessed: 0, unknown: 0 });
    const rejected = job(
      'j1',
      { succeeded: 0, failed: 0, unprocessed: 4, unknown: 0 },
      { ...retry('j0', 'failed', 4), outcome: 'rejected' },
    );
    const totals = { total: 10, succeeded: 6, failed: 4, unprocessed: 0, unknown: 0, pending: 0, leftOut: 0 };
    assert.deepEqual(attemptTotals([root, rejected]), totals);
    assert.deepEqual(openRows(root, [root, rejected]), { failed: 4, unprocessed: 0, unknown: 0 });
    assert.deepEqual(openRows(rejected, [root, rejected]), { failed: 0, unprocessed: 0, unknown: 0 });
  });

  it('count rows that a person removed from a retry file, and those that were added', () => {
    const root = job('j0', { succeeded: 6, failed: 4, unprocessed: 0, unknown: 0 });
    const fewer = job('j1', { succeeded: 2, failed: 1, unprocessed: 0, unknown: 0 }, retry('j0', 'failed', 4));
    assert.deepEqual(attemptTotals([root, fewer]), {
      total: 10,
      succeeded: 8,
      failed: 1,
      unprocessed: 0,
      unknown: 0,
      pending: 0,
      leftOut: 1,
    });
    const more = job('j1', { succeeded: 5, failed: 0, unprocessed: 0, unknown: 0 }, retry('j0', 'failed', 4));
    assert.deepEqual(attemptTotals([root, more]), {
      total: 11,
      succeeded: 11,
      failed: 0,
      unprocessed: 0,
      unknown: 0,
      pending: 0,
      leftOut: 0,
    });
  });

  it('tell rows that were added from those that were removed when rows name their lines', () => {
    const root = job('j0', { succeeded: 6, failed: 4, unprocessed: 0, unknown: 0 });
    const plan = { ...someFailed.plan!, keepsLines: true };
    // One of the four was removed, two were added.
    const edited = job(
      'j1',
      { succeeded: 2, failed: 3, unprocessed: 0, unknown: 0 },
      { ...retry('j0', 'failed', 4), plan: { ...plan, addedRows: 2 } },
    );
    const counts = { total: 12, unprocessed: 0, unknown: 0, pending: 0, leftOut: 1 };
    assert.deepEqual(attemptTotals([root, edited]), { ...counts, succeeded: 8, failed: 3 });
    // Both added rows failed and are retried: they have no line, but they are not new.
    const { spec } = retry('j1', 'failed', 3);
    assert.ok(spec.retryOf);
    const again = job(
      'j2',
      { succeeded: 3, failed: 0, unprocessed: 0, unknown: 0 },
      { spec: { ...spec, retryOf: { ...spec.retryOf, withoutLine: 2 } }, plan: { ...plan, addedRows: 2 } },
    );
    assert.deepEqual(attemptTotals([root, edited, again]), { ...counts, succeeded: 11, failed: 0 });
  });

  it('are found from any of them, the load first', () => {
    fc.assert(
      fc.property(families, fc.nat(), (states, at) => {
        const family = attemptsOf(states[at % states.length]!, [...states].reverse());
        assert.deepEqual(
          family?.attempts.map(({ jobId }) => jobId),
          states.map(({ jobId }) => jobId),
        );
      }),
    );
  });

  it('are in the order in which rows went through them, even when clocks differ', () => {
    const counts = { succeeded: 0, failed: 1, unprocessed: 0, unknown: 0 };
    const root = job('j0', counts, { createdAt: 500 });
    const first = job('j1', counts, retry('j0', 'failed', 1));
    const second = job('j2', counts, retry('j1', 'failed', 1));
    const family = attemptsOf(second, [second, first, root]);
    assert.deepEqual(
      family?.attempts.map(({ jobId }) => jobId),
      ['j0', 'j1', 'j2'],
    );
  });

  it('are kept together: the load stays as long as a retry is young or runs, and goes after its retries', () => {
    const old = { changedAt: 10 };
    const counts = { succeeded: 1, failed: 1, unprocessed: 0, unknown: 0 };
    const root = job('j0', counts, old);
    const first = job('j1', counts, { ...retry('j0', 'failed', 1), ...old });
    const other = job('j3', counts, old);
    const ids = (...states: readonly LoadState[]): readonly string[] =>
      removableJobs(states, 100).map(({ jobId }) => jobId);
    assert.deepEqual(ids(other, first, root), ['j3', 'j1', 'j0']);
    const young = job('j2', counts, { ...retry('j1', 'failed', 1), changedAt: 200 });
    assert.deepEqual(ids(other, young, first, root), ['j3']);
    assert.deepEqual(ids(other, running({ ...young, ...old }), first, root), ['j3']);
  });
});
