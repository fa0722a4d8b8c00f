// Exports of queries: from a query in a file, from selected text, from the palette. The file appears and is correct.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { askToExport, chooseToExport, exportOffer } from './exports';
import {
  answerDialog,
  dialog,
  endOfJob,
  explorerRow,
  notification,
  showContainer,
  statusBarItem,
  treeRow,
  view,
} from './parts';
import { accept, chooseByTyping, question, runCommand } from './quickInput';
import { startPracticeOrg, type PracticeOrg } from './practiceOrg';
import { scratch, type Scratch } from './scratch';
import { until } from './until';
import { webview } from './webview';
import { openWorkbench, themes, type Workbench } from './workbench';

const queries = {
  'accounts.soql': "SELECT Id, Name, Industry\nFROM Account\nWHERE Name LIKE 'Export %'\n",
  'families.soql': "SELECT Name, (SELECT LastName FROM Contacts) FROM Account WHERE Name LIKE 'Export %'",
  'unmatched.soql': "SELECT Id, Owner.Name FROM Account WHERE Name = 'unmatched'",
  'mistake.soql': 'SELECT Id,\n  Nmae\nFROM Account',
  'star.soql': 'SELECT * FROM Account',
  'notes.md': "# Notes\n\nSELECT Name FROM Account WHERE Name LIKE 'Export %'\n",
};
const records = 250;
const hold = {
  object: 'Account',
  times: 0,
  action: { kind: 'hold', state: 'UploadComplete', afterChunks: 0 },
};

