// The life of a job across windows and crashes: what a person sees is what lies on disk, and one process runs it at a
// time.
import assert from 'node:assert/strict';
import { SalesforceError } from '../../../../src/core/errors/salesforceError';
import type { Jobs } from '../../../../src/core/core';
import { createJobs } from '../../../../src/core/jobs/jobs';
import type { AnyJobState } from '../../../../src/core/jobs/kinds';
import type { LoadSpec } from '../../../../src/core/model/load';
import { createManualClock, createHastyClock } from '../../../fakes/manualClock';
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
const finish: AnyJobEvent = { at: 2, type: 'finished', outcome: 'completed' };

/** Yields these events, then waits until it is told to stop or to end. */
function scripted(events: readonly AnyJobEvent[], then: 'end' | 'hang' = 'end'): ScriptedRun {
  return async function* (_state, { abortRequested: stop }, { signal }) {
    yield* events;
    if (then === 'end') return;
    signal.throwIfAborted();
    if (!stop.aborted)
      await new Promise<void>((resolve, reject) => {
        stop.addEventListener('abort', () => resolve());
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      });
    yield { at: 3, type: 'finished', outcome: 'aborted' };
  };
}

interface FakeOrgs {
  known: boolean;
  changed: () => void;
}

const signedIn = (known = true): FakeOrgs => ({ known, changed: () => undefined });

const open = (runner: ScriptedRun, shelf: Shelf = createShelf(), orgs = signedIn()): Jobs =>
  createJobs({
    guard: freeJobs,
    store: createMemoryJobStore(shelf),
    clock: createHastyClock(),
    log: createRecordingLog(),
    kinds: kindsOf(runner),
    files: createMemoryFiles(),
    orgLabel: async () => 'My org',
    knowsOrg: async () => orgs.known,
    onOrgsChange: (listener) => {
      orgs.changed = listener;
      return () => undefined;
    },
  });

const never = new AbortController().signal;
const until = (jobs: Jobs, jobId: string, isSo: (state: AnyJobState) => boolean): Promise<void> =>
  new Promise((resolve) => {
    const stop = jobs.onChange((state) => {
      if (state.jobId !== jobId || !isSo(state)) return;
      stop();
      resolve();
    });
    const now = jobs.get(jobId);
    if (now && isSo(now)) resolve();
  });

