// Text of files, servers and users in every place of VS Code that would turn parts of it into links, icons or
// formatting.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { keeper } from './keeper';
import { askToLoad, chooseToLoad } from './mainJob';
import {
  answerDialog,
  dialog,
  endOfJob,
  notification,
  showContainer,
  statusBarItem,
  treeRow,
  unfold,
  view,
} from './parts';
import { startPracticeOrg, type PracticeOrg } from './practiceOrg';
import { accept, chooseByTyping, question, runCommand } from './quickInput';
import { scratchSamples, type Scratch } from './scratch';
import { openWorkbench, type Workbench } from './workbench';

/** Each part is something that VS Code, Markdown or a browser would act on. */
const hostile = (name: string): string => `[${name}](command:workbench.action.showCommands) $(flame) **b** <i>x`;

const label = hostile('Org');
const column = hostile('Both');
const fileName = `accounts ${hostile('File')} \u202Efdp.csv`;
const message = `${hostile('Server')}\n# Heading\n![p](https://pictures.example/p.png)`;

/** What people see: the joiner has no width. */
const seen = async (place: Locator): Promise<string> =>
  (await place.innerText()).replaceAll('\u2060', '').replace(/\s+/g, ' ').trim();

/** Nothing of the text was acted on, and all of it can be read. */
async function assertPlain(place: Locator, text: string): Promise<void> {
  const shown = await seen(place);
  assert.ok(shown.includes(text), `“${shown}” has not “${text}”`);
  assert.equal(await place.locator('.codicon-flame').count(), 0, `an icon in “${shown}”`);
  assert.equal(await place.locator('a[href], a.monaco-link, i, img, b, h1').count(), 0, `an element in “${shown}”`);
}

describe('text of files, servers and users', function () {
  this.timeout(300_000);
  const keep = keeper();
  let org: PracticeOrg;
  let samples: Scratch;
  let workbench: Workbench;

  const tooltipOf = async (place: Locator): Promise<Locator> => {
    await place.hover();
    const shown = workbench.page.locator('.monaco-hover .hover-contents').filter({ visible: true }).last();
    await shown.waitFor();
    return shown;
  };

  before(async () => {
    org = keep(await startPracticeOrg());
    samples = keep(scratchSamples());
    const write = (name: string, content: string): void => writeFileSync(join(samples.folder, name), content);
    write('same-twice.csv', `Name,${column},${column}\na,b,c\n`);
    write(fileName, `Name,${column}\nMoss,1\n`);
    workbench = keep(await openWorkbench({ folder: samples.folder, env: org.env, pictures: 'plain-text' }));
    await workbench.prepare(async () => {
      const { page } = workbench;
      await showContainer(page, 'Kinetic');
      await statusBarItem(page, 'Practice org');
      await runCommand(page, 'Kinetic: Rename Org…');
      await question(page, /Which org/);
      await accept(page);
      await question(page, /^Rename /);
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.insertText(label);
      await accept(page);
      await statusBarItem(page, 'showCommands');
    });
  });
  afterEach(async function () {
    await workbench.tidy(this.currentTest?.state);
  });

  it('stays text in the status bar and in its tooltip', async () => {
    const item = await statusBarItem(workbench.page, 'showCommands');
    await assertPlain(item.locator('.statusbar-item-label'), label);
    assert.equal(await item.locator('.codicon').count(), 1);
    await assertPlain(await tooltipOf(item), label);
    await workbench.screenshot('status-bar');
  });

  it('stays text in the rows of a view and in their tooltips', async () => {
    const { page, screenshot } = workbench;
    await showContainer(page, 'Kinetic');
    const row = treeRow(await view(page, 'Orgs'), 'showCommands');
    await assertPlain(row.locator('.monaco-icon-label-container'), label);
    await assertPlain(await tooltipOf(row.locator('.label-name')), label);
    await screenshot('orgs-view');
  });

  it('stays text in the title, the prompt and the message of a question', async () => {
    const { page, screenshot } = workbench;
    await runCommand(page, 'Kinetic: Set Org Policy…');
    await question(page, /Which org/);
    await assertPlain(
      page.locator('.quick-input-list .monaco-list-row').first().locator('.quick-input-list-label'),
      label,
    );
    await accept(page);
    await question(page, /^Policy of /);
    await chooseByTyping(page, 'Blocked objects');
    await question(page, /Account, Contact/);
    await page.keyboard.insertText('Nope__c');
    await accept(page);
    const message = page.locator('.quick-input-message').filter({ hasText: 'has no object named' });
    await message.waitFor();
    await assertPlain(message, `${label} has no object named Nope__c.`);
    await assertPlain(page.locator('.quick-input-title'), label);
    await screenshot('message');
  });

  it('stays text in a dialog', async () => {
    const { page, screenshot } = workbench;
    await runCommand(page, 'Kinetic: Sign Out of Org…');
    await question(page, /Which org/);
    await accept(page);
    const asked = await dialog(page, 'Sign out of');
    await assertPlain(asked.locator('.dialog-message-text'), `Sign out of ${label}?`);
    await screenshot('dialog');
    await answerDialog(asked, 'Cancel');
  });

  it('stays text in the notification about a column of a CSV', async () => {
    const { page, screenshot } = workbench;
    await chooseToLoad(workbench, 'same-twice.csv');
    const toast = await notification(page, 'appears twice in the header');
    await assertPlain(toast.locator('.notification-list-item-message'), `the column “${column}” appears twice`);
    await screenshot('notification');
  });

  it('stays text in the choices of a question and in their hovers', async () => {
    const { page, screenshot } = workbench;
    await askToLoad(workbench, fileName);
    await assertPlain(page.locator('.quick-input-title'), '$(flame)');
    const row = page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'no field yet' });
    await assertPlain(row.locator('.quick-input-list-rows'), column);
    await tooltipOf(row.locator('.label-description'));
    await accept(page);
    await question(page, /Press Enter to start/);
    const fields = page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'Fields: sends 1 column' });
    await assertPlain(fields.locator('.quick-input-list-rows'), column);
    await tooltipOf(fields.locator('.label-description'));
    await screenshot('choices');
    const links = page.locator('.monaco-hover').filter({ visible: true }).locator('a, img, .codicon-flame');
    assert.equal(await links.count(), 0);
  });

  it('stays text in everything about a job: file name, tab, message of the server', async () => {
    const { page, screenshot } = workbench;
    await askToLoad(workbench, fileName);
    await accept(page);
    await question(page, /Press Enter to start/);
    await org.arm({
      method: 'POST',
      path: '/services/data/*/jobs/ingest',
      times: 0,
      action: { kind: 'refuse', status: 400, errorCode: 'INVALID_FIELD', message },
    });
    await accept(page);
    const end = await endOfJob(page, 'Heading');
    const oneLine = message.replace(/\n/g, ' ');
    await assertPlain(end, oneLine);
    assert.match(await seen(end), /accounts .*…/);
    await screenshot('job-failed');
    await assertPlain(page.locator('.tab.active .label-name'), '[File](comm');
    await showContainer(page, 'Kinetic');
    const jobs = await view(page, 'Jobs');
    await unfold(treeRow(jobs, 'Insert Account'));
    const row = treeRow(jobs, 'Heading');
    await assertPlain(row.locator('.monaco-icon-label-container'), oneLine);
    await assertPlain(await tooltipOf(row.locator('.label-name')), oneLine);
    await screenshot('jobs-view');
  });
});
