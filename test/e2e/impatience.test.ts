// Users who press Enter twice, change their mind at any question, or reload the window during one.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { askToExport } from './exports';
import { keeper } from './keeper';
import { askToLoad } from './mainJob';
import { answerDialog, dialog, endOfJob, showContainer, treeRow, view } from './parts';
import { startPracticeOrg, type PracticeOrg } from './practiceOrg';
import { accept, chooseByTyping, closePicker, question, runCommand } from './quickInput';
import { scratchSamples, type Scratch } from './scratch';
import { webview } from './webview';
import { openWorkbench, type Workbench } from './workbench';

/** Entries of the offers, and the questions that they open. */
const loadQuestions = [
  ['Object:', /Which object/],
  ['Operation:', /What should happen/],
  ['Key:', /Which column identifies/],
  ['Blank cells', /What should blank cells do/],
  ['Org:', /Which org/],
  ['API:', /Which API should load/],
  ['File:', /How should the file be read/],
  ['Parallel jobs:', /How many should be sent in parallel/],
] as const;
const exportQuestions = [
  ['Format', /Which format/],
  ['Org', /Which org/],
  ['Query', /SELECT/],
  ['Records', /Which records/],
] as const;

describe('an impatient user', function () {
  this.timeout(300_000);
  const keep = keeper();
  let org: PracticeOrg;
  let samples: Scratch;
  let workbench: Workbench;

  before(async () => {
    org = keep(await startPracticeOrg());
    samples = keep(scratchSamples());
    writeFileSync(join(samples.folder, 'accounts.soql'), 'SELECT Id, Name FROM Account');
    workbench = keep(await openWorkbench({ folder: samples.folder, env: org.env, pictures: 'impatience' }));
  });
  afterEach(async function () {
    await org.lift();
    await workbench.tidy(this.currentTest?.state);
  });

  const writes = async (): Promise<number> =>
    (await org.requests()).filter(({ method, path }) => method !== 'GET' && path.startsWith('/services/data/')).length;

  for (const [flow, offer, questions] of [
    ['a load', () => askToLoad(workbench, 'accounts-good.csv'), loadQuestions],
    ['an export', () => askToExport(workbench, 'accounts.soql'), exportQuestions],
  ] as const)
    it(`leaves ${flow} with Escape at any of its questions, and nothing has happened`, async () => {
      const { page } = workbench;
      const before = await writes();
      for (const [entry, asks] of questions) {
        await offer();
        assert.ok(await chooseByTyping(page, entry), entry);
        await question(page, asks);
        await closePicker(page);
      }
      // The message that the file is being read stays for a moment.
      const said = page.locator('.notification-list-item').filter({ hasNotText: 'Reading accounts' });
      assert.deepEqual(await said.allInnerTexts(), []);
      assert.equal(await writes(), before);
    });

  it('starts one load by pressing Enter twice, and is asked once after a double click on Abort', async () => {
    const { page, screenshot } = workbench;
    const before = (await org.loads()).length;
    await org.arm({ object: 'Account', times: 0, action: { kind: 'hold', state: 'InProgress', afterChunks: 0 } });
    await askToLoad(workbench, 'accounts-good.csv');
    await accept(page);
    await page.keyboard.press('Enter');
    await showContainer(page, 'Kinetic');
    await treeRow(await view(page, 'Jobs'), /accounts-good\.csv.*Processing/).waitFor();
    const panel = await webview(page, 'button:has-text("Abort Job")');
    await panel.locator('button', { hasText: 'Abort Job' }).dblclick();
    const asked = await dialog(page, 'Abort “');
    await screenshot('abort');
    await answerDialog(asked, 'Abort Job');
    await endOfJob(page, /aborted/);
    assert.equal(await page.locator('.monaco-dialog-box').count(), 0);
    assert.equal((await org.loads()).length, before + 1);
  });

  it('reloads the window during a question, is not asked any more, and can start again', async () => {
    const { page } = workbench;
    const before = await writes();
    await askToLoad(workbench, 'accounts-good.csv');
    // A reload through the palette would close the question first.
    await page.reload();
    await showContainer(page, 'Kinetic');
    await (await view(page, 'Orgs')).getByText('Practice org').first().waitFor();
    assert.equal(await page.locator('.quick-input-widget').filter({ visible: true }).count(), 0);
    assert.equal(await writes(), before);
    await askToLoad(workbench, 'accounts-good.csv');
    await accept(page);
    await endOfJob(page, /200 rows of Account upserted/, 60_000);
  });

  it('keeps the org when the confirmation of signing out is left with Escape', async () => {
    const { page } = workbench;
    await runCommand(page, 'Kinetic: Sign Out of Org…');
    await question(page, /which org/i);
    await accept(page);
    const asked = await dialog(page, 'Sign out of');
    await page.keyboard.press('Escape');
    await asked.waitFor({ state: 'hidden' });
    await showContainer(page, 'Kinetic');
    await treeRow(await view(page, 'Orgs'), 'Practice org').waitFor();
  });
});
