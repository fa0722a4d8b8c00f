// Signing in with the browser from end to end: the page that the extension opens, the user's consent, the way back.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { startPracticeOrg, type PracticeOrg } from '../../src/practice/practice';
import { clearNotifications, notification, showContainer, statusBarItem, treeRow, unfold, view } from './parts';
import { accept, chooseByTyping, question, runCommand, typeAnswer } from './quickInput';
import { scratchSamples, type Scratch } from './scratch';
import { openWorkbench, type Workbench } from './workbench';

const clientId = 'AnAppOfOurOwn';

/** The port of the Salesforce CLI may be in use. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('a login with the browser', function () {
  this.timeout(300_000);
  let practice: PracticeOrg;
  let folder: Scratch;
  let workbench: Workbench;

  before(async () => {
    practice = await startPracticeOrg({ seedAccounts: 3 });
    folder = scratchSamples();
    workbench = await openWorkbench({ folder: folder.folder, pictures: 'webLogin' });
  });
  afterEach(async function () {
    await workbench.tidy(this.currentTest?.state);
  });
  after(async () => {
    await workbench.close();
    await practice.close();
    folder.remove();
  });

  /** Answers the questions up to the login page, and adds the callback URL to the app, as its owner would. */
  async function openLoginPage(): Promise<Page> {
    const { page } = workbench;
    await runCommand(page, 'Kinetic: Add an Org…');
    await question(page, /How do you want to sign in/);
    await accept(page);
    await question(page, /Where do you sign in/);
    await chooseByTyping(page, 'Another login URL');
    await typeAnswer(page, 'Login URL', practice.url);
    await question(page, /Which app should sign in/);
    await chooseByTyping(page, 'Your own app');
    await typeAnswer(page, 'Consumer key', clientId);
    await question(page, /Browser/);
    await page.keyboard.press('Control+A');
    await typeAnswer(page, 'Port in the callback URL', String(await freePort()));
    // URLs of this computer are opened without a question.
    const [opened] = await Promise.all([page.waitForEvent('popup'), typeAnswer(page, 'Consumer secret', '')]);
    await opened.waitForLoadState();
    const redirectUri = new URL(opened.url()).searchParams.get('redirect_uri');
    assert.ok(redirectUri, opened.url());
    practice.org.apps.register({ consumerKey: clientId, callbackUrls: [redirectUri] });
    // A workbench in the browser reaches this computer's ports through its server; the links of the page do not.
    await opened.goto(opened.url().replace(/^.*?\/proxy\/\d+/, practice.url));
    await opened.getByRole('heading', { name: 'Allow access?' }).waitFor();
    return opened;
  }

  it('says so when the user denies access in the browser, and no one is signed in', async () => {
    const { page } = workbench;
    const opened = await openLoginPage();
    await opened.getByRole('link', { name: 'Deny' }).click();
    await opened.getByText('The login did not work').waitFor();
    await notification(page, /The login was denied in the browser/);
    await workbench.screenshot('refused');
    await opened.close();
    await clearNotifications(page);
    await showContainer(page, 'Kinetic');
    await (await view(page, 'Orgs')).getByText('No Salesforce org is connected yet').waitFor();
  });

  it('ends with a session that works and renews itself', async () => {
    const { page, screenshot } = workbench;
    const opened = await openLoginPage();
    await opened.getByRole('link', { name: `Allow as ${practice.username}` }).click();
    await opened.getByText('You can close this tab').waitFor();
    await opened.close();
    await notification(page, `Connected to ${practice.username}`);
    await statusBarItem(page, practice.username);
    const row = treeRow(await view(page, 'Orgs'), practice.username);
    await unfold(row);
    await treeRow(await view(page, 'Orgs'), /^Browser/)
      .getByText('renewed automatically')
      .waitFor();
    await treeRow(await view(page, 'Orgs'), /^API requests: 0%/).waitFor();
    await screenshot('connected');
  });
});
