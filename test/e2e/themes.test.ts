// What users see most, in every theme: a job with failures, the views beside it, and the offer of a load.
import assert from 'node:assert/strict';
import { keeper } from './keeper';
import { askToLoad, loadCsv, showFailedRows } from './mainJob';
import { clearNotifications, showContainer, treeRow, unfold, view } from './parts';
import { closePicker } from './quickInput';
import { startPracticeOrg, type PracticeOrg } from './practiceOrg';
import { scratchSamples, type Scratch } from './scratch';
import { webview } from './webview';
import { openWorkbench, themes, type Workbench } from './workbench';

/** What VS Code tells our pages about the theme. */
const themeKinds = {
  'Dark Modern': 'vscode-dark',
  'Light Modern': 'vscode-light',
  'Default High Contrast': 'vscode-high-contrast',
  'Default High Contrast Light': 'vscode-high-contrast-light',
} as const;

describe('in every theme', function () {
  this.timeout(300_000);
  const keep = keeper();
  let org: PracticeOrg;
  let samples: Scratch;
  let workbench: Workbench;

  before(async () => {
    org = keep(await startPracticeOrg());
    samples = keep(scratchSamples());
    workbench = keep(await openWorkbench({ folder: samples.folder, env: org.env, pictures: 'themes' }));
    await workbench.prepare(async () => {
      await loadCsv(workbench, 'accounts-some-bad.csv');
      await showFailedRows(workbench);
    });
    await clearNotifications(workbench.page);
  });
  afterEach(async function () {
    await workbench.tidy(this.currentTest?.state);
  });

  for (const theme of themes) {
    const name = theme.toLowerCase().replaceAll(' ', '-');

    it(`a job with failures and the views beside it can be read: ${theme}`, async () => {
      const { page, screenshot } = workbench;
      await workbench.setTheme(theme);
      await showContainer(page, 'Kinetic');
      const jobs = await view(page, 'Jobs');
      await unfold(treeRow(jobs, /16 failed/));
      await treeRow(jobs, /×/).waitFor();
      const panel = await webview(page, '[role=grid]');
      await panel.locator('[role=row]').nth(2).click();
      await screenshot(`job-${name}`);
      assert.equal(await panel.locator('body').getAttribute('data-vscode-theme-kind'), themeKinds[theme]);
    });

    it(`the offer of a load can be read: ${theme}`, async () => {
      const { page, screenshot } = workbench;
      await askToLoad(workbench, 'accounts-good.csv');
      await screenshot(`offer-${name}`);
      await closePicker(page);
    });
  }

  it('logs no error in a page of ours', () => assert.deepEqual(workbench.pageErrors(), []));
});
