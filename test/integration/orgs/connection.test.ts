// Salesforce goes away while a job runs: the next call shows it to all watchers, and the job continues when it is back.
import assert from 'node:assert/strict';
import type { JobState } from '../../../src/core/core';
import { NoAnswerError, type HttpTransport } from '../../../src/core/ports';
import { createManualClock, type ManualClock } from '../../fakes/manualClock';
import { openCoreSetup, signal, type CoreSetup } from '../setup/coreSetup';

describe('a job whose connection is lost', function () {
  this.timeout(240_000);
  let setup: CoreSetup;
  let clock: ManualClock;
  let isCut = false;
  let failedAt: number | undefined;
  /** Like a machine without a network: no host can be reached. */
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
    setup = await openCoreSetup({ clock, through: cuttable });
  });
  afterEach(() => setup.close());

  /** Without a wait that ends. */
  const seen = async (jobId: string, isSo: (state: JobState) => boolean): Promise<JobState> => {
    for (;;) {
      const state = setup.core.jobs.get(jobId);
      if (state && isSo(state)) return state;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  /** Time continues from one wait to the next. */
  const inTime = async <T>(work: Promise<T>): Promise<T> => {
    let isOver = false;
    const over = work.finally(() => (isOver = true));
    while (!isOver) await Promise.race([over, clock.wakeNext()]);
    return over;
  };
  const begin = async (): Promise<string> => {
    const hold = { object: 'Account', times: 0, action: { kind: 'hold', state: 'InProgress' } } as const;
    setup.practice.faults.add(hold);
    const file = await setup.csv('a.csv', 'Name\na\nb\n');
    const { orgId } = setup;
    const jobId = await setup.core.jobs.start({ kind: 'load', orgId, file, object: 'Account', operation: 'insert' });
    await seen(jobId, ({ phase }) => phase === 'processing');
    return jobId;
  };

  it('says so within three seconds after the first failed call, until the next answer', async () => {
    const jobId = await begin();
    isCut = true;
    const noticed = new Promise<JobState>((resolve) => {
      setup.core.jobs.onChange((state) => state.delayed?.code === 'network.unreachable' && resolve(state));
    });
    // The clock continues while the disk is written to, so the time of the state change counts.
    const { changedAt } = await inTime(noticed);
    assert.ok(failedAt !== undefined && changedAt - failedAt < 3_000, `${changedAt - (failedAt ?? 0)} ms after it`);
    isCut = false;
    setup.practice.faults.clear();
    const state = await inTime(setup.core.jobs.whenFinished(jobId, signal));
    assert.deepEqual([state.outcome, state.succeeded, state.delayed], ['completed', 2, undefined]);
  });

  it('is interrupted at once when the user signs out', async () => {
    const jobId = await begin();
    await setup.core.orgs.remove(setup.orgId, { revoke: false }, { signal, progress: () => undefined });
    const state = await setup.core.jobs.whenFinished(jobId, signal);
    assert.equal(state.interrupted?.code, 'login.signedOut');
  });

  it('says that a practice org has ended, as long as it is gone', async () => {
    const jobId = await begin();
    await setup.practice.close();
    const state = await inTime(seen(jobId, ({ delayed }) => delayed !== undefined));
    assert.equal(state.delayed?.code, 'network.unreachable');
    setup.core.jobs.orgStopped(setup.orgId);
    const after = await setup.core.jobs.whenFinished(jobId, signal);
    assert.deepEqual([after.interrupted?.code, after.delayed], ['network.orgStopped', undefined]);
  });
});
