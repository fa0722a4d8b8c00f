// The contract of every JobStore, run against the ones in memory and on disk; two stores stand for two processes.
import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JobStore } from '../../../src/core/ports';
import { createFileJobStore } from '../../../src/node/fileJobStore';
import { createMemoryJobStore, createShelf, linesOf } from '../../fakes/memoryJobStore';

interface Stage {
  readonly mine: JobStore;
  readonly theirs: JobStore;
  readonly close: () => Promise<void>;
}

function memoryStage(): Promise<Stage> {
  const shelf = createShelf();
  const mine = createMemoryJobStore(shelf);
  const theirs = createMemoryJobStore(shelf);
  return Promise.resolve({ mine, theirs, close: () => Promise.resolve() });
}

async function diskStage(): Promise<Stage> {
  const root = await mkdtemp(join(tmpdir(), 'kinetic-jobs-'));
  return {
    mine: createFileJobStore(root, { beatMs: 20 }),
    theirs: createFileJobStore(root, { beatMs: 20 }),
    close: () => rm(root, { recursive: true }),
  };
}

/** Appends lines as a process that runs the job and then ends. */
async function record(store: JobStore, jobId: string, ...lines: readonly string[]): Promise<void> {
  const claim = await store.claim(jobId);
  for (const one of lines) await store.append(jobId, one);
  await claim?.release();
}

const line = (at: number): string => JSON.stringify({ at, type: 'uploaded', part: at });

for (const [name, start] of [
  ['in memory', memoryStage],
  ['on the disk', diskStage],
] as const)
  describe(`JobStore contract: ${name}`, () => {
    let stage: Stage;
    beforeEach(async () => {
      stage = await start();
    });
    afterEach(() => stage.close());

    it('gives the events of a job back in order, to every process', async () => {
      const { mine, theirs } = stage;
      const expected = [1, 2, 3].map(line);
      await record(mine, 'job-a', ...expected);
      await record(mine, 'job-b', line(9));
      assert.deepEqual(await linesOf(await mine.read('job-a')), expected);
      assert.deepEqual(await linesOf(await theirs.read('job-a')), expected);
    });

    it('has no journal of an unknown job', async () => {
      assert.equal(await stage.mine.read('job-x'), undefined);
    });

    it('lists the newest job first, without removed ones', async () => {
      const { mine, theirs } = stage;
      await record(mine, 'job-a', line(1));
      await record(mine, 'job-b', line(2));
      await record(mine, 'job-a', line(3));
      assert.deepEqual(await theirs.list(), ['job-b', 'job-a']);
      await mine.remove('job-a');
      assert.deepEqual(await theirs.list(), ['job-b']);
      assert.deepEqual(await theirs.read('job-a'), undefined);
    });

    it('gives a job to one owner at a time', async () => {
      const { mine, theirs } = stage;
      await record(mine, 'job-a', line(1));
      const claim = await mine.claim('job-a');
      assert.ok(claim);
      assert.equal(claim.lost.aborted, false);
      assert.equal(await theirs.claim('job-a'), undefined);
      await claim.release();
      const next = await theirs.claim('job-a');
      assert.ok(next, 'a released job is free');
      await next.release();
    });

    it('appends for the owner only', async () => {
      const { mine, theirs } = stage;
      await assert.rejects(mine.append('job-a', line(1)), /no claim on the job job-a/);
      assert.deepEqual(await theirs.list(), [], 'nothing was written');
      const claim = await mine.claim('job-a');
      await mine.append('job-a', line(1));
      await assert.rejects(theirs.append('job-a', line(2)), /no claim/);
      await claim?.release();
      await assert.rejects(mine.append('job-a', line(3)), /no claim/);
      assert.deepEqual(await linesOf(await theirs.read('job-a')), [line(1)]);
    });

    it('removes a job that it has the claim on, and nothing is left of it', async () => {
      const { mine, theirs } = stage;
      await record(mine, 'job-a', line(1));
      const claim = await mine.claim('job-a');
      await mine.append('job-a', line(2));
      await mine.remove('job-a');
      await claim?.release();
      assert.deepEqual(await theirs.list(), []);
      const next = await theirs.claim('job-a');
      assert.ok(next, 'the claim is gone, too');
      await next.release();
    });

    it('tells the owner once that another process requests the abort of the job', async () => {
      const { mine, theirs } = stage;
      await record(mine, 'job-a', line(1));
      const claim = await mine.claim('job-a');
      assert.ok(claim);
      assert.equal(claim.abortRequested.aborted, false);
      const heard = once(claim.abortRequested, 'abort');
      await theirs.requestAbort('job-a');
      await heard;
      await claim.release();
      const next = await theirs.claim('job-a');
      assert.equal(next?.abortRequested.aborted, false, 'a handled request is removed');
      await next.release();
    });

    it('keeps a request to abort for the next owner of a job without one', async () => {
      const { mine, theirs } = stage;
      await record(mine, 'job-a', line(1));
      await theirs.requestAbort('job-a');
      const claim = await mine.claim('job-a');
      assert.equal(claim?.abortRequested.aborted, true);
      await claim.release();
    });

    it('leaves jobs and claims alone when it removes the folders of jobs that never began', async () => {
      const { mine, theirs } = stage;
      await record(mine, 'job-a', line(1));
      const claim = await mine.claim('job-b');
      await theirs.removeLeftFolders();
      assert.equal(claim?.lost.aborted, false);
      await mine.append('job-b', line(2));
      await claim.release();
      assert.deepEqual([...(await theirs.list())].sort(), ['job-a', 'job-b']);
    });

    it('gives each job its own folder', async () => {
      const folder = await stage.mine.folder('job-a');
      assert.equal(await stage.theirs.folder('job-a'), folder);
      assert.notEqual(await stage.mine.folder('job-b'), folder);
    });

    it('tells every process for how many days jobs are kept, and lists no job for it', async () => {
      const { mine, theirs } = stage;
      assert.equal(await theirs.keptDays(), undefined);
      for (const days of [7, 0]) {
        await mine.keepDays(days);
        assert.equal(await theirs.keptDays(), days);
      }
      assert.deepEqual(await theirs.list(), []);
    });

    it('reports changes by another process, until it is stopped', async () => {
      const { mine, theirs } = stage;
      await record(mine, 'job-a', line(1));
      const heard = new Promise<string>((resolve) => {
        const stop = mine.watch((jobId) => {
          stop();
          resolve(jobId);
        });
      });
      await record(theirs, 'job-a', line(2));
      assert.equal(await heard, 'job-a');
    });
  });
