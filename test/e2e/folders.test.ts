// A window with several folders, each with its own org: every offer and the status bar name the right one.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { askToExport } from './exports';
import { keeper } from './keeper';
import { askToLoad } from './mainJob';
import { startManyOrgs, type ManyOrgs } from './manyOrgs';
import { explorerRow, showContainer, statusBarItem, treeRow, view } from './parts';
import { chooseByTyping, closePicker, question, runCommand } from './quickInput';
import { scratch, type Scratch } from './scratch';
import { openWorkbench, themes, type Workbench } from './workbench';

const folders = [
  { folder: 'shop', org: 'pat@acme.example.dev' },
  { folder: 'crm', org: 'kim@globex.example.uat' },
] as const;
/** The org that is added last is the window's. */
const ofWindow = 'release@acme.example.full';

describe('a window with two folders', function () {
  this.timeout(300_000);
  const keep = keeper();
  let many: ManyOrgs;
  let parent: Scratch;
  let workbench: Workbench;

  before(async () => {
    many = keep(await startManyOrgs());
    parent = keep(scratch('work'));
    for (const { folder } of folders) {
      mkdirSync(join(parent.folder, folder));
      writeFileSync(join(parent.folder, folder, `${folder}-leads.csv`), 'LastName,Company\nMoss,Reynholm\n');
      writeFileSync(join(parent.folder, folder, `${folder}.soql`), 'SELECT Id FROM Account');
    }
    const workspace = join(parent.folder, 'both.code-workspace');
    writeFileSync(workspace, JSON.stringify({ folders: folders.map(({ folder }) => ({ path: folder })) }));
    workbench = keep(await openWorkbench({ folder: workspace, env: many.env, pictures: 'folders' }));
    for (const { org } of folders) await workbench.prepare(() => many.signIn(workbench, org, 'sandbox'));
    await workbench.prepare(() => many.signIn(workbench, ofWindow, 'sandbox'));
    for (const { folder, org } of folders) await workbench.prepare(() => useFor(folder, org));
  });
  afterEach(async function () {
    await workbench.tidy(this.currentTest?.state);
  });

  async function useFor(folder: string, org: string): Promise<void> {
    const { page, screenshot } = workbench;
    await runCommand(page, 'Kinetic: Use This Org for a Folder…');
    await question(page, /Which org/);
    await chooseByTyping(page, org);
    const { choices } = await question(page, /Which folder should use this org/);
    assert.equal(choices.length, 2);
    await screenshot(`which-folder-${folder}`);
    await chooseByTyping(page, folder);
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  it('shows in the Orgs view which org belongs to which folder, in every theme', async () => {
    const { page, screenshot } = workbench;
    await showContainer(page, 'Kinetic');
    const orgs = await view(page, 'Orgs');
    for (const theme of themes) {
      await workbench.setTheme(theme);
      for (const { folder, org } of folders) await treeRow(orgs, org).filter({ hasText: folder }).waitFor();
      await screenshot(`orgs-${theme.toLowerCase().replaceAll(' ', '-')}`);
    }
    await workbench.setTheme('Dark Modern');
  });

  for (const { folder, org } of folders) {
    it(`names the org of ${folder} over the offer to load a file of it`, async () => {
      const { title } = await askToLoad(workbench, `${folder}/${folder}-leads.csv`);
      await workbench.screenshot(`offer-${folder}`);
      assert.ok(title.includes(org), title);
    });

    it(`names the org of ${folder} over the offer to export a query of it`, async () => {
      const { title } = await askToExport(workbench, `${folder}/${folder}.soql`);
      await workbench.screenshot(`export-${folder}`);
      assert.ok(title.includes(org), title);
    });
  }

  it('follows the editor in the status bar, and shows the window’s org when no file is open', async () => {
    const { page, screenshot } = workbench;
    for (const { folder, org } of [...folders, ...folders]) {
      await showContainer(page, 'Explorer');
      await (await explorerRow(page, `${folder}/${folder}.soql`)).dblclick();
      await statusBarItem(page, org);
      await screenshot(`editor-of-${folder}`);
    }
    await runCommand(page, 'View: Close All Editors');
    await statusBarItem(page, ofWindow);
  });

  it('remembers everything after the window is reloaded', async () => {
    await workbench.reload();
    for (const { folder, org } of folders) {
      const { title } = await askToLoad(workbench, `${folder}/${folder}-leads.csv`);
      assert.ok(title.includes(org), title);
      await closePicker(workbench.page);
    }
    await statusBarItem(workbench.page, ofWindow);
  });

  it('has one org for all its folders again when the window is given one', async () => {
    const { page, screenshot } = workbench;
    await (await statusBarItem(page, ofWindow)).click();
    await question(page, /Which org/);
    await chooseByTyping(page, folders[0].org);
    await statusBarItem(page, folders[0].org);
    for (const { folder } of folders) {
      const { title } = await askToLoad(workbench, `${folder}/${folder}-leads.csv`);
      await screenshot(`one-for-${folder}`);
      assert.ok(title.includes(folders[0].org), title);
      await closePicker(page);
    }
  });
});
