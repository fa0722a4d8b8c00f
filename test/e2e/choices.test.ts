// Choices of a load that users must understand: what blank cells do, a missing permission, an encoding that
// the bytes do not say.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lateAccent } from '../integration/setup/lateAccent';
import { keeper } from './keeper';
import { askToDelete, askToLoad } from './mainJob';
import { clearNotifications, endOfJob } from './parts';
import { startPracticeOrg, type PracticeOrg } from './practiceOrg';
import { accept, chooseByTyping, question } from './quickInput';
import { scratchSamples, type Scratch } from './scratch';
import { webview } from './webview';
import { openWorkbench, themes, type Workbench } from './workbench';

describe('choices of a load', function () {
  this.timeout(300_000);
  const keep = keeper();
  let org: PracticeOrg;
  let samples: Scratch;
  let workbench: Workbench;
  const late = lateAccent();
  const write = (name: string, content: string | Uint8Array): void =>
    writeFileSync(join(samples.folder, name), content);

  before(async () => {
    org = keep(await startPracticeOrg());
    samples = keep(scratchSamples());
    write('accounts-first.csv', 'External_Id__c,Name,Phone\nBL-1,Moss,1\nBL-2,Lee,2\n');
    write('accounts-blank.csv', 'External_Id__c,Name,Phone\nBL-1,Moss,\nBL-2,Lee,22\n');
    write('contacts-late.csv', late.bytes);
    workbench = keep(await openWorkbench({ folder: samples.folder, env: org.env, pictures: 'choices' }));
  });
  afterEach(async function () {
    await workbench.tidy(this.currentTest?.state);
  });

  const phones = async () => {
    const found = await org.query("SELECT Phone FROM Account WHERE External_Id__c LIKE 'BL-%' ORDER BY External_Id__c");
    return found.map((account) => account['Phone']);
  };
  const loaded = async (file: string): Promise<void> => {
    await askToLoad(workbench, file);
    await accept(workbench.page);
    await endOfJob(workbench.page, /2 rows of Account upserted/);
    await clearNotifications(workbench.page);
  };

  it('says before a load that blank cells leave fields unchanged, and they do', async () => {
    await loaded('accounts-first.csv');
    const { choices } = await askToLoad(workbench, 'accounts-blank.csv');
    assert.match(choices.join('\n'), /Blank cells: leave the field unchanged.*17% of the cells/);
    await workbench.screenshot('blank-cells-offer');
    await accept(workbench.page);
    await endOfJob(workbench.page, /2 rows of Account upserted/);
    assert.deepEqual(await phones(), ['1', '22']);
    const panel = await webview(workbench.page, 'text=blank cells leave fields unchanged');
    await panel.locator('text=blank cells leave fields unchanged').waitFor();
  });

  it('clears them if chosen, and shows it in the offer and on the job’s page', async () => {
    const { page, screenshot } = workbench;
    await askToLoad(workbench, 'accounts-blank.csv');
    await chooseByTyping(page, 'Blank cells');
    const asked = await question(page, /What should blank cells do/);
    assert.match(asked.choices.join('\n'), /Leave the field unchanged.*Only #N\/A clears a field/);
    await screenshot('blank-cells-question');
    await chooseByTyping(page, 'Clear the field');
    const { choices } = await question(page, /Press Enter/);
    assert.match(choices[0] ?? '', /blank cells clear the field/);
    await screenshot('blank-cells-clear');
    await accept(page);
    await endOfJob(page, /2 rows of Account upserted/);
    assert.deepEqual(await phones(), [null, '22']);
    await webview(page, 'text=blank cells clear their fields');
    await clearNotifications(page);
    await screenshot('blank-cells-job');
  });

  it('asks for the encoding of a file by what each one makes of its values', async () => {
    const { page, screenshot } = workbench;
    write('contacts-russian.csv', Buffer.from('LastName;Description\r\n\xd0\xee\xec\xe0\xf8\xea\xe0;x\r\n', 'latin1'));
    await askToLoad(workbench, 'contacts-russian.csv');
    const asked = await question(page, /Choose the encoding that reads its values correctly/);
    assert.match(asked.choices[0] ?? '', /^Windows-1251 \(Cyrillic\).*Ромашка/s);
    await screenshot('encoding-question');
    await accept(page);
    const { choices } = await question(page, /Press Enter/);
    assert.match(choices[0] ?? '', /Windows-1251/);
    await screenshot('encoding-chosen');
    await accept(page);
    await endOfJob(page, /1 row of Contact inserted/);
    await webview(page, 'text=read as Windows-1251');
    await screenshot('encoding-job');
    assert.equal(await org.count(`SELECT COUNT() FROM Contact WHERE LastName = 'Ромашка'`), 1);
  });

  it('asks for the encoding on the job’s page when the first byte that is not UTF-8 comes late', async () => {
    const { page, screenshot } = workbench;
    const accented = () => org.count(`SELECT COUNT() FROM Contact WHERE LastName = '${late.lastName}'`);
    const before = await accented();
    await askToLoad(workbench, 'contacts-late.csv');
    await accept(page);
    await endOfJob(page, /is 0xE9.*windows-1252/s);
    const panel = await webview(page, 'text=Choose Encoding…');
    await screenshot('late-accent');
    await panel.locator('button', { hasText: 'Choose Encoding…' }).first().click();
    const asked = await question(page, /Choose the encoding that reads its values correctly/);
    assert.match(asked.choices[0] ?? '', /^Windows-1252 \(Western European\).*Late Café/s);
    await accept(page);
    await endOfJob(page, /41 rows of Contact inserted/);
    await screenshot('late-accent-loaded');
    assert.equal(await accented(), before + 1);
  });

  it('names the permission that hard deletes need, with a way to Setup, and deletes nothing', async () => {
    const { page, screenshot } = workbench;
    await org.permitHardDelete(false);
    const found = await org.query("SELECT Id FROM Account WHERE External_Id__c LIKE 'BL-%'");
    write('accounts-delete.csv', `Id\n${found.map((account) => String(account['Id'])).join('\n')}\n`);
    await askToDelete(workbench, 'accounts-delete.csv');
    await chooseByTyping(page, 'Operation');
    await question(page, /What should happen/);
    await chooseByTyping(page, 'Bulk Hard Delete');
    assert.ok(!(await question(page, /Select the first line/)).choices.join('\n').includes('Blank cells'));
    await chooseByTyping(page, 'Hard Delete 2 Account records');
    const asked = await question(page, /^(Practice org|admin@practice)/);
    assert.match(asked.message, /This permanently deletes .* Account record.*Type “.*” to continue/);
    await screenshot('hard-delete-typed');
    await page.keyboard.type(asked.placeholder);
    await accept(page);
    await endOfJob(page, /Bulk API Hard Delete.*Setup › Permission Sets/s);
    await webview(page, 'button:has-text("Open Setup")');
    await screenshot('hard-delete-refused');
    assert.deepEqual(await phones(), [null, '22']);
  });

  for (const theme of themes)
    it(`the error and its button can be read: ${theme}`, async () => {
      await workbench.setTheme(theme);
      await webview(workbench.page, 'button:has-text("Open Setup")');
      await workbench.screenshot(`hard-delete-${theme.toLowerCase().replaceAll(' ', '-')}`);
    });

  it('logs no error in a page of ours', () => assert.deepEqual(workbench.pageErrors(), []));
});
