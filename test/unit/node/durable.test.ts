// What a power cut may leave of a file that must survive one: watched by the order in which the disk is told.
import assert from 'node:assert/strict';
import disk, { mkdir, mkdtemp, readdir, readFile, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import {
  createDurably,
  makeFolderDurably,
  makeFolderDurablySync,
  removeDurably,
  replaceDurably,
} from '../../../src/node/durable';
import { createFileJobStore } from '../../../src/node/fileJobStore';
import { createFilePolicies } from '../../../src/node/filePolicies';
import { createFileWriteLog } from '../../../src/node/fileWriteLog';

/** Each step as `step name`; the random endings of drafts are left out. */
const steps: string[] = [];
const nameOf = (path: unknown): string => basename(String(path)).replace(/\.[0-9a-f]{8}-[-0-9a-f]{27}$/, '.draft');

const original = { open: disk.open, rename: disk.rename, link: disk.link };

function watchDisk(): void {
  disk.open = async (path, ...rest) => {
    const handle: FileHandle = await original.open(path, ...rest);
    const flushed = (flush: () => Promise<void>) => () => flush().then(() => void steps.push(`flush ${nameOf(path)}`));
    handle.sync = flushed(handle.sync.bind(handle));
    handle.datasync = flushed(handle.datasync.bind(handle));
    return handle;
  };
  disk.rename = async (from, to) => {
    await original.rename(from, to);
    steps.push(`rename ${nameOf(from)} ${nameOf(to)}`);
  };
  disk.link = async (from, to) => {
    await original.link(from, to);
    steps.push(`link ${nameOf(from)} ${nameOf(to)}`);
  };
}

describe('a file that must survive a power cut', () => {
  let folder: string;
  let name: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kinetic-durable-'));
    name = basename(folder);
    watchDisk();
    steps.length = 0;
  });
  afterEach(async () => {
    Object.assign(disk, original);
    await rm(folder, { recursive: true });
  });

  it('is on the disk before it has its name, and its name is before the call ends', async () => {
    await replaceDurably(join(folder, 'a.json'), 'new');
    assert.deepEqual(steps, ['flush a.json.draft', 'rename a.json.draft a.json', `flush ${name}`]);
    assert.equal(await readFile(join(folder, 'a.json'), 'utf8'), 'new');
    assert.deepEqual(await readdir(folder), ['a.json']);
  });

  it('is created once, and the one that was there stays', async () => {
    assert.equal(await createDurably(join(folder, 'a.json'), 'first'), true);
    assert.deepEqual(steps, ['flush a.json.draft', 'link a.json.draft a.json', `flush ${name}`]);
    assert.equal(await createDurably(join(folder, 'a.json'), 'second'), false);
    assert.equal(await readFile(join(folder, 'a.json'), 'utf8'), 'first');
    assert.deepEqual(await readdir(folder), ['a.json']);
  });

  it('leaves the old one and no draft when its name cannot be changed', async () => {
    await mkdir(join(folder, 'a.json'));
    await writeFile(join(folder, 'a.json', 'inside'), '');
    await assert.rejects(replaceDurably(join(folder, 'a.json'), 'new'));
    assert.deepEqual(await readdir(folder), ['a.json']);
  });

  it('is gone for good, whether it was a file, a folder or nothing', async () => {
    await mkdir(join(folder, 'a', 'b'), { recursive: true });
    await writeFile(join(folder, 'c'), '');
    for (const gone of ['a', 'c', 'd']) await removeDurably(join(folder, gone));
    assert.deepEqual(await readdir(folder), []);
    assert.deepEqual(steps, [`flush ${name}`, `flush ${name}`, `flush ${name}`]);
  });

  it('is in a folder whose name is on the disk, as are those of the folders above it', async () => {
    await makeFolderDurably(join(folder, 'x', 'y'));
    assert.deepEqual(steps, ['flush x', `flush ${name}`]);
    await makeFolderDurably(join(folder, 'x', 'y'));
    makeFolderDurablySync(join(folder, 'z', 'z'));
    assert.equal(steps.length, 2, 'a folder that is there needs nothing');
    assert.deepEqual((await readdir(folder)).sort(), ['x', 'z']);
  });

  it('is flushed as the claim on a job', async () => {
    await (await createFileJobStore(join(folder, 'jobs'), {}).claim('job-a'))?.release();
    assert.deepEqual(steps.slice(0, 4), [
      'flush jobs',
      'flush owner.json.draft',
      'link owner.json.draft owner.json',
      'flush job-a',
    ]);
  });

  it('is flushed as the first line of a journal, with the journal’s name', async () => {
    const store = createFileJobStore(join(folder, 'jobs'), {});
    const claim = await store.claim('job-a');
    steps.length = 0;
    await store.append('job-a', '{}');
    assert.deepEqual(steps, ['flush events.jsonl', 'flush job-a']);
    steps.length = 0;
    await store.append('job-a', '{}');
    assert.deepEqual(steps, ['flush events.jsonl']);
    await claim?.release();
  });

  it('is flushed as the removal of a journal: no job that did not start comes back', async () => {
    const store = createFileJobStore(join(folder, 'jobs'), {});
    const claim = await store.claim('job-a');
    await store.append('job-a', '{}');
    steps.length = 0;
    await store.remove('job-a');
    assert.deepEqual(steps, ['flush job-a']);
    await claim?.release();
  });

  it('is flushed as a policy, and as its removal', async () => {
    const policies = createFilePolicies(join(folder, 'policies'));
    const organization = '00D5g000004ABCDEA2';
    for (const text of ['{}', undefined])
      await policies.replace(organization, (await policies.read(organization)).revision, text);
    // The first change also creates the folder, whose name is flushed in the folder above it.
    assert.deepEqual(steps.slice(1), [
      ...[1, 2].flatMap((number) => [
        `flush ${organization}.${number}.json.draft`,
        `link ${organization}.${number}.json.draft ${organization}.${number}.json`,
        'flush policies',
      ]),
    ]);
  });

  it('is flushed as the first write of a month, with the name of the month’s file', async () => {
    const log = createFileWriteLog(join(folder, 'writes'));
    await log.append('{}', 1);
    await log.append('{}', 2);
    // The first write also creates the folder, whose name is flushed in the folder above it.
    assert.deepEqual(steps, [`flush ${name}`, 'flush 1970-01.jsonl', 'flush writes', 'flush 1970-01.jsonl']);
  });
});
