// Jobs across windows and crashes: a shown state is always on disk, and only one process at a time runs a job.
import assert from 'node:assert/strict';
import { SalesforceError } from '../../../../src/core/errors/salesforceError';
import type { Jobs } from '../../../../src/core/core';
import { createJobs } from '../../../../src/core/jobs/jobs';
import type { AnyJobState } from '../../../../src/core/jobs/kinds';
import { createManualClock } from '../../../fakes/manualClock';
import { createMemoryJobStore, createShelf, journalTypes, type Shelf } from '../../../fakes/memoryJobStore';
import { isPlanned, kindsOf, type ScriptedRun, type AnyJobEvent } from '../../../fakes/jobKinds';
import { completed, insertSpec as spec, neverAborted, plannedLoad, scripted } from '../../../fakes/jobEvents';
import { jobsDeps } from '../../../fakes/jobsDeps';

const planned = plannedLoad(1);

interface FakeOrgs {
  areKnown: boolean;
  changed: () => void;
}

const fakeOrgs = (areKnown = true): FakeOrgs => ({ areKnown, changed: () => undefined });

const open = (runner: ScriptedRun, shelf: Shelf = createShelf(), orgs = fakeOrgs()): Jobs =>
  createJobs({
    ...jobsDeps(),
    store: createMemoryJobStore(shelf),
    kinds: kindsOf(runner),
    knowsOrg: async () => orgs.areKnown,
    onOrgsChange: (listener) => {
      orgs.changed = listener;
      return () => undefined;
    },
  });

const until = (jobs: Jobs, jobId: string, matches: (state: AnyJobState) => boolean): Promise<void> =>
  new Promise((resolve) => {
    const unsubscribe = jobs.onChange((state) => {
      if (state.jobId !== jobId || !matches(state)) return;
      unsubscribe();
      resolve();
    });
    const current = jobs.get(jobId);
    if (current && matches(current)) resolve();
  });

