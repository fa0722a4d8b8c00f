// A failed row is fixed in its own file and retried: what is sent is what the person chose after seeing both versions.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keeper } from './keeper';
import { loadEncodedCsv, openLine, showFailedRows } from './mainJob';
import { clearNotifications, endOfJob, statusBarItem } from './parts';
import { startPracticeOrg, type PracticeOrg } from './practiceOrg';
import { accept, chooseByTyping, question, runCommand } from './quickInput';
import { scratchSamples, type Scratch } from './scratch';
import { webview } from './webview';
import { openWorkbench, themes, type Workbench } from './workbench';

describe('retrying a row that was fixed in its file', function () {
  this.timeout(300_000);
  const keep = keeper();
  let org: PracticeOrg;
  let samples: Scratch;
  let workbench: Workbench;
  const file = (): string => join(samples.folder, 'accounts-fix.csv');

  before(async () => {
    org = keep(await startPracticeOrg());
    samples = keep(scratchSamples());
    const rows = 'External_Id__c;Name;NumberOfEmployees\nFIX-1;Café Moss;1\nFIX-2;Thé Lee;about 50\n';
    writeFileSync(file(), Buffer.from(rows, 'latin1'));
    workbench = keep(await openWorkbench({ folder: samples.folder, env: org.env, pictures: 'changedSource' }));
  });
  afterEach(async function () {
    await workbench.tidy(this.currentTest?.state);
  });

  it('opens the line in the encoding of the file, and saving keeps the accents', async () => {
    const { page, screenshot } = workbench;
    const { failed } = await loadEncodedCsv(workbench, 'accounts-fix.csv');
    assert.equal(failed, 1);
    assert.equal(await showFailedRows(workbench), 1);
    assert.equal(await openLine(workbench), 3);
    await statusBarItem(page, 'Windows 1252');
    await page.keyboard.press('End');
    for (let at = 0; at < 'about 50'.length; at++) await page.keyboard.press('Backspace');
    await page.keyboard.type('77');
    await runCommand(page, 'File: Save');
    await screenshot('fixed-line');
    assert.match(readFileSync(file(), 'latin1'), /^FIX-1;Café Moss;1\nFIX-2;Thé Lee;77\n$/m);
  });

  it('says that the file has changed, shows both versions, and sends the one that is chosen', async () => {
    const { page, screenshot } = workbench;
    await clearNotifications(page);
    await runCommand(page, 'Kinetic: Retry Rows…');
    await question(page, /Which job/);
    await accept(page);
    const { choices } = await question(page, /accounts-fix\.csv has changed since these rows were read/);
    assert.match(
      choices.join('\n'),
      /The rows as they are in accounts-fix\.csv now.*1 row differs[\s\S]*as they were[\s\S]*Show Differences/,
    );
    await screenshot('which-version');
    await chooseByTyping(page, 'Show Differences');
    await page.locator('.monaco-diff-editor .line-delete, .monaco-diff-editor .char-delete').first().waitFor();
    await question(page, /accounts-fix\.csv has changed/);
    for (const theme of themes) {
      await page.keyboard.press('Escape');
      await workbench.setTheme(theme);
      await screenshot(`differences-${theme.toLowerCase().replaceAll(' ', '-')}`);
    }
    await runCommand(page, 'Kinetic: Retry Rows…');
    await question(page, /Which job/);
    await accept(page);
    await question(page, /accounts-fix\.csv has changed/);
    await accept(page);
    await endOfJob(page, /1 row of Account upserted/, 60_000);
    await webview(page, 'text=Attempt 1');
    const rows = await org.query("SELECT NumberOfEmployees, Name FROM Account WHERE External_Id__c = 'FIX-2'");
    assert.deepEqual([rows[0]?.['NumberOfEmployees'], rows[0]?.['Name']], [77, 'Thé Lee']);
    await screenshot('all-attempts');
  });

  it('logs no error in a page of ours', () => assert.deepEqual(workbench.pageErrors(), []));
});
