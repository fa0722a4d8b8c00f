// Links of the disk in the folder of a mapping file: none leads to a file outside of it.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMapping } from '../../../src/core/mapping/mapping';
import { createDisk } from '../../../src/node/disk';

describe('a value table at the end of a link', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'kinetic-tables-'));
    await mkdir(join(root, 'maps', 'tables'), { recursive: true });
    await mkdir(join(root, 'private'));
    await writeFile(join(root, 'maps', 'tables', 'codes.csv'), 'A,B\n1,2\n');
    await writeFile(join(root, 'private', 'secret.csv'), 'A,B\n1,secret\n');
  });
  afterEach(() => rm(root, { recursive: true }));

  async function tableOf(file: string, folder = 'maps'): Promise<unknown> {
    const path = join(root, folder, 'a.kmap.yaml');
    await writeFile(path, `version: 1\nfields: { F: { from: A, steps: [{ table: { file: ${file} } }] } }\n`);
    const { mapping } = await readMapping(path, createDisk());
    const step = mapping.fields[0]?.steps[0];
    return step?.kind === 'table' && step.values;
  }

  if (process.platform === 'win32') {
    process.stdout.write('Links need a privilege on Windows.\n');
    return;
  }

  it('is read inside of the folder, also where the folder is a link itself', async () => {
    await symlink('tables/codes.csv', join(root, 'maps', 'near.csv'));
    await symlink(join(root, 'maps'), join(root, 'linked'));
    assert.deepEqual(await tableOf('near.csv'), { '1': '2' });
    assert.deepEqual(await tableOf('tables/codes.csv', 'linked'), { '1': '2' });
  });

  it('is not read outside of the folder', async () => {
    await symlink(join(root, 'private', 'secret.csv'), join(root, 'maps', 'file.csv'));
    await symlink(join(root, 'private'), join(root, 'maps', 'folder'));
    const leadsOut =
      /cannot be read: a link leads out of the folder of the mapping file\. Copy the table into the folder\.$/;
    await assert.rejects(tableOf('file.csv'), { code: 'input.badMappingFile', message: leadsOut });
    await assert.rejects(tableOf('folder/secret.csv'), { code: 'input.badMappingFile', message: leadsOut });
  });
});
