// Salesforce goes away while a job runs: whoever watches hears of it with the next call, and the job goes on when it is back.
import assert from 'node:assert/strict';
import type { JobState } from '../../src/core/core';
import type { HttpTransport } from '../../src/core/ports';
import { NoAnswerError } from '../../src/core/ports';
import { createManualClock, type ManualClock } from '../fakes/manualClock';
import { openHouse, signal, type House } from './house';

describe('a job whose connection is lost', function () {
  this.timeout(240_000);
  let house: House;
  let clock: ManualClock;
  let isCut = false;
  let failedAt: number | undefined;
  /** As without a network: nobody can be reached. */
  const cuttable = (transport: HttpTransport): HttpTransport => ({
    send: (request) => {
      if (!isCut) return transport.send(request);
      failedAt ??= clock.now();
      return Promise.reject(new NoAnswerError('refused', 'no'));
    },
  });
  beforeEach(async () => {
    [isCut, failedAt] = [false, undefined];
    clock = createManualClock();
    house = await openHouse({ clock, through: cuttable });
  });
  afterEach(() => house.close());

  /** Without a wait that comes to its end. */
  const seen = async (jobId: string, isSo: (state: JobState) => boolean): Promise<JobState> => {
    for (;;) {
      const state = house.core.jobs.get(jobId);
      if (state && isSo(state)) return state;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  /** While time goes on from one wait to the next. */
  const inTime = async <T>(work: Promise<T>): Promise<T> => {
    let isOver = false;
    const over = work.finally(() => (isOver = true));
    while (!isOver) await Promise.race([over, clock.wakeNext()]);
    return over;
  };
  const begin = async (): Promise<string> => {
    const hold = { object: 'Account', times: 0, action: { kind: 'hold', state: 'InProgress' } } as const;
    house.practice.faults.add(hold);
    const file = await house.csv('a.csv', 'Name\na\nb\n');
    const { orgId } = house;
    const jobId = await house.core.jobs.start({ kind: 'load', orgId, file, object: 'Account', operation: 'insert' });
    await seen(jobId, ({ phase }) => phase === 'processing');
    return jobId;
  };

  it('says so within three seconds of the first call that fails, and forgets it with the next answer', async () => {
    const jobId = await begin();
    isCut = true;
    const told = new Promise<JobState>((resolve) => {
      house.core.jobs.onChange((state) => state.delayed?.code === 'network.unreachable' && resolve(state));
    });
    // Time goes on while the disk is written to, so the moment counts at which it was noticed.
    const { changedAt } = await inTime(told);
    assert.ok(failedAt !== undefined && changedAt - failedAt < 3_000, `${changedAt - (failedAt ?? 0)} ms after it`);
    isCut = false;
    house.practice.faults.clear();
    const state = await inTime(house.core.jobs.whenFinished(jobId, signal));
    assert.deepEqual([state.outcome, state.succeeded, state.delayed], ['completed', 2, undefined]);
  });

  it('stands still at once when a person signs out', async () => {
    const jobId = await begin();
    await house.core.orgs.remove(house.orgId, { revoke: false }, { signal, progress: () => undefined });
    const state = await house.core.jobs.whenFinished(jobId, signal);
    assert.equal(state.interrupted?.code, 'login.signedOut');
  });

  it('says that a practice org has died, as long as it stays away', async () => {
    const jobId = await begin();
    await house.practice.close();
    const state = await inTime(seen(jobId, ({ delayed }) => delayed !== undefined));
    assert.equal(state.delayed?.code, 'network.unreachable');
    house.core.jobs.orgStopped(house.orgId);
    const after = await house.core.jobs.whenFinished(jobId, signal);
    assert.deepEqual([after.interrupted?.code, after.delayed], ['network.orgStopped', undefined]);
  });
});