describe('exporting a query', function () {
  this.timeout(300_000);
  let org: PracticeOrg;
  let folder: Scratch;
  let workbench: Workbench;
  const lines = (file: string): string[] => readFileSync(join(folder.folder, file), 'utf8').trimEnd().split('\n');
  const written = (object: string, ending = 'csv'): string =>
    readdirSync(folder.folder).find((name) => name.startsWith(`${object}-`) && name.endsWith(`.${ending}`)) ?? '';
  const remains = (): string[] => readdirSync(folder.folder).filter((name) => name.endsWith('.part'));

  /** As before the first attempt. */
  const forget = (ending: string): void => {
    for (const name of readdirSync(folder.folder))
      if (name.startsWith('Account-') && name.endsWith(`.${ending}`)) rmSync(join(folder.folder, name));
  };

  before(async () => {
    org = await startPracticeOrg();
    folder = scratch('queries');
    for (const [name, text] of Object.entries(queries)) writeFileSync(join(folder.folder, name), text);
    await fill(org);
    workbench = await openWorkbench({ folder: folder.folder, env: org.env, pictures: 'export' });
  });
  afterEach(async function () {
    await org.lift();
    await workbench.tidy(this.currentTest?.state);
  });
  after(async () => {
    await workbench.close();
    await org.close();
    folder.remove();
  });

  it('needs one Enter after the menu of a query, and the file has every record', async () => {
    const { page, screenshot } = workbench;
    forget('csv');
    const { title, choices } = await askToExport(workbench, 'accounts.soql');
    await screenshot('the-offer');
    assert.match(title, /Export Account ← .*practice/i);
    assert.match(
      choices[0] ?? '',
      /Export Account → Account-\d{4}-\d\d-\d\d\.csv.*CSV.*SELECT Id, Name, Industry FROM/,
    );
    await accept(page);
    await endOfJob(page, /250 records of Account exported from/);
    await screenshot('the-end');
    const [header, ...rows] = lines(written('Account'));
    assert.deepEqual([header, rows.length, remains()], ['"Id","Name","Industry"', records, []]);
    const panel = await webview(page, `button:has-text("Open ${written('Account')}")`);
    await panel.locator('button', { hasText: 'Reveal File' }).waitFor();
    await panel.locator('button', { hasText: `Open ${written('Account')}` }).click();
    await statusBarItem(page, 'Ln 1, Col 1');
    await page.locator('.tab.active', { hasText: written('Account') }).waitFor();
  });

  it('shows the file and the query on the job’s page, and the records in the Jobs view', async () => {
    const { page, screenshot } = workbench;
    await showContainer(page, 'Kinetic');
    const jobs = await view(page, 'Jobs');
    await treeRow(jobs, /250 records exported.*Export Account/).click();
    const panel = await webview(page, 'text=All 250 records are in');
    await panel.locator('pre', { hasText: "WHERE Name LIKE 'Export %'" }).waitFor();
    assert.equal(await panel.locator('[role=tab]').count(), 0);
    await screenshot('job');
  });

  it('asks before it replaces a file', async () => {
    const { page, screenshot } = workbench;
    const file = written('Account');
    writeFileSync(join(folder.folder, file), 'mine');
    await askToExport(workbench, 'accounts.soql');
    await accept(page);
    const asked = await dialog(page, 'already exists');
    await screenshot('replace');
    await answerDialog(asked, 'Cancel');
    assert.deepEqual(lines(file), ['mine']);
    await exportOffer(workbench);
    await accept(page);
    await answerDialog(await dialog(page, 'already exists'), 'Replace');
    await endOfJob(page, /250 records of Account exported from/);
    assert.equal(lines(file).length, records + 1);
  });

  it('offers REST for what the Bulk API does not support, and says why', async () => {
    const { page, screenshot } = workbench;
    forget('jsonl');
    const { choices } = await askToExport(workbench, 'families.soql');
    await screenshot('rest-offer');
    assert.match(choices[0] ?? '', /REST, because the Bulk API does not support child queries/);
    await chooseByTyping(page, 'Format');
    await question(page, /Which format should the file have/);
    await chooseByTyping(page, 'JSON Lines');
    await exportOffer(workbench);
    await accept(page);
    await endOfJob(page, /250 records of Account exported from/);
    const [first = '{}'] = lines(written('Account', 'jsonl'));
    assert.deepEqual(Object.keys(JSON.parse(first) as object), ['Name', 'Contacts']);
  });

  it('exports the query that is selected in any file', async () => {
    const { page, screenshot } = workbench;
    await showContainer(page, 'Explorer');
    await (await explorerRow(page, 'notes.md')).dblclick();
    await page.locator('.tab.active', { hasText: 'notes.md' }).waitFor();
    const line = page.locator('.editor-instance .view-line', { hasText: 'SELECT' }).first();
    // An editor that has only just opened loses the first keys.
    await until('the selected query', async () => {
      await line.click();
      await page.keyboard.press('Home');
      await page.keyboard.press('Shift+End');
      const selected = page.locator('.statusbar-item', { hasText: 'selected' }).first();
      return selected.waitFor({ timeout: 3000 }).then(
        () => true,
        () => undefined,
      );
    });
    await runCommand(page, 'Kinetic: Export Query Results…');
    const { choices } = await exportOffer(workbench);
    await screenshot('selected-text');
    assert.match(choices[0] ?? '', /SELECT Name FROM Account WHERE Name LIKE 'Export %'/);
    await page.keyboard.press('Escape');
  });

  it('puts the cursor on the mistake that Salesforce reports', async () => {
    const { page, screenshot } = workbench;
    await chooseToExport(workbench, 'mistake.soql');
    await notification(page, /No such column/);
    await statusBarItem(page, 'Ln 2, Col 3');
    await screenshot('mistake');
  });

  it('explains that SOQL has no star, in the file and in the input box', async () => {
    const { page, screenshot } = workbench;
    await chooseToExport(workbench, 'star.soql');
    await notification(page, /SOQL does not support “\*”/);
    await statusBarItem(page, 'Ln 1, Col 8');
    await runCommand(page, 'View: Close All Editors');
    await runCommand(page, 'Kinetic: Export Query Results…');
    await question(page, /SELECT Id, Name FROM Account/);
    await page.keyboard.type('SELECT Id, Nmae FROM Account');
    await accept(page);
    const asked = await until('a message', async () => {
      const { message, value } = await question(page);
      return message.includes('No such column') ? value : undefined;
    });
    await screenshot('message');
    assert.equal(asked, 'SELECT Id, Nmae FROM Account');
    // The cursor is before the wrong field.
    for (let at = 0; at < 'Nmae'.length; at++) await page.keyboard.press('Delete');
    await page.keyboard.type('Name');
    await accept(page);
    assert.match((await exportOffer(workbench)).choices[0] ?? '', /SELECT Id, Name FROM Account/);
    await page.keyboard.press('Escape');
  });

  it('says that no record matches, and writes only the header', async () => {
    const { page, screenshot } = workbench;
    await askToExport(workbench, 'unmatched.soql');
    await accept(page);
    await answerDialog(await dialog(page, 'already exists'), 'Replace');
    await endOfJob(page, /No records of Account in .* match the query\. Account-.*\.csv contains only the header\./);
    await screenshot('nothing');
    assert.deepEqual(lines(written('Account')), ['"Id","Owner.Name"']);
  });

  it('aborts on request, and leaves nothing behind', async () => {
    const { page, screenshot } = workbench;
    await org.arm(hold);
    const before = lines(written('Account'));
    await askToExport(workbench, 'accounts.soql');
    await accept(page);
    await answerDialog(await dialog(page, 'already exists'), 'Replace');
    const shown = await notification(page, /Export Account.*Running the query/s);
    await screenshot('running');
    await shown.getByText('Cancel', { exact: true }).click();
    await answerDialog(await dialog(page, 'Abort “'), 'Abort Job');
    await endOfJob(page, /was aborted\. No file was saved\./);
    await screenshot('aborted');
    assert.deepEqual([lines(written('Account')), remains()], [before, []]);
  });

  it('continues when the window is reloaded', async () => {
    const { page, screenshot } = workbench;
    await org.arm(hold);
    const queriesMade = async () =>
      (await org.requests('POST')).filter(({ path }) => path.endsWith('/jobs/query')).length;
    const before = await queriesMade();
    await askToExport(workbench, 'accounts.soql');
    await accept(page);
    await answerDialog(await dialog(page, 'already exists'), 'Replace');
    await notification(page, /Export Account.*Running the query/s);
    await workbench.reload();
    await showContainer(page, 'Kinetic');
    await treeRow(await view(page, 'Jobs'), 'Export Account')
      .filter({ hasText: 'Running the query' })
      .waitFor();
    await screenshot('reloaded');
    await org.lift();
    await endOfJob(page, /250 records of Account exported from/);
    assert.equal(lines(written('Account')).length, records + 1);
    assert.equal(await queriesMade(), before + 1);
    assert.ok(existsSync(join(folder.folder, written('Account'))));
  });

  for (const theme of themes)
    it(`can be read in ${theme}`, async () => {
      const { page, screenshot } = workbench;
      await workbench.setTheme(theme);
      await showContainer(page, 'Kinetic');
      await treeRow(await view(page, 'Jobs'), '250 records exported').click();
      await webview(page, 'text=All 250 records are in');
      await screenshot(`panel-${theme.toLowerCase().replaceAll(' ', '-')}`);
      await askToExport(workbench, 'families.soql');
      await screenshot(`offer-${theme.toLowerCase().replaceAll(' ', '-')}`);
      await page.keyboard.press('Escape');
    });

  it('logs no error in a page of ours', () => assert.deepEqual(workbench.pageErrors(), []));
});

/** Accounts whose names begin with “Export”, the first with a contact. */
async function fill({ url, accessToken }: PracticeOrg): Promise<void> {
  const post = async (path: string, body: unknown): Promise<void> => {
    const answer = await fetch(`${url}/services/data/v66.0${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    assert.ok(answer.ok, await answer.text());
  };
  for (let from = 0; from < records; from += 125) {
    const one = (_: unknown, at: number) => ({ attributes: { type: 'Account' }, Name: `Export ${from + at}` });
    await post('/composite/sobjects', { allOrNone: true, records: Array.from({ length: 125 }, one) });
  }
}