describe('jobs', () => {
  it('are on disk before the run starts', async () => {
    const shelf = createShelf();
    const jobs = open(scripted([]), shelf);
    const jobId = await jobs.start(spec);
    assert.deepEqual(journalTypes(shelf, jobId), ['created']);
    assert.equal(jobs.get(jobId)?.orgLabel, 'My org');
    await jobs.close();
  });

  it('have ids that sort by time and can be typed', async () => {
    const jobs = open(scripted([completed]));
    assert.match(await jobs.start(spec), /^20260101-000000-[0-9a-f]{6}$/);
  });

  it('can start in a folder that was reserved, and nothing is on disk before', async () => {
    const shelf = createShelf();
    const jobs = open(scripted([]), shelf);
    const { jobId, folder } = await jobs.reserve();
    assert.ok(folder.endsWith(jobId), folder);
    await jobs.load();
    assert.deepEqual(jobs.list(), []);
    assert.equal(await jobs.start(spec, jobId), jobId);
    assert.deepEqual(journalTypes(shelf, jobId), ['created']);
    await jobs.close();
  });

  it('end with the state in the journal', async () => {
    const shelf = createShelf();
    const jobs = open(scripted([planned, completed]), shelf);
    const state = await jobs.whenFinished(await jobs.start(spec), neverAborted);
    assert.equal(state.outcome, 'completed');
    const other = open(scripted([]), shelf);
    await other.load();
    assert.deepEqual(other.list(), [state]);
  });

  it('do not write transient progress to the journal', async () => {
    const shelf = createShelf();
    const jobs = open(scripted([planned, { at: 1, type: 'uploading', part: 0, sentBytes: 3 }, completed]), shelf);
    const jobId = await jobs.start(spec);
    await jobs.whenFinished(jobId, neverAborted);
    assert.deepEqual(journalTypes(shelf, jobId), ['created', 'planned', 'finished']);
  });

  it('are interrupted when the run throws, and can be resumed', async () => {
    const shelf = createShelf();
    let attempts = 0;
    const runner: ScriptedRun = async function* () {
      attempts += 1;
      yield planned;
      if (attempts === 1) throw new SalesforceError('network.connectionLost', { host: 'h', reason: 'reset' });
      yield completed;
    };
    const jobs = open(runner, shelf);
    const jobId = await jobs.start(spec);
    assert.equal((await jobs.whenFinished(jobId, neverAborted)).interrupted?.code, 'network.connectionLost');
    await jobs.resume(jobId);
    const state = await jobs.whenFinished(jobId, neverAborted);
    assert.equal(state.outcome, 'completed');
    assert.equal(state.interrupted, undefined);
  });

  it('of a closed window are resumed by the next one, from the end of the journal', async () => {
    const shelf = createShelf();
    const first = open(scripted([planned]), shelf);
    const jobId = await first.start(spec);
    await until(first, jobId, isPlanned);
    await first.close();
    const seen: AnyJobState[] = [];
    const second = open(async function* (state) {
      seen.push(state);
      yield completed;
    }, shelf);
    assert.deepEqual(await second.resumeUnfinished(), [jobId]);
    assert.equal((await second.whenFinished(jobId, neverAborted)).outcome, 'completed');
    assert.deepEqual(seen.map(isPlanned), [true]);
  });

  it('of a live owner are only watched', async () => {
    const shelf = createShelf();
    const owner = open(scripted([planned]), shelf);
    const jobId = await owner.start(spec);
    const other = open(scripted([completed]), shelf);
    assert.deepEqual(await other.resumeUnfinished(), []);
    await assert.rejects(
      other.resume(jobId),
      (error) => error instanceof SalesforceError && error.code === 'job.owned',
    );
    assert.equal(other.get(jobId)?.jobId, jobId);
    await owner.close();
  });

  it('have the same state in every window', async () => {
    const shelf = createShelf();
    const watcher = open(scripted([]), shelf);
    const phases: string[] = [];
    watcher.onChange((state) => phases.push(state.phase));
    const owner = open(scripted([planned, completed]), shelf);
    const jobId = await owner.start(spec);
    await owner.whenFinished(jobId, neverAborted);
    await until(watcher, jobId, (state) => state.phase === 'finished');
    assert.equal(phases.at(-1), 'finished');
  });

  it('are interrupted as soon as a user signs out, not only at the next call', async () => {
    const orgs = fakeOrgs();
    const jobs = open(scripted([planned]), createShelf(), orgs);
    const jobId = await jobs.start(spec);
    orgs.changed();
    orgs.areKnown = false;
    await until(jobs, jobId, ({ phase }) => phase === 'uploading');
    assert.equal(jobs.get(jobId)?.interrupted, undefined);
    orgs.changed();
    assert.equal((await jobs.whenFinished(jobId, neverAborted)).interrupted?.code, 'login.signedOut');
  });

  it('are interrupted when their practice org is stopped, and those of other orgs are not', async () => {
    const jobs = open(scripted([planned]));
    const stopped = await jobs.start(spec);
    const running = await jobs.start({ ...spec, orgId: 'other' });
    jobs.orgStopped('org');
    assert.equal((await jobs.whenFinished(stopped, neverAborted)).interrupted?.code, 'network.orgStopped');
    assert.equal(jobs.get(running)?.interrupted, undefined);
    await jobs.close();
  });

  it('of an unknown org are left to other processes, and are interrupted when they have no owner', async () => {
    const shelf = createShelf();
    const first = open(scripted([planned]), shelf);
    const jobId = await first.start(spec);
    const elsewhere = open(scripted([completed]), shelf, fakeOrgs(false));
    await elsewhere.resumeUnfinished();
    assert.equal(elsewhere.get(jobId)?.interrupted, undefined);
    await first.close();
    assert.deepEqual(await elsewhere.resumeUnfinished(), []);
    assert.equal(elsewhere.get(jobId)?.interrupted?.code, 'login.signedOut');
    await assert.rejects(elsewhere.resume(jobId), { code: 'login.signedOut' });
    const home = open(scripted([completed]), shelf);
    assert.deepEqual(await home.resumeUnfinished(), [jobId]);
    await home.whenFinished(jobId, neverAborted);
    assert.equal(home.get(jobId)?.outcome, 'completed');
  });

  it('end as aborted when a user aborts them', async () => {
    const jobs = open(scripted([planned]));
    const jobId = await jobs.start(spec);
    await until(jobs, jobId, isPlanned);
    await jobs.abort(jobId);
    assert.equal((await jobs.whenFinished(jobId, neverAborted)).outcome, 'aborted');
  });

  it('are still aborted after a crash between the request and the abort', async () => {
    const shelf = createShelf();
    const crashing = open(async function* (_state, _options, { signal }) {
      yield planned;
      signal.throwIfAborted();
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
    }, shelf);
    const jobId = await crashing.start(spec);
    await until(crashing, jobId, isPlanned);
    await crashing.abort(jobId);
    await crashing.close();
    const aborts: boolean[] = [];
    const next = open(async function* (_state, { abortRequested }) {
      aborts.push(abortRequested.aborted);
      yield completed;
    }, shelf);
    await next.resumeUnfinished();
    await next.whenFinished(jobId, neverAborted);
    assert.deepEqual(aborts, [true]);
  });

  it('can be removed only when they are finished', async () => {
    const shelf = createShelf();
    const jobs = open(scripted([planned]), shelf);
    const jobId = await jobs.start(spec);
    await assert.rejects(
      jobs.remove(jobId),
      (error) => error instanceof SalesforceError && error.code === 'job.unfinished',
    );
    await jobs.abort(jobId);
    await jobs.whenFinished(jobId, neverAborted);
    await jobs.remove(jobId);
    assert.equal(shelf.journals.has(jobId), false);
  });

  it('notify listeners at most four times a second, and always of the last state', async () => {
    const clock = createManualClock();
    const uploads = Array.from({ length: 50 }, (_, sentBytes): AnyJobEvent => ({
      at: 1,
      type: 'uploading',
      part: 0,
      sentBytes,
    }));
    const jobs = createJobs({ ...jobsDeps(), clock, kinds: kindsOf(scripted([planned, ...uploads, completed])) });
    const phases: string[] = [];
    jobs.onChange((state) => phases.push(state.phase));
    await jobs.whenFinished(await jobs.start(spec), neverAborted);
    assert.deepEqual(phases, ['preparing', 'finished']);
  });
});
