// Failed rows are sent again from the grid, and the Jobs view shows the attempts and the other jobs of the org.
import assert from 'node:assert/strict';
import { keeper } from './keeper';
import { loadCsv, showFailedRows } from './mainJob';
import {
  clearNotifications,
  endOfJob,
  notification,
  openMenu,
  showContainer,
  statusBarItem,
  treeRow,
  unfold,
  view,
} from './parts';
import { accept, leave, question } from './quickInput';
import { startPracticeOrg, type PracticeOrg } from './practiceOrg';
import { scratchSamples, type Scratch } from './scratch';
import { webview } from './webview';
import { openWorkbench, type Workbench } from './workbench';

describe('retrying rows in the workbench', function () {
  this.timeout(300_000);
  const keep = keeper();
  let org: PracticeOrg;
  let samples: Scratch;
  let workbench: Workbench;

  before(async () => {
    org = keep(await startPracticeOrg());
    samples = keep(scratchSamples());
    workbench = keep(await openWorkbench({ folder: samples.folder, env: org.env, pictures: 'retry' }));
  });
  afterEach(async function () {
    await workbench.tidy(this.currentTest?.state);
  });

  it('offers the failed rows as a CSV to edit, and loads them from there, even after a reload', async () => {
    const { page, screenshot } = workbench;
    await loadCsv(workbench, 'accounts-some-bad.csv');
    assert.equal(await showFailedRows(workbench), 16);
    await clearNotifications(page);
    const panel = await webview(page, '[role=grid]');
    const cell = panel.locator('[aria-rowindex="3"] > [aria-colindex="3"]');
    const entries = await openMenu(page, cell, 'Copy Cells');
    assert.deepEqual(entries, ['Copy Cells', 'Copy Rows with Header', 'Retry Selected Rows']);
    await screenshot('menu-of-rows');
    await leave(page, '.monaco-menu');
    await panel.locator('button', { hasText: 'Edit and Retry' }).click();
    const { choices } = await question(page, /^Retry: /);
    assert.match(choices.join('\n'), /^All failed rows[\s\S]*The selected row/);
    await screenshot('which-rows');
    await accept(page);
    await notification(page, /Edit the 16 rows/);
    await statusBarItem(page, /Ln 1\b/);
    await screenshot('edit-the-rows');
    await workbench.reload();
    await page.locator('.editor-actions .action-label[aria-label^="Load These Rows"]').first().click();
    // One of the rows failed only because its key appeared twice in the first file.
    await endOfJob(page, /1 of 16 rows of Account/, 60_000);
    const again = await webview(page, 'text=Attempt 1');
    await again.locator('text=All attempts: 60 rows, 45 succeeded, 15 failed').waitFor();
    await screenshot('second-attempt');
  });

  it('shows the attempts, and below them the jobs of all users of the org', async () => {
    const { page, screenshot } = workbench;
    await clearNotifications(page);
    await showContainer(page, 'Kinetic');
    const jobs = await view(page, 'Jobs');
    await treeRow(jobs, /Attempt 2 of 2/).waitFor();
    await treeRow(jobs, /Attempt 1 of 2/).waitFor();
    await page.setViewportSize({ width: 1400, height: 1100 });
    const others = treeRow(jobs, 'In Salesforce');
    await others.scrollIntoViewIfNeeded();
    await unfold(others);
    await treeRow(jobs, /Upsert Account.*JobComplete/).waitFor();
    await screenshot('in-salesforce');
  });
});
