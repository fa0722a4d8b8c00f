// The Orgs view as a user has it: a dozen orgs, narrow and wide, in every theme, with orgs that do not answer.
import assert from 'node:assert/strict';
import { keeper } from './keeper';
import { startManyOrgs, type Kind, type ManyOrgs } from './manyOrgs';
import { clearNotifications, fold, showContainer, statusBarItem, treeRow, treeRows, unfold, view } from './parts';
import { question, runCommand } from './quickInput';
import { scratchSamples, type Scratch } from './scratch';
import { until } from './until';
import { openWorkbench, themes, type Workbench } from './workbench';

const orgs: readonly (readonly [string, Kind])[] = [
  ['integration.user@acme.example', 'production'],
  ['release.manager@acme.example.uat', 'sandbox'],
  ['pat@acme.example.dev', 'sandbox'],
  ['test-q1w2e3r4t5@example.com', 'scratch'],
  ['pat@trailhead.example', 'developer'],
  ['integration@globex.example', 'production'],
  ['a@globex.example.one', 'sandbox'],
  ['b@globex.example.two', 'sandbox'],
  ['c@globex.example.three', 'sandbox'],
  ['test-a9s8d7f6g5@example.com', 'scratch'],
  ['d@initech.example', 'developer'],
  ['e@initech.example.full', 'sandbox'],
];

describe('the Orgs view', function () {
  this.timeout(300_000);
  const keep = keeper();
  let many: ManyOrgs;
  let samples: Scratch;
  let workbench: Workbench;

  before(async () => {
    many = keep(await startManyOrgs());
    samples = keep(scratchSamples());
    workbench = keep(await openWorkbench({ folder: samples.folder, env: many.env, pictures: 'orgView' }));
    for (const [username, kind] of orgs) await workbench.prepare(() => many.signIn(workbench, username, kind));
    many.pretend('scratch');
    await clearNotifications(workbench.page);
    await showContainer(workbench.page, 'Kinetic');
    // All twelve are visible.
    await (await view(workbench.page, 'Jobs')).locator('.pane-header').click();
  });
  afterEach(async function () {
    await workbench.tidy(this.currentTest?.state);
  });

  it('shows user, login, versions, expiration and limits of an expanded org, and requests them only then', async () => {
    const { page, screenshot } = workbench;
    const pane = await view(page, 'Orgs');
    await treeRow(pane, orgs[0]?.[0] ?? '').waitFor();
    // As before the first attempt: collapsed, and requested again the next time.
    const opened = treeRow(pane, orgs[3]?.[0] ?? '');
    await fold(opened);
    await until('twelve orgs', async () => ((await treeRows(pane)).length === 12 ? true : undefined));
    await runCommand(page, 'Kinetic: Refresh Orgs');
    many.practice.requests.clear();
    Object.assign(many.practice.org.limits.bulkBatches, { max: 15_000, used: 14_321 });
    await unfold(opened);
    await treeRow(pane, 'Bulk API batches: 95%').waitFor();
    await screenshot('opened');
    const labels = (await treeRows(pane)).filter(({ level }) => level === 2).map(({ label }) => label);
    assert.match(
      labels.join('\n'),
      /^Full access\nSalesforce CLI, renewed automatically\nAPI 66\.0, newest in this org\nEnds .*, in 5 days\nAPI requests: 0%, .* of 100,000\nBulk API batches: 95%, nearly used up · 14,321 of 15,000\nData storage: 0%/,
    );
    assert.equal(many.practice.requests.all.filter(({ path }) => path.endsWith('/limits')).length, 1);
    // Collapsing and expanding within a minute requests nothing.
    await fold(opened);
    await unfold(opened);
    await treeRow(pane, 'Bulk API batches: 95%').waitFor();
    assert.equal(many.practice.requests.all.filter(({ path }) => path.endsWith('/limits')).length, 1);
    await runCommand(page, 'Kinetic: Refresh Orgs');
    await until('a second look at the limits', () =>
      Promise.resolve(
        many.practice.requests.all.filter(({ path }) => path.endsWith('/limits')).length === 2 || undefined,
      ),
    );
  });

  it('shows Production first, even in a narrow side bar', async () => {
    const { page, screenshot } = workbench;
    const pane = await view(page, 'Orgs');
    await treeRow(pane, 'Production · integration.user').hover();
    await treeRow(pane, 'Production · integration.user').getByRole('button', { name: 'Use This Org' }).click();
    await statusBarItem(page, 'PRODUCTION: integration.user@acme.example');
    const sash = page.locator('.monaco-sash.vertical').nth(1);
    const box = await sash.boundingBox();
    assert.ok(box);
    await page.mouse.move(box.x + 2, 300);
    await page.mouse.down();
    await page.mouse.move(48 + 220, 300, { steps: 5 });
    await page.mouse.up();
    await page.mouse.move(700, 500);
    await screenshot('narrow');
    const row = treeRow(pane, 'Production · integration.user');
    const width = (await row.boundingBox())?.width ?? 0;
    const name = row.locator('.label-name');
    assert.ok(width < 240, `${width} px`);
    assert.match((await name.innerText()).slice(0, 10), /^Production/);
  });

  it('shows problems in a row, with a way to fix them', async () => {
    const { page, screenshot } = workbench;
    const pane = await view(page, 'Orgs');
    many.practice.org.sessions.endWhere(() => true);
    await unfold(treeRow(pane, orgs[1]?.[0] ?? ''));
    const problem = treeRow(pane, /Sign In Again:/);
    await problem.waitFor();
    await screenshot('ended');
    assert.match((await treeRow(pane, orgs[1]?.[0] ?? '').getAttribute('aria-label')) ?? '', /sign in again/);
    await problem.click();
    await question(page, /How do you want to sign in/);
    await page.keyboard.press('Escape');
  });

  for (const theme of themes)
    it(`can be read in a narrow side bar: ${theme}`, async () => {
      const name = theme.toLowerCase().replaceAll(' ', '-');
      await workbench.setTheme(theme);
      await treeRow(await view(workbench.page, 'Orgs'), /Sign In Again:/).waitFor();
      await workbench.screenshot(`narrow-${name}`);
    });
});