describe('jobs', () => {
  it('are on disk before anything else happens', async () => {
    const shelf = createShelf();
    const jobs = open(scripted([], 'hang'), shelf);
    const jobId = await jobs.start(spec);
    assert.deepEqual(journalTypes(shelf, jobId), ['created']);
    assert.equal(jobs.get(jobId)?.orgLabel, 'My org');
    await jobs.close();
  });

  it('have ids that sort by time and can be typed', async () => {
    const jobs = open(scripted([finish]));
    assert.match(await jobs.start(spec), /^20260101-000000-[0-9a-f]{6}$/);
  });

  it('end with the state that the journal tells', async () => {
    const shelf = createShelf();
    const jobs = open(scripted([planned, finish]), shelf);
    const state = await jobs.whenFinished(await jobs.start(spec), never);
    assert.equal(state.outcome, 'completed');
    const other = open(scripted([]), shelf);
    await other.load();
    assert.deepEqual(other.list(), [state]);
  });

  it('keep passing progress out of the journal', async () => {
    const shelf = createShelf();
    const jobs = open(scripted([planned, { at: 1, type: 'uploading', part: 0, sentBytes: 3 }, finish]), shelf);
    const jobId = await jobs.start(spec);
    await jobs.whenFinished(jobId, never);
    assert.deepEqual(journalTypes(shelf, jobId), ['created', 'planned', 'finished']);
  });

  it('are interrupted, not lost, when the run breaks, and can be resumed', async () => {
    const shelf = createShelf();
    let attempts = 0;
    const runner: ScriptedRun = async function* () {
      attempts += 1;
      yield planned;
      if (attempts === 1) throw new SalesforceError('network.connectionLost', { host: 'h', reason: 'reset' });
      yield finish;
    };
    const jobs = open(runner, shelf);
    const jobId = await jobs.start(spec);
    assert.equal((await jobs.whenFinished(jobId, never)).interrupted?.code, 'network.connectionLost');
    await jobs.resume(jobId);
    const state = await jobs.whenFinished(jobId, never);
    assert.equal(state.outcome, 'completed');
    assert.equal(state.interrupted, undefined);
  });

  it('of a closed window are taken up by the next one, from where the journal ends', async () => {
    const shelf = createShelf();
    const first = open(scripted([planned], 'hang'), shelf);
    const jobId = await first.start(spec);
    await until(first, jobId, isPlanned);
    await first.close();
    const seen: AnyJobState[] = [];
    const second = open(async function* (state) {
      seen.push(state);
      yield finish;
    }, shelf);
    assert.deepEqual(await second.resumeUnfinished(), [jobId]);
    assert.equal((await second.whenFinished(jobId, never)).outcome, 'completed');
    assert.deepEqual(seen.map(isPlanned), [true]);
  });

  it('of a living owner are only watched', async () => {
    const shelf = createShelf();
    const owner = open(scripted([planned], 'hang'), shelf);
    const jobId = await owner.start(spec);
    const other = open(scripted([finish]), shelf);
    assert.deepEqual(await other.resumeUnfinished(), []);
    await assert.rejects(
      other.resume(jobId),
      (error) => error instanceof SalesforceError && error.code === 'job.owned',
    );
    assert.equal(other.get(jobId)?.jobId, jobId);
    await owner.close();
  });

  it('show in every window what their owner does', async () => {
    const shelf = createShelf();
    const watcher = open(scripted([]), shelf);
    const told: string[] = [];
    watcher.onChange((state) => told.push(state.phase));
    const owner = open(scripted([planned, finish]), shelf);
    const jobId = await owner.start(spec);
    await owner.whenFinished(jobId, never);
    await until(watcher, jobId, (state) => state.phase === 'finished');
    assert.equal(told.at(-1), 'finished');
  });

  it('stand still at once when a person signs out, and not only at the next look at Salesforce', async () => {
    const orgs = signedIn();
    const jobs = open(scripted([planned], 'hang'), createShelf(), orgs);
    const jobId = await jobs.start(spec);
    orgs.changed();
    orgs.known = false;
    await until(jobs, jobId, ({ phase }) => phase === 'uploading');
    assert.equal(jobs.get(jobId)?.interrupted, undefined);
    orgs.changed();
    assert.equal((await jobs.whenFinished(jobId, never)).interrupted?.code, 'login.signedOut');
  });

  it('say at once that the practice org they ran on is gone, and leave those of other orgs alone', async () => {
    const jobs = open(scripted([planned], 'hang'));
    const here = await jobs.start(spec);
    const there = await jobs.start({ ...spec, orgId: 'other' });
    jobs.orgStopped('org');
    assert.equal((await jobs.whenFinished(here, never)).interrupted?.code, 'network.orgStopped');
    assert.equal(jobs.get(there)?.interrupted, undefined);
    await jobs.close();
  });

  it('of an org that is not known here are left to others, and say so when nobody runs them', async () => {
    const shelf = createShelf();
    const first = open(scripted([planned], 'hang'), shelf);
    const jobId = await first.start(spec);
    const elsewhere = open(scripted([finish]), shelf, signedIn(false));
    await elsewhere.resumeUnfinished();
    assert.equal(elsewhere.get(jobId)?.interrupted, undefined);
    await first.close();
    assert.deepEqual(await elsewhere.resumeUnfinished(), []);
    assert.equal(elsewhere.get(jobId)?.interrupted?.code, 'login.signedOut');
    await assert.rejects(elsewhere.resume(jobId), { code: 'login.signedOut' });
    const home = open(scripted([finish]), shelf);
    assert.deepEqual(await home.resumeUnfinished(), [jobId]);
    await home.whenFinished(jobId, never);
    assert.equal(home.get(jobId)?.outcome, 'completed');
  });

  it('are stopped at Salesforce when a person aborts them', async () => {
    const jobs = open(scripted([planned], 'hang'));
    const jobId = await jobs.start(spec);
    await until(jobs, jobId, isPlanned);
    await jobs.abort(jobId);
    assert.equal((await jobs.whenFinished(jobId, never)).outcome, 'aborted');
  });

  it('stay stopped when the program dies between the wish and the deed', async () => {
    const shelf = createShelf();
    const dying = open(async function* (_state, _options, { signal }) {
      yield planned;
      signal.throwIfAborted();
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
    }, shelf);
    const jobId = await dying.start(spec);
    await until(dying, jobId, isPlanned);
    await dying.abort(jobId);
    await dying.close();
    const wishes: boolean[] = [];
    const next = open(async function* (_state, { abortRequested: stop }) {
      wishes.push(stop.aborted);
      yield finish;
    }, shelf);
    await next.resumeUnfinished();
    await next.whenFinished(jobId, never);
    assert.deepEqual(wishes, [true]);
  });

  it('can be forgotten only when they are finished', async () => {
    const shelf = createShelf();
    const jobs = open(scripted([planned], 'hang'), shelf);
    const jobId = await jobs.start(spec);
    await assert.rejects(
      jobs.remove(jobId),
      (error) => error instanceof SalesforceError && error.code === 'job.unfinished',
    );
    await jobs.abort(jobId);
    await jobs.whenFinished(jobId, never);
    await jobs.remove(jobId);
    assert.equal(shelf.journals.has(jobId), false);
  });

  it('tell their watchers at most four times a second and always the last word', async () => {
    const clock = createManualClock();
    const uploads = Array.from({ length: 50 }, (_, sentBytes): AnyJobEvent => ({
      at: 1,
      type: 'uploading',
      part: 0,
      sentBytes,
    }));
    const jobs = createJobs({
      guard: freeJobs,
      store: createMemoryJobStore(),
      clock,
      log: createRecordingLog(),
      files: createMemoryFiles(),
      orgLabel: async () => '',
      knowsOrg: async () => true,
      onOrgsChange: () => () => undefined,
      kinds: kindsOf(scripted([planned, ...uploads, finish])),
    });
    const told: string[] = [];
    jobs.onChange((state) => told.push(state.phase));
    await jobs.whenFinished(await jobs.start(spec), never);
    assert.deepEqual(told, ['preparing', 'finished']);
  });
});
