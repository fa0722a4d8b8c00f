// One owner for each job: two windows and a command line never run the same job, and a dead owner does not block it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFileJobStore } from '../../../src/node/fileJobStore';
import { claimFolder } from '../../../src/node/jobClaim';

describe('the claim on a job', () => {
  let folder: string;
  const owner = (): string => join(folder, 'owner.json');
  const longAgo = new Date(Date.now() - 3_600_000);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kinetic-claim-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is given to one of many concurrent callers', async () => {
    const claims = await Promise.all(Array.from({ length: 20 }, () => claimFolder(folder, {})));
    assert.equal(claims.filter(Boolean).length, 1);
  });

  it('is free after its release, and leaves nothing behind', async () => {
    await (await claimFolder(folder, {}))?.release();
    assert.deepEqual(await readdir(folder), []);
    assert.ok(await claimFolder(folder, {}));
  });

  it('is taken over at once from a dead process', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    await writeFile(owner(), JSON.stringify({ token: 'dead', pid, host: hostname() }));
    assert.ok(await claimFolder(folder, {}));
  });

  it('is taken over from another machine only when its heartbeat stops', async () => {
    await writeFile(owner(), JSON.stringify({ token: 'far', pid: 1, host: 'elsewhere' }));
    assert.equal(await claimFolder(folder, { deadAfterMs: 60_000 }), undefined);
    await utimes(owner(), longAgo, longAgo);
    assert.ok(await claimFolder(folder, { deadAfterMs: 60_000 }));
  });

  it('stays with a process on this machine that is suspended for minutes, but not forever', async () => {
    await writeFile(owner(), JSON.stringify({ token: 'still', pid: process.pid, host: hostname() }));
    const minutesAgo = new Date(Date.now() - 120_000);
    await utimes(owner(), minutesAgo, minutesAgo);
    assert.equal(await claimFolder(folder, {}), undefined);
    await utimes(owner(), longAgo, longAgo);
    assert.ok(await claimFolder(folder, {}));
  });

  it('prevents writes by its old owner when it was lost while that owner was suspended', async () => {
    const store = createFileJobStore(folder, { beatMs: 3_600_000 });
    const claim = await store.claim('job-a');
    await store.append('job-a', '{}');
    const other = { token: 'other', pid: process.pid, host: hostname() };
    await writeFile(join(folder, 'job-a', 'owner.json'), JSON.stringify(other));
    await assert.rejects(store.append('job-a', '{}'), /taken over the job/);
    assert.equal(claim?.lost.aborted, true);
    assert.equal((await store.read('job-a')).lines.length, 1);
    await claim.release();
  });

  it('is taken over from a dead owner by only one of many concurrent callers', async () => {
    await writeFile(owner(), JSON.stringify({ token: 'far', pid: 1, host: 'elsewhere' }));
    await utimes(owner(), longAgo, longAgo);
    const claims = await Promise.all(Array.from({ length: 20 }, () => claimFolder(folder, { deadAfterMs: 60_000 })));
    assert.equal(claims.filter(Boolean).length, 1);
  });

  it('is not blocked forever by a process that died while taking over', async () => {
    await mkdir(join(folder, 'takeover'));
    await utimes(join(folder, 'takeover'), longAgo, longAgo);
    await writeFile(owner(), JSON.stringify({ token: 'far', pid: 1, host: 'elsewhere' }));
    await utimes(owner(), longAgo, longAgo);
    await claimFolder(folder, { deadAfterMs: 60_000 });
    assert.ok(await claimFolder(folder, { deadAfterMs: 60_000 }));
  });

  it('notifies its old owner when another process has it', async () => {
    const claim = await claimFolder(folder, { beatMs: 5 });
    await writeFile(owner(), JSON.stringify({ token: 'other', pid: process.pid, host: hostname() }));
    const lost = claim!.lost;
    if (!lost.aborted) await new Promise((resolve) => lost.addEventListener('abort', resolve));
    await claim!.release();
    assert.deepEqual(await readdir(folder), ['owner.json'], 'the other owner’s file stays');
  });
});
