// How a user keeps an org safe: checks its readiness, sets its policy, and reads what was written to it.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { keeper } from './keeper';
import { startManyOrgs, type ManyOrgs } from './manyOrgs';
import { askToLoad } from './mainJob';
import {
  answerDialog,
  buttonsOf,
  clearNotifications,
  dialog,
  notification,
  openMenu,
  showContainer,
  statusBarItem,
  treeRow,
  unfold,
  view,
} from './parts';
import { accept, chooseByTyping, closePicker, leave, question, runCommand } from './quickInput';
import { scratchSamples, type Scratch } from './scratch';
import { until } from './until';
import { webview } from './webview';
import { openWorkbench, themes, type Workbench } from './workbench';

const production = 'integration@acme.example';
const sandbox = 'pat@acme.example.dev';

describe('an org to keep safe', function () {
  this.timeout(300_000);
  const keep = keeper();
  let many: ManyOrgs;
  let samples: Scratch;
  let workbench: Workbench;

  before(async () => {
    many = keep(await startManyOrgs());
    samples = keep(scratchSamples());
    workbench = keep(await openWorkbench({ folder: samples.folder, env: many.env, pictures: 'orgSafety' }));
    await workbench.prepare(() => many.signIn(workbench, sandbox, 'sandbox'));
    await workbench.prepare(() => many.signIn(workbench, production, 'production'));
    await clearNotifications(workbench.page);
    await showContainer(workbench.page, 'Kinetic');
  });
  afterEach(async function () {
    await workbench.tidy(this.currentTest?.state);
  });

  /** As before the first attempt. */
  const forgetPolicies = (): void => {
    if (existsSync(many.policies)) for (const name of readdirSync(many.policies)) rmSync(join(many.policies, name));
  };

  it('has a page that says what is missing, with links to Setup, in every theme', async () => {
    const { page, screenshot } = workbench;
    many.practice.requests.clear();
    const entries = await openMenu(page, treeRow(await view(page, 'Orgs'), production));
    for (const wanted of ['Check Org Readiness', 'Set Org Policy…', 'Show Write Journal'])
      assert.ok(entries.includes(wanted), wanted);
    await leave(page, '.monaco-menu');
    await runCommand(page, 'Kinetic: Check Org Readiness');
    await question(page, /Which org/);
    await accept(page);
    await notification(page, `${production} is ready. Some tasks also need: Bulk API Hard Delete`);
    const report = await webview(page, 'h1');
    assert.equal(await report.locator('h1').innerText(), `Readiness of ${production}`);
    const links = await report.locator('a', { hasText: 'Open in Setup' }).all();
    assert.equal(links.length, 3);
    assert.match(
      (await links[0]?.getAttribute('data-href')) ?? (await links[0]?.getAttribute('href')) ?? '',
      /\/lightning\/setup\/PermSets\/home$/,
    );
    assert.equal(await report.locator('tbody tr').count(), 12);
    assert.ok(many.practice.requests.all.every(({ method }) => method === 'GET'));
    await clearNotifications(page);
    for (const theme of themes) {
      await workbench.setTheme(theme);
      await webview(page, 'h1');
      await screenshot(`readiness-${theme.toLowerCase().replaceAll(' ', '-')}`);
    }
    await workbench.setTheme('Dark Modern');
  });

  it('is made read-only in two steps, shows it in the view and the status bar, and rejects a load', async () => {
    const { page, screenshot } = workbench;
    forgetPolicies();
    const status = await statusBarItem(page, `PRODUCTION: ${production}`);
    await status.filter({ hasNotText: 'read-only' }).waitFor();
    await runCommand(page, 'Kinetic: Set Org Policy…');
    await question(page, /Which org/);
    await accept(page);
    const { choices } = await question(page, /^Policy of .* \(PRODUCTION\) on this computer, for all its users/);
    assert.match(choices[0] ?? '', /Save: Confirm each write/);
    await screenshot('policy');
    assert.ok(await chooseByTyping(page, 'Read-only'));
    await until(
      'the choice in the first line',
      async () => /Save: Read-only/.test((await question(page)).choices[0] ?? '') || undefined,
    );
    await accept(page);
    await notification(page, `Policy of ${production} saved: Read-only`);
    await statusBarItem(page, `PRODUCTION: ${production} (read-only)`);
    const row = treeRow(await view(page, 'Orgs'), production);
    assert.match((await row.getAttribute('aria-label')) ?? '', /read-only, current/);
    await unfold(row);
    await treeRow(await view(page, 'Orgs'), /^Read-only/).waitFor();
    await screenshot('read-only');
    await clearNotifications(page);
    await askToLoad(workbench, 'accounts-good.csv');
    await accept(page);
    const refusal = await notification(page, 'is read-only on this computer');
    assert.deepEqual(await buttonsOf(refusal), ['Set Org Policy…']);
    await screenshot('rejected');
    assert.ok(many.practice.requests.all.every(({ method, path }) => method === 'GET' || !path.includes('/jobs/')));
  });

  it('asks before its policy is loosened, and Cancel leaves it unchanged', async () => {
    const { page, screenshot } = workbench;
    await clearNotifications(page);
    await runCommand(page, 'Kinetic: Set Org Policy…');
    await question(page, /Which org/);
    await accept(page);
    await question(page, /^Policy of /);
    assert.ok(await chooseByTyping(page, 'Full access'));
    await until(
      'the choice in the first line',
      async () => /Save: Full access/.test((await question(page)).choices[0] ?? '') || undefined,
    );
    await accept(page);
    const asked = await dialog(page, `Loosen the policy of the PRODUCTION org ${production}?`);
    await screenshot('loosen');
    await answerDialog(asked, 'Cancel');
    await question(page, /^Policy of /);
    await closePicker(page);
    await statusBarItem(page, `PRODUCTION: ${production} (read-only)`);
  });

  it('applies a policy that another program changed at once', async () => {
    const { page } = workbench;
    forgetPolicies();
    const status = await statusBarItem(page, `PRODUCTION: ${production}`);
    await status.filter({ hasNotText: 'read-only' }).waitFor();
    await showContainer(page, 'Kinetic');
    await treeRow(await view(page, 'Orgs'), /^Confirm each write/).waitFor();
  });

  it('shows who requested which write', async () => {
    const { page, screenshot } = workbench;
    await runCommand(page, 'Kinetic: Show Write Journal');
    const lines = page.locator('.editor-instance .view-line');
    await lines.filter({ hasText: 'rejected (org is read-only)' }).first().waitFor();
    assert.match((await lines.first().innerText()).replace(/\u00a0/g, ' '), /^Write journal · \d+ writes? · as of /);
    await screenshot('journal');
  });
});
