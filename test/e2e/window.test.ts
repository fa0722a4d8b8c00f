// What a user sees first: the window, the Kinetic side bar, the palette and the menu of a CSV, in every theme.
import assert from 'node:assert/strict';
import { keeper } from './keeper';
import { explorerRow, openMenu, showContainer, view } from './parts';
import { closePicker, commandsLike, leave } from './quickInput';
import { scratchSamples, type Scratch } from './scratch';
import { openWorkbench, themes, type Workbench } from './workbench';

describe('the window', function () {
  this.timeout(300_000);
  const keep = keeper();
  let samples: Scratch;
  let workbench: Workbench;

  before(async () => {
    samples = keep(scratchSamples());
    workbench = keep(await openWorkbench({ folder: samples.folder, pictures: 'window' }));
  });
  afterEach(async function () {
    await workbench.tidy(this.currentTest?.state);
  });

  it('offers to load a CSV that is right-clicked, and only a CSV', async () => {
    const { page } = workbench;
    const entries = await openMenu(page, await explorerRow(page, 'accounts-good.csv'), 'Load CSV into Salesforce…');
    await workbench.screenshot('menu-of-a-csv');
    assert.ok(entries.includes('Load CSV into Salesforce…'), entries.join(' | '));
    await leave(page, '.monaco-menu');
    const others = await openMenu(page, await explorerRow(page, 'sfdx-project.json'));
    assert.ok(!others.includes('Load CSV into Salesforce…'), others.join(' | '));
  });

  it('lists its commands in the palette under Kinetic', async () => {
    const found = await commandsLike(workbench.page, 'Kinetic:');
    await workbench.screenshot('palette');
    assert.ok(
      found.some((title) => title.includes('Load CSV into Salesforce…')),
      found.join(' | '),
    );
    await closePicker(workbench.page);
  });

  for (const theme of themes) {
    it(`shows Orgs and Jobs under the Kinetic icon in ${theme}`, async () => {
      await workbench.setTheme(theme);
      await showContainer(workbench.page, 'Kinetic');
      await view(workbench.page, 'Orgs');
      await view(workbench.page, 'Jobs');
      await workbench.screenshot(`side-bar-${theme.toLowerCase().replaceAll(' ', '-')}`);
    });
  }

  it('logs no error in a page of ours', () => assert.deepEqual(workbench.pageErrors(), []));
});
