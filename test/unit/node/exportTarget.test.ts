// An export through a link changes what the link points to, and never a device.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportTarget } from '../../../src/node/exportTarget';

describe('the target of an export', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'kinetic-target-')));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is the path itself for a file, whether it exists or not', async () => {
    const file = join(folder, 'a.csv');
    assert.equal(await exportTarget(file), file);
    await writeFile(file, '');
    assert.equal(await exportTarget(file), file);
    assert.equal(await exportTarget(join(folder, 'no', 'such', 'a.csv')), join(folder, 'no', 'such', 'a.csv'));
  });

  if (process.platform === 'win32') {
    process.stdout.write('Links and devices as export targets are not tested: Windows has other ones.\n');
    return;
  }

  it('is the file at the end of links, also one that does not exist yet', async () => {
    await mkdir(join(folder, 'data'));
    await symlink('data/real.csv', join(folder, 'near.csv'));
    await symlink(join(folder, 'near.csv'), join(folder, 'far.csv'));
    assert.equal(await exportTarget(join(folder, 'far.csv')), join(folder, 'data', 'real.csv'));
    await writeFile(join(folder, 'data', 'real.csv'), '');
    assert.equal(await exportTarget(join(folder, 'far.csv')), join(folder, 'data', 'real.csv'));
  });

  it('is in the folder that a linked folder points to', async () => {
    await mkdir(join(folder, 'data'));
    await symlink(join(folder, 'data'), join(folder, 'linked'));
    assert.equal(await exportTarget(join(folder, 'linked', 'a.csv')), join(folder, 'data', 'a.csv'));
  });

  it('is no device and no open file of a process, also at the end of a link', async () => {
    await symlink('/proc/self/fd/1', join(folder, 'stdout'));
    await symlink('/dev', join(folder, 'devices'));
    for (const path of [
      '/dev/stdout',
      '/dev/null',
      '/proc/self/fd/1',
      join(folder, 'stdout'),
      join(folder, 'devices', 'x'),
    ])
      await assert.rejects(exportTarget(path), { code: 'input.notAFile', details: { file: path } }, path);
    assert.equal(await exportTarget('/dev/shm/a.csv'), '/dev/shm/a.csv');
    assert.equal(await exportTarget('/development/a.csv'), '/development/a.csv');
  });

  it('ends with a reason when links point to each other', async () => {
    await symlink(join(folder, 'b'), join(folder, 'a'));
    await symlink(join(folder, 'a'), join(folder, 'b'));
    await assert.rejects(exportTarget(join(folder, 'a')), { code: 'input.cannotWrite' });
  });
});
