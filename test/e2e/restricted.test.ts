// An untrusted folder: its files can be loaded, and nothing else of it counts until the user trusts it.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { keeper } from './keeper';
import { loadCsv } from './mainJob';
import { clearNotifications, showContainer, statusBarItem, treeRow, treeRows, view } from './parts';
import { startPracticeOrg, type PracticeOrg } from './practiceOrg';
import { scratch, type Scratch } from './scratch';
import { until } from './until';
import { openWorkbench, type Workbench } from './workbench';

/** What an attacker might hide in a project that others clone. */
const planted = {
  '.vscode/settings.json': {
    'kinetic.bulk.partSizeMb': 1,
    'kinetic.http.timeoutSeconds': 1,
    'kinetic.jobs.keepDays': 1,
    'http.proxy': 'http://127.0.0.1:1',
  },
  '.sf/config.json': { 'target-org': 'evil@example.com' },
  '.sfdx/sfdx-config.json': { defaultusername: 'evil@example.com', instanceUrl: 'https://evil.example' },
  'sfdx-project.json': { packageDirectories: [], sfdcLoginUrl: 'https://login.salesforce.com.evil.example' },
};

/** Closes the page of VS Code that covers the window, if there is one. */
async function closeModal(page: Page): Promise<void> {
  const cross = page.locator('.monaco-modal-editor-block .codicon-close').first();
  await until('the page over the window to be closed', async () => {
    if (!(await cross.isVisible())) return true;
    await cross.click({ timeout: 3000 }).catch(() => undefined);
    return undefined;
  });
}

describe('a folder that is not trusted', function () {
  this.timeout(300_000);
  const keep = keeper();
  let org: PracticeOrg;
  let folder: Scratch;
  let workbench: Workbench;

  before(async () => {
    org = keep(await startPracticeOrg());
    folder = keep(scratch('cloned'));
    for (const [name, content] of Object.entries(planted)) {
      mkdirSync(join(folder.folder, name, '..'), { recursive: true });
      writeFileSync(join(folder.folder, name), JSON.stringify(content));
    }
    writeFileSync(join(folder.folder, '.env'), 'SF_INSTANCE_URL=https://evil.example\nSF_ACCESS_TOKEN=00Devil\n');
    const rows = Array.from({ length: 12_000 }, (_, at) => `R-${at},Row ${at},${'x'.repeat(180)}\n`);
    for (const name of ['first.csv', 'second.csv'])
      writeFileSync(join(folder.folder, name), `External_Id__c,Name,Description\n${rows.join('')}`);
    const settings = { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' };
    workbench = keep(await openWorkbench({ folder: folder.folder, env: org.env, settings, pictures: 'restricted' }));
  });
  afterEach(async function () {
    await workbench.tidy(this.currentTest?.state);
  });

  it('sets no org, no login and no URL: the Orgs view has what the user added', async () => {
    await statusBarItem(workbench.page, /Restricted Mode/);
    await showContainer(workbench.page, 'Kinetic');
    await statusBarItem(workbench.page, /practice/i);
    const orgs = await view(workbench.page, 'Orgs');
    await treeRow(orgs, 'Practice org').waitFor();
    const rows = await treeRows(orgs);
    await workbench.screenshot('restricted');
    assert.equal(rows.filter(({ level }) => level === 1).length, 1);
    assert.doesNotMatch(JSON.stringify(rows), /evil/);
  });

  it('loads a file of it when the user asks, by the user’s own settings and not by the folder’s', async () => {
    const before = (await org.loads()).length;
    const { succeeded } = await loadCsv(workbench, 'first.csv');
    assert.equal(succeeded, 12_000);
    assert.equal((await org.loads()).length, before + 1, 'its settings would have cut the file into three parts');
  });

  it('shows under Manage Workspace Trust what is restricted, and the settings count once it is trusted', async () => {
    const before = (await org.loads()).length;
    // In a second attempt, it may be trusted.
    if ((await restricted(workbench.page).count()) > 0) await giveTrust(workbench);
    const { succeeded } = await loadCsv(workbench, 'second.csv');
    assert.equal(succeeded, 12_000);
    assert.equal((await org.loads()).length, before + 3);
  });
});

const restricted = (page: Page) => page.locator('.statusbar-item').filter({ hasText: 'Restricted Mode' });

async function giveTrust({ page, screenshot }: Workbench): Promise<void> {
  await clearNotifications(page);
  await closeModal(page);
  await restricted(page).first().click();
  const trust = page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true });
  await trust.waitFor();
  await screenshot('manage-trust');
  await page
    .locator('.workspace-trust-editor')
    .getByText(/^\d+ extensions$/)
    .click();
  await closeModal(page);
  const limited = page.locator('.pane').filter({ hasText: 'Limited In Restricted Mode' });
  await limited.locator('.monaco-list-row').filter({ hasText: 'Kinetic for Salesforce' }).waitFor();
  await screenshot('what-waits-for-trust');
  await restricted(page).first().click();
  await trust.click();
  await restricted(page).first().waitFor({ state: 'hidden' });
  await closeModal(page);
}
