// A token without a typical form, in the real workbench: in no view, page, message between them, log, file or
// clipboard.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startPracticeOrg, type PracticeOrg } from '../../src/practice/practice';
import { keeper } from './keeper';
import { chooseToLoad, loadCsv, showFailedRows } from './mainJob';
import { notification, showContainer, treeRow, treeRows, view } from './parts';
import { accept, chooseByTyping, question, runCommand } from './quickInput';
import { scratch, scratchSamples, type Scratch } from './scratch';
import { until } from './until';
import { openWorkbench, type Workbench } from './workbench';

const token = 'Canary7-as-a-token';

/** Every message between the workbench and its webviews from now on: they talk through ports. */
async function recordMessages(page: Page): Promise<readonly string[]> {
  const heard: string[] = [];
  await page.exposeFunction('kineticHeard', (text: string) => void heard.push(text));
  await page.addInitScript({
    content: `{
      const post = MessagePort.prototype.postMessage;
      MessagePort.prototype.postMessage = function (...given) {
        try { kineticHeard(JSON.stringify(given[0])); } catch { /* a buffer of VS Code's own */ }
        return post.apply(this, given);
      };
    }`,
  });
  return heard;
}

/** Every text in a frame for eyes and screen readers, below its shadow roots too. */
const walk = `(function walk(root) {
  const below = [...root.querySelectorAll('*')].map((one) => (one.shadowRoot ? walk(one.shadowRoot) : ''));
  return [root.documentElement?.outerHTML ?? root.innerHTML, ...below].join('\\n');
})(document)`;

async function inSight(page: Page): Promise<string> {
  // A frame may close while it is read.
  const texts = page.frames().map((frame) => frame.evaluate<string>(walk).catch(() => ''));
  return (await Promise.all(texts)).join('\n');
}

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());

describe('a secret in the workbench', function () {
  this.timeout(300_000);
  const keep = keeper();
  let practice: PracticeOrg;
  let samples: Scratch;
  let home: Scratch;
  let workbench: Workbench;
  let heard: readonly string[];

  before(async () => {
    practice = keep(await startPracticeOrg({ seedAccounts: 3, accessToken: token }));
    samples = keep(scratchSamples());
    home = keep(scratch('kinetic'));
    const env = { KINETIC_HOME: home.folder };
    workbench = keep(await openWorkbench({ folder: samples.folder, env, pictures: 'secrets' }));
    heard = await recordMessages(workbench.page);
    await workbench.reload();
    await runCommand(workbench.page, 'Developer: Set Log Level...');
    await chooseByTyping(workbench.page, 'Trace');
  });
  afterEach(async function () {
    const seen = await inSight(workbench.page);
    practice.faults.clear();
    await workbench.tidy(this.currentTest?.state);
    assert.doesNotMatch(seen, /Canary7/, 'in sight');
  });

  async function signIn(): Promise<void> {
    const { page } = workbench;
    await runCommand(page, 'Kinetic: Add an Org…');
    await question(page, /How do you want to sign in/);
    assert.ok(await chooseByTyping(page, 'Access token'));
    await question(page, /Access token/);
    await page.keyboard.type(practice.url);
    await accept(page);
    await page.locator('.quick-input-widget input[type=password]').fill(token);
    await accept(page);
  }

  it('is hidden while it is typed, and an error that repeats it is shown without it', async () => {
    practice.faults.add({ path: '/services/data', times: 0, action: { kind: 'echo', status: 400 } });
    await signIn();
    await notification(workbench.page, /what is \[secret\]/);
    await workbench.screenshot('refused-with-an-echo');
  });

  it('is in no label, tooltip or page of an org and a load, even if the server repeats it', async () => {
    const { page } = workbench;
    await signIn();
    await notification(page, /Connected to admin@practice/);
    await showContainer(page, 'Kinetic');
    const row = treeRow(await view(page, 'Orgs'), /admin@practice/);
    const tooltip = page.locator('.monaco-hover:visible').filter({ hasText: 'Access token' });
    // A view that is drawn again at this moment closes the tooltip.
    await until('the tooltip of the org', async () => {
      await page.mouse.move(900, 500);
      await row.locator('.monaco-icon-label').first().hover();
      return tooltip.waitFor({ timeout: 2500 }).then(
        () => true,
        () => undefined,
      );
    });
    await workbench.screenshot('tooltip');
    assert.doesNotMatch(await inSight(page), /Canary7/);
    await loadCsv(workbench, 'accounts-some-bad.csv');
    await showFailedRows(workbench);
    practice.faults.add({ method: 'POST', path: '*/jobs/ingest', times: 0, action: { kind: 'echo', status: 400 } });
    practice.faults.add({ method: 'POST', path: '*/composite*', times: 0, action: { kind: 'echo', status: 400 } });
    await chooseToLoad(workbench, 'accounts-good.csv');
    await question(page, /^Load /);
    await accept(page);
    await showContainer(page, 'Kinetic');
    await until('the load that was refused', async () => {
      const rows = await treeRows(await view(page, 'Jobs'));
      return rows.some(({ label }) => label.includes('accounts-good.csv')) || undefined;
    });
    await until('the words of the refusal', async () => (await inSight(page)).includes('[secret]') || undefined);
    await workbench.screenshot('load-refused-with-an-echo');
  });

  it('was in no message to a page', () => {
    assert.ok(
      heard.some((text) => text.includes('accounts-some-bad.csv')),
      'the messages of our panel were heard',
    );
    assert.deepEqual(
      heard.filter((text) => text.includes('Canary7')),
      [],
    );
  });

  it('is not copied by the menu of an org', async () => {
    const { page } = workbench;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await runCommand(page, 'Kinetic: Copy Instance URL');
    await question(page, /Which org/);
    await accept(page);
    const copied = await until('the address in the clipboard', async () => {
      const text = await page.evaluate<string>('navigator.clipboard.readText()');
      return text.startsWith('http') ? text : undefined;
    });
    assert.equal(copied, practice.url);
  });

  it('is in no log, even the most detailed, and in no file of Kinetic', () => {
    const logs = filesBelow(workbench.server.logFolder);
    assert.ok(
      logs.some((path) => path.endsWith('Kinetic.log')),
      logs.join('\n'),
    );
    const files = [...logs, ...filesBelow(home.folder)];
    assert.ok(files.some((path) => path.endsWith('events.jsonl')));
    for (const path of files) assert.doesNotMatch(readFileSync(path, 'utf8'), /Canary7/, path);
    const ours = logs.filter((path) => path.endsWith('Kinetic.log')).map((path) => readFileSync(path, 'utf8'));
    assert.match(ours.join('\n'), /\[secret\]/, 'the refusals are in it');
  });
});
