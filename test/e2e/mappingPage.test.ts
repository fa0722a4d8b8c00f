// The mapping page in the workbench: 300 columns, mapped by keyboard and mouse. The text of the file stays the truth.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keeper } from './keeper';
import { explorerRow, showContainer, statusBarItem } from './parts';
import { startPracticeOrg, type PracticeOrg } from './practiceOrg';
import { closePicker, question, runCommand } from './quickInput';
import { scratch, type Scratch } from './scratch';
import { until } from './until';
import { webview } from './webview';
import { openWorkbench, themes, type Workbench } from './workbench';

describe('the mapping page', function () {
  this.timeout(300_000);
  const keep = keeper();
  let org: PracticeOrg;
  let files: Scratch;
  let workbench: Workbench;
  const text = (): string => readFileSync(join(files.folder, 'accounts.kmap.yaml'), 'utf8');

  before(async () => {
    org = keep(await startPracticeOrg());
    files = keep(scratch('mappings'));
    const columns = ['Company', 'Rev.', 'Since', ...Array.from({ length: 297 }, (_, at) => `Column ${at + 4}`)];
    const row = (at: number) => columns.map((_, nth) => (nth === 1 ? `1.000,${at}` : `${nth}-${at}`)).join(';');
    const rows = Array.from({ length: 120 }, (_, at) => row(at));
    writeFileSync(join(files.folder, 'accounts.csv'), `${[columns.join(';'), ...rows].join('\n')}\n`);
    writeFileSync(
      join(files.folder, 'accounts.kmap.yaml'),
      [
        '# Written by hand',
        'version: 1',
        'object: Account',
        'fields:',
        '  AnnualRevenue:',
        '    from: Rev.',
        '    steps:',
        "      - number: { decimal: ',', group: '.' }",
        '  Customer_Since__c: Since',
        '',
      ].join('\n'),
    );
    workbench = keep(await openWorkbench({ folder: files.folder, env: org.env, pictures: 'mapping-page' }));
    await workbench.prepare(async () => {
      await showContainer(workbench.page, 'Kinetic');
      await statusBarItem(workbench.page, 'Practice org');
    });
  });
  afterEach(async function () {
    await workbench.tidy(this.currentTest?.state);
  });

  const openPage = async () => {
    await showContainer(workbench.page, 'Explorer');
    await (await explorerRow(workbench.page, 'accounts.kmap.yaml')).dblclick();
    return webview(workbench.page, '#columns');
  };

  it('shows the columns with samples and fields, of 300 only those in view', async () => {
    const page = await openPage();
    await page.locator('text=sends 2 columns').waitFor();
    const list = page.locator('#columns');
    const drawn = await list.locator('[role=option]').count();
    assert.ok(drawn > 3 && drawn < 40, `${drawn} columns are drawn`);
    assert.equal(await list.locator('[role=option]').first().getAttribute('aria-setsize'), '300');
    await workbench.screenshot('page');
  });

  it('warns of values that Salesforce cannot read', async () => {
    const page = await openPage();
    await page.locator('#columns >> text=Salesforce cannot read “2-0” as date').waitFor();
  });

  it('marks changed values in the preview', async () => {
    const page = await openPage();
    await page.locator('#preview .cell.changed', { hasText: /^\s*1000\.0\s*$/ }).waitFor();
  });

  it('maps a column by keyboard alone, in the text of the file', async () => {
    const page = await openPage();
    await page.locator('#columns').focus();
    await workbench.page.keyboard.press('Home');
    await workbench.page.keyboard.press('Enter');
    await workbench.page.keyboard.type('account name');
    await page.locator('#fields [role=option]').filter({ hasText: 'Account Name' }).waitFor();
    await workbench.screenshot('search');
    await workbench.page.keyboard.press('Enter');
    await page.locator('text=sends 3 columns').waitFor();
    await workbench.screenshot('mapped');
  });

  it('leaves a column out, drags another to its field, and saves with the comments of the file', async () => {
    const page = await openPage();
    await page.locator('#columns').focus();
    await workbench.page.keyboard.press('Delete');
    await page.locator('#columns [role=option]').filter({ hasText: 'left out' }).waitFor();
    const site = page.locator('#fields [role=option]').filter({ hasText: 'Account Fax' });
    await page.locator('#columns [role=option]').filter({ hasText: 'Column 6' }).dragTo(site);
    await page.locator('text=sends 4 columns').waitFor();
    await runCommand(workbench.page, 'File: Save');
    const saved = await until('the file to be saved', () =>
      Promise.resolve(text().includes('Fax') ? text() : undefined),
    );
    assert.match(saved, /^# Written by hand/);
    assert.match(saved, / {2}Name: Company\n/);
    assert.match(saved, / {2}Fax: Column 6\n/);
    assert.match(saved, /leaveOut:\n {2}- Column 4\n/);
  });

  it('takes a change back with Undo', async () => {
    const page = await openPage();
    await page.locator('#columns').focus();
    await runCommand(workbench.page, 'Undo');
    await page.locator('text=sends 3 columns').waitFor();
  });

  it('changes the steps of a field by a form, in the text of the file', async () => {
    const page = await openPage();
    await page.locator('#columns [role=option]').filter({ hasText: 'Rev.' }).click();
    await page.getByRole('button', { name: 'Convert…' }).click();
    await page.getByLabel('New step').selectOption({ label: 'Replace a text' });
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    const replace = page.getByRole('group', { name: '2. Replace a text' });
    await replace.getByLabel('Find').fill('.');
    await workbench.screenshot('form');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.locator('#preview .cell.changed', { hasText: /^\s*10000\s*$/ }).waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    await runCommand(workbench.page, 'File: Save');
    const saved = await until('the file to be saved', () =>
      Promise.resolve(text().includes('replace') ? text() : undefined),
    );
    assert.match(saved, / {6}- number: \{ decimal: ',', group: '\.' \}\n {6}- replace:/);
    await runCommand(workbench.page, 'Undo');
    await page.locator('#preview .cell.changed', { hasText: /^\s*1000\.0\s*$/ }).waitFor();
  });

  it('saves the mapping and offers to load the file, once for two clicks', async () => {
    const page = await openPage();
    await page.getByRole('button', { name: 'Load This File…' }).dblclick();
    const { choices } = await question(workbench.page, /Press Enter to start|cannot start yet/);
    assert.ok(
      choices.some((label) => label.startsWith('Fields: from accounts.kmap.yaml')),
      choices.join('\n'),
    );
    await workbench.screenshot('load-this-file');
    assert.doesNotMatch(text(), /Fax/, 'what the page shows was saved first');
    await closePicker(workbench.page);
    await page.locator('#columns').click();
    assert.equal(await workbench.page.locator('.quick-input-widget').filter({ visible: true }).count(), 0);
  });

  for (const theme of themes) {
    it(`can be read in ${theme}`, async () => {
      await workbench.setTheme(theme);
      const page = await openPage();
      await page.locator('#columns [role=option]').filter({ hasText: 'Rev.' }).click();
      await page.getByRole('button', { name: 'Convert…' }).click();
      await workbench.screenshot(`form-${theme.toLowerCase().replaceAll(' ', '-')}`);
      await page.getByRole('button', { name: 'Close' }).click();
      await page.locator('#columns').focus();
      await workbench.screenshot(`page-${theme.toLowerCase().replaceAll(' ', '-')}`);
    });
  }

  it('logs no error in a page of ours', () => assert.deepEqual(workbench.pageErrors(), []));
});
