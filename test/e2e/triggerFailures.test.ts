// A trigger of the org fails rows of a load: the page says where in the code, and opens the class of the project there.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { campaignTriggerHandler } from '../../src/practice/seed/apex/campaign';
import { keeper } from './keeper';
import { askToLoad, showFailedRows } from './mainJob';
import { clearNotifications, endOfJob, showContainer, statusBarItem, treeRows, unfold, view } from './parts';
import { startPracticeOrg, type PracticeOrg } from './practiceOrg';
import { accept, runCommand } from './quickInput';
import { scratch, type Scratch } from './scratch';
import { until } from './until';
import { webview } from './webview';
import { openWorkbench, themes, type Workbench } from './workbench';

const failedGrid = '[role=grid][aria-label^="Failed rows"]';

describe('rows that a trigger fails', function () {
  this.timeout(300_000);
  const keep = keeper();
  let org: PracticeOrg;
  let project: Scratch;
  let workbench: Workbench;

  before(async () => {
    org = keep(await startPracticeOrg());
    project = keep(scratch('project'));
    const classes = join(project.folder, 'classes');
    mkdirSync(classes);
    writeFileSync(join(classes, 'CampaignTriggerHandler.cls'), campaignTriggerHandler);
    const rows = [
      'Summit,Conference,2026-05-05,2026-05-01',
      'Congress,Conference,,',
      'Fair,Email,2026-05-01,2026-05-02',
    ];
    writeFileSync(join(project.folder, 'campaigns.csv'), ['Name,Type,StartDate,EndDate', ...rows, ''].join('\n'));
    const settings = { 'kinetic.load.api': 'bulk' };
    const window = { folder: project.folder, env: org.env, settings, pictures: 'trigger-failures' };
    workbench = keep(await openWorkbench(window));
  });
  afterEach(async function () {
    await workbench.tidy(this.currentTest?.state);
  });

  const click = async (what: string): Promise<void> => {
    await (await webview(workbench.page, failedGrid)).locator(what).first().click();
  };
  const isAtLine16 = async (): Promise<void> => {
    await workbench.page.locator('.tab.active[aria-label^="CampaignTriggerHandler.cls"]').waitFor();
    await statusBarItem(workbench.page, /Ln 16\b/);
  };

  it('are listed with the exception and the line of the code', async () => {
    const { page } = workbench;
    await askToLoad(workbench, 'campaigns.csv');
    await accept(page);
    await endOfJob(page, /Campaign/, 60_000);
    await showContainer(page, 'Kinetic');
    const jobs = await view(page, 'Jobs');
    await unfold(jobs.locator('.monaco-list-row').first());
    await until('the exception in the Jobs view', async () =>
      (await treeRows(jobs)).some(
        ({ label }) =>
          label.includes('System.NullPointerException: Attempt to de-reference a null object') &&
          label.includes('CampaignTriggerHandler, line 16'),
      )
        ? true
        : undefined,
    );
    assert.equal(await showFailedRows(workbench), 3);
    await clearNotifications(page);
    const panel = await webview(page, failedGrid);
    await panel.locator(`${failedGrid} .cell.link`, { hasText: 'CampaignTriggerHandler, line 16' }).first().waitFor();
    await panel.locator('.option', { hasText: 'System.NullPointerException' }).first().waitFor();
    await panel.locator(`${failedGrid} .cell.error`, { hasText: 'CANNOT_INSERT' }).first().click();
    await workbench.screenshot('where-in-the-code');
  });

  it('open the class of the project at the line, by a click on the place', async () => {
    await click(`${failedGrid} .cell.link:has-text("CampaignTriggerHandler")`);
    await isAtLine16();
    await workbench.screenshot('the-class');
    await runCommand(workbench.page, 'View: Close Editor');
  });

  it('open it by the button of the row, too', async () => {
    await click('button:has-text("Open CampaignTriggerHandler, line 16")');
    await isAtLine16();
    await runCommand(workbench.page, 'View: Close Editor');
  });

  for (const theme of themes) {
    it(`can be read in ${theme}`, async () => {
      await workbench.setTheme(theme);
      await (await webview(workbench.page, failedGrid)).locator('.details .message').waitFor();
      await workbench.screenshot(`rows-${theme.toLowerCase().replaceAll(' ', '-')}`);
    });
  }

  it('log no error in a page of ours', () => assert.deepEqual(workbench.pageErrors(), []));
});
