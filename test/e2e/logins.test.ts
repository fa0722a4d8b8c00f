// Adding an org as a user does: the logins, an org of the Salesforce CLI, and a login with the browser.
import assert from 'node:assert/strict';
import { createCliHome, type CliHome } from '../integration/setup/cliFiles';
import { startPracticeOrg, type PracticeOrg } from '../../src/practice/practice';
import { keeper } from './keeper';
import { answerDialog, dialog, notification, showContainer, treeRow, view } from './parts';
import { chooseByTyping, closePicker, question, runCommand } from './quickInput';
import { scratchSamples, type Scratch } from './scratch';
import { openWorkbench, themes, type Workbench } from './workbench';

describe('adding an org', function () {
  this.timeout(300_000);
  const keep = keeper();
  let practice: PracticeOrg;
  let home: CliHome;
  let samples: Scratch;
  let workbench: Workbench;

  before(async () => {
    practice = keep(await startPracticeOrg({ seedAccounts: 3 }));
    home = keep(await createCliHome());
    const org = { orgId: practice.orgId, instanceUrl: practice.url, loginUrl: practice.url };
    await home.addLogin({ ...org, username: practice.username, accessToken: practice.accessToken });
    await home.setAliases({ dev: practice.username });
    await home.setDefault('dev');
    samples = keep(scratchSamples());
    const { HOME = '', USERPROFILE = '' } = home.environment;
    const env = { HOME, USERPROFILE, SF_USE_GENERIC_UNIX_KEYCHAIN: 'true' };
    workbench = keep(await openWorkbench({ folder: samples.folder, env, pictures: 'logins' }));
  });
  afterEach(async function () {
    await workbench.tidy(this.currentTest?.state);
  });

  it('offers seven logins, the browser first, in every theme', async () => {
    const { page } = workbench;
    for (const theme of themes) {
      await workbench.setTheme(theme);
      await runCommand(page, 'Kinetic: Add an Org…');
      const { choices } = await question(page, /How do you want to sign in/);
      await workbench.screenshot(`ways-${theme.toLowerCase().replaceAll(' ', '-')}`);
      assert.equal(choices.length, 7);
      assert.match(choices[0] ?? '', /Browser/);
      await closePicker(page);
    }
  });

  it('adds an org of the Salesforce CLI with three choices and no typing', async () => {
    const { page } = workbench;
    await runCommand(page, 'Kinetic: Add an Org…');
    await question(page, /How do you want to sign in/);
    assert.ok(await chooseByTyping(page, 'Org of the Salesforce CLI'));
    // The process that reads them has to start first.
    await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'default org' }).waitFor();
    const { choices } = await question(page, /Which org of the Salesforce CLI/);
    await workbench.screenshot('orgs-of-the-cli');
    assert.equal(choices.length, 1);
    assert.match(choices[0] ?? '', /dev.*default org/);
    await page.keyboard.press('Enter');
    await notification(page, /Connected to admin@practice/);
    await showContainer(page, 'Kinetic');
    await treeRow(await view(page, 'Orgs'), /admin@practice/).waitFor();
    await workbench.screenshot('connected');
  });

  it('waits for the browser, can be canceled, and frees its port', async () => {
    const { page } = workbench;
    for (let round = 0; round < 2; round += 1) {
      await runCommand(page, 'Kinetic: Add an Org…');
      await question(page, /How do you want to sign in/);
      await page.keyboard.press('Enter');
      await question(page, /Where do you sign in/);
      await page.keyboard.press('Enter');
      await question(page, /Which app should sign in/);
      await workbench.screenshot('which-app');
      await page.keyboard.press('Enter');
      const waiting = await notification(page, /Waiting for the login in the browser/);
      await workbench.screenshot('waiting-for-the-browser');
      // VS Code asks before it opens a page; a user who declines may have copied the URL to another browser.
      await answerDialog(await dialog(page, /open the external website/), 'Cancel');
      await waiting.getByText('Cancel', { exact: true }).first().click();
      await waiting.waitFor({ state: 'hidden' });
    }
  });
});
