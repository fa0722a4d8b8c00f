// One owner for each job: two windows and a command line never run the same job, and a dead owner does not block it.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, mkdir, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { createFileJobStore } from '../../../src/node/fileJobStore';
import { claimFolder } from '../../../src/node/jobClaim';
import { ownIdentity } from '../../../src/node/processIdentity';
import { linesOf } from '../../fakes/memoryJobStore';

const here = ownIdentity();

/** The fields of `/proc/PID/stat` after the name of the program. */
const statOf = (pid: number): readonly string[] =>
  readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];

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
    await writeFile(owner(), JSON.stringify({ ...here, token: 'dead', pid }));
    assert.ok(await claimFolder(folder, {}));
  });

  it('is taken over at once from a process that ended while its parent does not ask for its exit code', async function () {
    if (process.platform !== 'linux') {
      process.stdout.write('    (only Linux tells which processes have ended but keep their PID)\n');
      this.skip();
    }
    const parent = spawn('sh', ['-c', 'sleep 0.01 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      const [pid] = (await once(parent.stdout, 'data')).map(Number);
      const started = statOf(pid ?? 0)[19];
      await writeFile(owner(), JSON.stringify({ ...here, token: 'zombie', pid, started }));
      while (statOf(pid ?? 0)[0] !== 'Z') await setImmediate();
      assert.ok(await claimFolder(folder, {}));
    } finally {
      parent.kill();
    }
  });

  it('is taken over at once from a dead process whose PID another one has', async function () {
    if (here.started === '') {
      process.stdout.write('    (this system does not tell when a process started)\n');
      this.skip();
    }
    await writeFile(owner(), JSON.stringify({ ...here, token: 'dead', pid: process.ppid }));
    assert.ok(await claimFolder(folder, {}));
  });

  it('is taken over from another machine only when its heartbeat stops', async () => {
    await writeFile(owner(), JSON.stringify({ ...here, token: 'far', host: 'elsewhere' }));
    assert.equal(await claimFolder(folder, { deadAfterMs: 60_000 }), undefined);
    await utimes(owner(), longAgo, longAgo);
    assert.ok(await claimFolder(folder, { deadAfterMs: 60_000 }));
  });

  it('stays with a process on this machine that is suspended for minutes, but not forever', async () => {
    await writeFile(owner(), JSON.stringify({ ...here, token: 'still' }));
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
    const other = { ...here, token: 'other' };
    await writeFile(join(folder, 'job-a', 'owner.json'), JSON.stringify(other));
    await assert.rejects(store.append('job-a', '{}'), /taken over the job/);
    assert.equal(claim?.lost.aborted, true);
    assert.equal((await linesOf(await store.read('job-a')))?.length, 1);
    await claim.release();
  });

  it('is taken over from a dead owner by only one of many concurrent callers', async () => {
    await writeFile(owner(), JSON.stringify({ ...here, token: 'far', host: 'elsewhere' }));
    await utimes(owner(), longAgo, longAgo);
    const claims = await Promise.all(Array.from({ length: 20 }, () => claimFolder(folder, { deadAfterMs: 60_000 })));
    assert.equal(claims.filter(Boolean).length, 1);
  });

  it('is not blocked forever by a process that died while taking over', async () => {
    await mkdir(join(folder, 'takeover'));
    await utimes(join(folder, 'takeover'), longAgo, longAgo);
    await writeFile(owner(), JSON.stringify({ ...here, token: 'far', host: 'elsewhere' }));
    await utimes(owner(), longAgo, longAgo);
    await claimFolder(folder, { deadAfterMs: 60_000 });
    assert.ok(await claimFolder(folder, { deadAfterMs: 60_000 }));
  });

  it('notifies its old owner when another process has it', async () => {
    const claim = await claimFolder(folder, { beatMs: 5 });
    await writeFile(owner(), JSON.stringify({ ...here, token: 'other' }));
    const lost = claim!.lost;
    if (!lost.aborted) await new Promise((resolve) => lost.addEventListener('abort', resolve));
    await claim!.release();
    assert.deepEqual(await readdir(folder), ['owner.json'], 'the other owner’s file stays');
  });

  it('is not taken from a living process whose PID means nothing here, as in another container', async () => {
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    await writeFile(owner(), JSON.stringify({ ...here, token: 'far', pid: gone, scope: `${here.scope} other` }));
    assert.equal(await claimFolder(folder, { deadAfterMs: 60_000 }), undefined);
    await utimes(owner(), longAgo, longAgo);
    assert.ok(await claimFolder(folder, { deadAfterMs: 60_000 }));
  });

  it('is not taken at once from a process whose PID another one has by chance, as after a restart', async () => {
    await writeFile(owner(), JSON.stringify({ ...here, token: 'before', scope: 'another start' }));
    assert.equal(await claimFolder(folder, { deadAfterMs: 60_000 }), undefined);
    const aMinuteAgo = new Date(Date.now() - 61_000);
    await utimes(owner(), aMinuteAgo, aMinuteAgo);
    assert.ok(await claimFolder(folder, { deadAfterMs: 60_000 }), 'the heartbeat alone decides');
  });

  describe('of which a power cut left', () => {
    const whole = JSON.stringify({ ...here, token: 'cut' });
    const damages: Readonly<Record<string, (path: string) => Promise<unknown>>> = {
      'an empty file': (path) => writeFile(path, ''),
      'zero bytes': (path) => writeFile(path, Buffer.alloc(whole.length)),
      'half of its line': (path) => writeFile(path, whole.slice(0, whole.length / 2)),
      'other data': (path) => writeFile(path, Buffer.from([0xff, 0xfe, 0x00, 0x9f, 0x92])),
      'valid JSON that names no process': (path) => writeFile(path, 'null'),
      'an owner without a PID': (path) => writeFile(path, JSON.stringify({ ...here, token: 'cut', pid: '7' })),
      'a PID that stands for a group of processes': (path) =>
        writeFile(path, JSON.stringify({ ...here, token: 'cut', pid: -1 })),
      'a folder with its name': async (path) => {
        await mkdir(path);
        await writeFile(join(path, 'inside'), whole);
      },
    };
    for (const [what, damage] of Object.entries(damages))
      it(`${what}, is free once its heartbeat stops`, async () => {
        await damage(owner());
        await utimes(owner(), new Date(), new Date());
        assert.equal(await claimFolder(folder, { deadAfterMs: 60_000 }), undefined, 'it may be alive');
        await utimes(owner(), longAgo, longAgo);
        const claim = await claimFolder(folder, { deadAfterMs: 60_000 });
        assert.ok(claim);
        await claim.release();
        assert.deepEqual(await readdir(folder), [], 'nothing of it is left');
      });

    it('a heartbeat far in the future, is free', async () => {
      await writeFile(owner(), '');
      const future = new Date(Date.now() + 86_400_000);
      await utimes(owner(), future, future);
      assert.ok(await claimFolder(folder, { deadAfterMs: 60_000 }));
    });

    it('a link to a missing file, is free', async () => {
      await symlink(join(folder, 'nowhere'), owner());
      assert.ok(await claimFolder(folder, {}));
    });

    it('a file in place of its lock, is free after the second look', async () => {
      await writeFile(join(folder, 'takeover'), '');
      await writeFile(owner(), '');
      for (const path of ['takeover', 'owner.json']) await utimes(join(folder, path), longAgo, longAgo);
      await claimFolder(folder, { deadAfterMs: 60_000 });
      assert.ok(await claimFolder(folder, { deadAfterMs: 60_000 }));
    });
  });

  it('is lost by an owner that can no longer read its own name', async () => {
    const claim = await claimFolder(folder, { beatMs: 3_600_000 });
    await writeFile(owner(), '');
    await assert.rejects(claim!.confirm(), /another process/);
    assert.equal(claim!.lost.aborted, true);
    await claim!.release();
  });

  it('leaves no folder of a job that does not exist', async () => {
    const store = createFileJobStore(folder, {});
    await (await store.claim('job-a'))?.release();
    assert.deepEqual(await readdir(folder), []);
  });
});
