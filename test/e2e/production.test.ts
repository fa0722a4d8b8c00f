// A production org: it is marked by its name, asks before it is written to, and is left alone after signing out.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keeper } from './keeper';
import { askToDelete, askToLoad } from './mainJob';
import { answerDialog, dialog, endOfJob, showContainer, treeRow, view } from './parts';
import { accept, chooseByTyping, closePicker, question, runCommand } from './quickInput';
import { startPracticeOrg, type PracticeOrg } from './practiceOrg';
import { productionUser, signInToProduction } from './productionOrg';
import { scratchSamples, type Scratch } from './scratch';
import { until } from './until';
import { webview } from './webview';
import { openWorkbench, type Workbench } from './workbench';

describe('a production org', function () {
  this.timeout(300_000);
  const keep = keeper();
  let org: PracticeOrg;
  let samples: Scratch;
  let workbench: Workbench;
  const accounts = () => org.count("SELECT COUNT() FROM Account WHERE External_Id__c LIKE 'DEMO-%'");

  before(async () => {
    org = keep(await startPracticeOrg());
    samples = keep(scratchSamples());
    const leads = await org.query('SELECT Id FROM Lead LIMIT 5');
    writeFileSync(join(samples.folder, 'old.csv'), `Id\n${leads.map(({ Id }) => `${String(Id)}\n`).join('')}`);
    workbench = keep(await openWorkbench({ folder: samples.folder, pictures: 'production' }));
  });
  afterEach(async function () {
    await org.lift();
    await workbench.tidy(this.currentTest?.state);
  });

  it('is called PRODUCTION in the status bar and Production in the Orgs view', async () => {
    const { page, screenshot } = workbench;
    await signInToProduction(workbench, org);
    await showContainer(page, 'Kinetic');
    await treeRow(await view(page, 'Orgs'), `Production · ${productionUser}`).waitFor();
    await screenshot('status-bar');
  });

  it('is named in the confirmation, and Cancel sends nothing', async () => {
    const { page, screenshot } = workbench;
    const { title } = await askToLoad(workbench, 'accounts-good.csv');
    assert.match(title, /\(PRODUCTION\)/);
    await accept(page);
    const asked = await dialog(page, `Upsert 200 Account records into the PRODUCTION org “${productionUser}”?`);
    await screenshot('confirm');
    await answerDialog(asked, 'Cancel');
    await question(page, /PRODUCTION/);
    await closePicker(page);
    await nothingWasSent(org);
  });

  it('hard-deletes nothing until its name is typed', async () => {
    const { page, screenshot } = workbench;
    await askToDelete(workbench, 'old.csv');
    await chooseByTyping(page, 'Operation:');
    await question(page, /what should happen/i);
    await chooseByTyping(page, 'Bulk Hard Delete');
    const { choices } = await question(page, /Select the first line to delete/);
    assert.match(choices[0] ?? '', /Hard Delete 5 Lead records from /);
    await chooseByTyping(page, 'Hard Delete 5 Lead');
    await question(page, new RegExp(`^${productionUser}`));
    await page.keyboard.type('yes');
    await accept(page);
    const { message } = await until('a refusal of the wrong name', async () => {
      const seen = await question(page, new RegExp(`^${productionUser}`));
      return seen.message.includes('not the name of the org') ? seen : undefined;
    });
    assert.match(message, /not the name of the org/);
    await screenshot('wrong-name');
    await closePicker(page);
    await nothingWasSent(org);
    assert.equal(
      await org.count(`SELECT COUNT() FROM Lead WHERE IsDeleted = false`),
      await org.count('SELECT COUNT() FROM Lead'),
    );
  });

  it('requires its name for any deletion', async () => {
    const { page, screenshot } = workbench;
    const { title, choices } = await askToDelete(workbench, 'old.csv');
    assert.match(title, /\(PRODUCTION\)/);
    assert.match(choices[0] ?? '', /Delete 5 Lead records from /);
    await chooseByTyping(page, 'Delete 5 Lead');
    const { message } = await question(page, new RegExp(`^${productionUser}`));
    assert.match(message, /This deletes 5 Lead records\. Type “admin@.*” to continue/);
    await screenshot('deletion');
    await closePicker(page);
    await nothingWasSent(org);
  });

  /** Returns the ID of the load in the org. */
  async function loadHeld(): Promise<string> {
    const { page } = workbench;
    const before = (await org.loads()).map(({ id }) => id);
    await org.arm({ object: 'Account', times: 0, action: { kind: 'hold', state: 'InProgress', afterChunks: 0 } });
    await askToLoad(workbench, 'accounts-good.csv');
    await accept(page);
    await answerDialog(await dialog(page, 'PRODUCTION org'), 'Upsert in Production');
    await webview(page, 'text=accounts-good.csv');
    await showContainer(page, 'Kinetic');
    await treeRow(await view(page, 'Jobs'), /Processing/).waitFor();
    return until('the load at the org', async () => (await org.loads()).find(({ id }) => !before.includes(id))?.id);
  }

  it('loads the rows once that was confirmed', async () => {
    await loadHeld();
    await org.lift();
    await endOfJob(workbench.page, /200 rows of Account upserted/);
    assert.equal(await accounts(), 200);
  });

  it('is gone with its secrets after signing out, and its job is left alone', async () => {
    // Whatever a first attempt did.
    await signInToProduction(workbench, org);
    const left = await loadHeld();
    const { page, screenshot } = workbench;
    await runCommand(page, 'Kinetic: Sign Out of Org…');
    await question(page, /which org/i);
    await chooseByTyping(page, productionUser);
    const asked = await dialog(page, `Sign out of ${productionUser}?`);
    await screenshot('sign-out');
    await answerDialog(asked, 'Sign Out');
    const orgs = await view(page, 'Orgs');
    await orgs.getByText('No Salesforce org is connected yet.').waitFor();
    await screenshot('signed-out');
    const job = treeRow(await view(page, 'Jobs'), /Interrupted/);
    await job.waitFor();
    await workbench.reload();
    await (await view(page, 'Orgs')).getByText('No Salesforce org is connected yet.').waitFor();
    await job.waitFor();
    await webview(page, 'text=You are not signed in to');
    await screenshot('left-alone');
    await org.lift();
    await until('the end of the job in the org', async () =>
      (await org.loads()).every(({ state }) => state === 'JobComplete') ? true : undefined,
    );
    assert.equal(await accounts(), 200);
    const reads = (await org.requests('GET')).filter(({ path }) => path.includes(left));
    assert.deepEqual(
      reads.filter(({ path }) => path.includes('Results')),
      [],
    );
  });

  it('logs no error in a page of ours', () => assert.deepEqual(workbench.pageErrors(), []));
});

async function nothingWasSent(org: PracticeOrg): Promise<void> {
  const posts = (await org.requests('POST')).filter(({ path }) => path.startsWith('/services/data/'));
  assert.deepEqual([...posts, ...(await org.requests('PUT')), ...(await org.loads())], []);
}
