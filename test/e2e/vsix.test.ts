// The file that users install: the extension and its practice org work from the VSIX, without any file of the project.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './installed';
import { keeper } from './keeper';
import { loadCsv } from './mainJob';
import { statusBarItem } from './parts';
import { runCommand } from './quickInput';
import { scratchSamples, type Scratch } from './scratch';
import { openWorkbench, type Workbench } from './workbench';

function packaged(): string {
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, string>;
  const path = join(root, `${name}-${version}.vsix`);
  if (!existsSync(path)) execFileSync(process.execPath, [join(root, 'scripts', 'package.mjs')], { stdio: 'inherit' });
  return path;
}

describe('the packaged extension', function () {
  this.timeout(300_000);
  const keep = keeper();
  let samples: Scratch;
  let workbench: Workbench;

  before(async () => {
    samples = keep(scratchSamples());
    const extension = { from: 'vsix', path: packaged() } as const;
    workbench = keep(await openWorkbench({ folder: samples.folder, extension, pictures: 'vsix' }));
  });
  afterEach(async function () {
    await workbench.tidy(this.currentTest?.state);
  });

  it('starts its own practice org', async () => {
    await runCommand(workbench.page, 'Kinetic: Start Practice Org');
    await statusBarItem(workbench.page, /practice/i);
  });

  it('loads a CSV into it', async () => {
    const { succeeded, failed } = await loadCsv(workbench, 'accounts-good.csv');
    assert.deepEqual([succeeded, failed], [200, 0]);
    assert.deepEqual(workbench.pageErrors(), []);
  });
});
