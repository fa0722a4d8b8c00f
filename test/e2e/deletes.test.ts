// A file of ids deletes records: never by a press of Enter alone, never without a question, and the ids stay at hand.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keeper } from './keeper';
import { askToDelete } from './mainJob';
import { answerDialog, clearNotifications, dialog, endOfJob } from './parts';
import { startPracticeOrg, type PracticeOrg } from './practiceOrg';
import { accept, chooseByTyping, closePicker, question } from './quickInput';
import { scratchSamples, type Scratch } from './scratch';
import { webview } from './webview';
import { openWorkbench, themes, type Workbench } from './workbench';

describe('deleting the records of a file', function () {
  this.timeout(300_000);
  const keep = keeper();
  let org: PracticeOrg;
  let samples: Scratch;
  let workbench: Workbench;
  let ids: readonly string[];

  before(async () => {
    org = keep(await startPracticeOrg());
    samples = keep(scratchSamples());
    ids = (await org.query('SELECT Id FROM Contact LIMIT 10')).map(({ Id }) => String(Id));
    for (const name of ['delete-these.csv', 'ids.csv'])
      writeFileSync(join(samples.folder, name), `Id\n${ids.join('\n')}\n`);
    workbench = keep(await openWorkbench({ folder: samples.folder, env: org.env, pictures: 'deletes' }));
  });
  afterEach(async function () {
    await workbench.tidy(this.currentTest?.state);
  });
  const contacts = () => org.count('SELECT COUNT() FROM Contact');

  for (const file of ['delete-these.csv', 'ids.csv'])
    it(`does nothing when Enter is pressed on the offer for ${file}`, async () => {
      const { page, screenshot } = workbench;
      const before = await contacts();
      const { choices } = await askToDelete(workbench, file);
      assert.match(choices[0] ?? '', /Delete 10 Contact records from Practice org/);
      await screenshot(`offer-${file}`);
      assert.equal(await page.locator('.quick-input-list .monaco-list-row.focused').count(), 0);
      await accept(page);
      await question(page, /^Delete the records in/);
      await closePicker(page);
      assert.equal(await page.locator('.monaco-dialog-box').count(), 0);
      assert.equal(await contacts(), before);
    });

  for (const theme of themes)
    it(`shows the offer of a deletion with a bin in the color of errors: ${theme}`, async () => {
      const { page } = workbench;
      await workbench.setTheme(theme);
      await askToDelete(workbench, 'delete-these.csv');
      const icon = page.locator('.quick-input-list .monaco-list-row').first().locator('.quick-input-list-icon');
      assert.match(
        (await icon.getAttribute('style')) ?? '',
        /Light/.test(theme) ? /delete-light\.svg/ : /delete-dark\.svg/,
      );
      await workbench.screenshot(`offer-${theme.toLowerCase().replaceAll(' ', '-')}`);
      await closePicker(page);
    });

  it('asks with count and org, keeps them on Cancel, and says where deleted records are', async () => {
    const { page, screenshot } = workbench;
    await workbench.setTheme('Dark Modern');
    const before = await contacts();
    await askToDelete(workbench, 'delete-these.csv');
    await chooseByTyping(page, 'Delete 10 Contact records');
    const asked = await dialog(page, 'Delete 10 Contact records from the org “Practice org”?');
    await screenshot('question');
    await answerDialog(asked, 'Cancel');
    await question(page, /^Delete the records in/);
    assert.equal(await contacts(), before);
    await chooseByTyping(page, 'Delete 10 Contact records');
    await answerDialog(await dialog(page, 'Delete 10 Contact records'), 'Delete');
    await endOfJob(page, /10 rows of Contact deleted/);
    assert.equal(await contacts(), before - 10);
    const panel = await webview(page, 'text=Deleted records are in the Recycle Bin; their IDs are in succeeded.csv.');
    await panel.locator('[role=tab][aria-selected=true]', { hasText: 'Succeeded' }).waitFor();
    await clearNotifications(page);
    await panel.locator('button[title="Reveal Result File"]').click();
    const kept = page.locator('.editor-instance .view-line', { hasText: 'sf__Id' });
    await kept.first().waitFor();
    await screenshot('kept-ids');
  });
});
