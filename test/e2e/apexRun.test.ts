// Running Apex in VS Code: from the link above the code, with its result, its errors, its history, and in several orgs.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { priceCalculator } from '../../src/practice/seed/apex/prices';
import { keeper } from './keeper';
import { explorerRow, showContainer, statusBarItem } from './parts';
import { startPracticeOrg, type PracticeOrg } from './practiceOrg';
import { productionUser, signInToProduction } from './productionOrg';
import { accept, chooseByTyping, question, runCommand } from './quickInput';
import { scratch, type Scratch } from './scratch';
import { until } from './until';
import { openWorkbench, themes, type Workbench } from './workbench';

const scripts = {
  'good.apex': "insert new Account(Name = 'By Apex');\nSystem.debug('three < four');\n",
  'wrong.apex': 'Integer a = 1;\nInteger b = c;\n',
  'throws.apex': 'Integer i = 0;\nnew PriceCalculator(PriceCalculator.CustomerKind.RETAIL).discounted(null, 1);\n',
  'returns.apex': `List<Account> added = new List<Account>();
for (Integer i = 0; i < 3; i++) added.add(new Account(Name = 'Rolled back ' + i));
insert added;
insert new Contact(LastName = 'Rolled back', AccountId = added[0].Id);
if (added.size() == 3) return;
delete added;
`,
  'sends.apex': "insert new Account(Name = 'Rolled back');\nnew Http().send(new HttpRequest());\n",
};

describe('Apex in VS Code', function () {
  this.timeout(300_000);
  const keep = keeper();
  let org: PracticeOrg;
  let production: PracticeOrg;
  let project: Scratch;
  let workbench: Workbench;

  before(async () => {
    [org, production] = await Promise.all([startPracticeOrg(), startPracticeOrg('--new-org')]);
    keep(org);
    keep(production);
    project = keep(scratch('project'));
    for (const [name, code] of Object.entries(scripts)) writeFileSync(join(project.folder, name), code);
    mkdirSync(join(project.folder, 'classes'));
    writeFileSync(join(project.folder, 'classes', 'PriceCalculator.cls'), priceCalculator);
    workbench = keep(await openWorkbench({ folder: project.folder, env: org.env, pictures: 'apex-run' }));
  });
  afterEach(async function () {
    await workbench.tidy(this.currentTest?.state);
  });

  const open = async (file: string): Promise<void> => {
    const { page } = workbench;
    await runCommand(page, 'View: Close All Editors');
    await showContainer(page, 'Explorer');
    await (await explorerRow(page, file)).dblclick();
    await page.locator(`.tab.active[aria-label^="${file}"]`).waitFor();
  };
  const clickLens = async (title: string): Promise<void> => {
    const lens = workbench.page.locator('.codelens-decoration a', { hasText: title }).first();
    await lens.waitFor({ timeout: 60_000 });
    await lens.click();
  };
  const lines = (tab: string) =>
    workbench.page.locator(`.editor-group-container:has(.tab.active[aria-label*="${tab}"]) .view-lines`).first();
  /** Blanks of an editor are hard. */
  const shows = (tab: string, text: string): Promise<string> =>
    until(`the result ${text}`, async () => {
      const shown = (
        await lines(tab)
          .innerText()
          .catch(() => '')
      ).replaceAll('\u00a0', ' ');
      return shown.includes(text) ? shown : undefined;
    });
  const followLink = async (tab: string, text: string): Promise<void> => {
    const { page } = workbench;
    const link = lines(tab).locator('.detected-link', { hasText: text }).first();
    await link.waitFor();
    const { x, y, width, height } = (await link.boundingBox()) ?? assert.fail('The link is not on the screen.');
    const middle = [x + width / 2, y + height / 2] as const;
    await page.keyboard.down('Control');
    await page.mouse.move(...middle);
    // The link looks otherwise under the pointer.
    await page.locator('.detected-link-active').first().waitFor();
    await page.mouse.click(...middle);
    await page.keyboard.up('Control');
  };

  it('runs a file by the link above it, and shows what it wrote beside it', async () => {
    await open('good.apex');
    await clickLens('Run in Practice org');
    await shows('Apex result', 'good.apex ran to its end in Practice org.');
    const shown = await shows('Apex result', '[2] DEBUG: three < four');
    assert.ok(!shown.includes('CODE_UNIT_STARTED'));
    assert.equal(await org.count("SELECT COUNT() FROM Account WHERE Name = 'By Apex'"), 1);
    await workbench.screenshot('result');
  });

  it('switches to the whole log', async () => {
    const { page } = workbench;
    await lines('Apex result').click();
    await page.locator('.editor-actions [aria-label^="Switch Between Debug Lines"]').first().click();
    await shows('Apex result', 'CODE_UNIT_STARTED');
    await workbench.screenshot('whole-log');
  });

  it('marks what was not compiled', async () => {
    const { page } = workbench;
    await open('wrong.apex');
    await clickLens('Run in Practice org');
    await page.locator('.squiggly-error').first().waitFor();
    await shows('Apex result', 'wrong.apex:2:13: Variable does not exist: c');
    await workbench.screenshot('not-compiled');
  });

  it('opens the class in which an exception was thrown, at the line', async () => {
    const { page } = workbench;
    await open('throws.apex');
    await clickLens('Run in Practice org');
    await shows('Apex result', 'Class.PriceCalculator.discounted');
    await workbench.screenshot('exception');
    await followLink('Apex result', 'Class.PriceCalculator.discounted');
    await page.locator('.tab.active[aria-label^="PriceCalculator.cls"]').waitFor();
    await statusBarItem(page, /Ln 12\b/);
    await workbench.screenshot('the-class');
  });

  for (const theme of themes)
    it(`can be read in ${theme}`, async () => {
      await workbench.setTheme(theme);
      await open('throws.apex');
      await clickLens('Run in Practice org');
      await shows('Apex result', 'Class.PriceCalculator.discounted');
      await workbench.page.locator('.squiggly-error').first().waitFor();
      await workbench.screenshot(`exception-${theme.toLowerCase().replaceAll(' ', '-')}`);
    });

  it('rolls back what a file did, and says what it would have changed', async () => {
    const { page } = workbench;
    await open('returns.apex');
    await runCommand(page, 'Kinetic: Run Apex and Roll Back');
    await shows('Apex rollback', 'returns.apex ran in Practice org and was rolled back. Nothing was saved.');
    const shown = await shows('Apex rollback', 'It ended with the return at returns.apex:5:24.');
    assert.match(shown, /Insert +Account +3/);
    assert.match(shown, /Insert +Contact +1/);
    assert.equal(await org.count("SELECT COUNT() FROM Account WHERE Name LIKE 'Rolled back%'"), 0);
    assert.equal(await org.count("SELECT COUNT() FROM Contact WHERE LastName = 'Rolled back'"), 0);
    await workbench.screenshot('rolled-back');
    // The colors of the text cut the link into pieces.
    await followLink('Apex rollback', 'returns.apex');
    await statusBarItem(page, /Ln 5, Col 24/);
  });

  for (const theme of themes)
    it(`marks a call that no rollback takes back, and sends nothing, in ${theme}`, async () => {
      const { page } = workbench;
      await workbench.setTheme(theme);
      await open('sends.apex');
      const before = (await org.requests('POST')).length;
      await runCommand(page, 'Kinetic: Run Apex and Roll Back');
      await shows('Apex rollback', 'sends.apex:2:1: ');
      await page.locator('.squiggly-error').first().waitFor();
      await workbench.screenshot(`refused-${theme.toLowerCase().replaceAll(' ', '-')}`);
      assert.equal((await org.requests('POST')).length, before);
    });

  it('has the last runs of the org after a reload, and runs one again', async () => {
    const { page } = workbench;
    await runCommand(page, 'View: Close All Editors');
    await workbench.reload();
    await runCommand(page, 'Kinetic: Apex History…');
    const { choices } = await question(page, /Which run\?/);
    assert.match(choices[0] ?? '', /^Integer i = 0;/);
    assert.ok(choices.some((label) => label.includes("insert new Account(Name = 'By Apex');")));
    await workbench.screenshot('history');
    await chooseByTyping(page, 'By Apex');
    await question(page, /What to do with this run/);
    await workbench.screenshot('history-run');
    await chooseByTyping(page, 'Run Again in Practice org');
    await shows('Apex result', '[2] DEBUG: three < four');
    assert.equal(await org.count("SELECT COUNT() FROM Account WHERE Name = 'By Apex'"), 2);
  });

  it('opens an earlier result from the history', async () => {
    const { page } = workbench;
    await runCommand(page, 'View: Close All Editors');
    await runCommand(page, 'Kinetic: Apex History…');
    await question(page, /Which run\?/);
    await chooseByTyping(page, 'Integer a = 1;');
    await question(page, /What to do with this run/);
    await chooseByTyping(page, 'Open Result');
    await shows('Apex result wrong.apex', 'Variable does not exist: c');
  });

  it('runs in several orgs, each asked by its own policy', async () => {
    const { page } = workbench;
    await signInToProduction(workbench, production);
    await open('good.apex');
    await page.locator('.codelens-decoration a', { hasText: 'Run in Production:' }).first().waitFor();
    await runCommand(page, 'Kinetic: Run Apex in Several Orgs…');
    await question(page, /In which orgs\?/);
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Practice org' }).first().click();
    await workbench.screenshot('orgs');
    await accept(page);
    await question(page, new RegExp(`^${productionUser}`));
    await workbench.screenshot('production-asks');
    await page.keyboard.type(productionUser);
    await accept(page);
    const shown = await shows('in several orgs', 'good.apex ran to its end in 2 of 2 orgs.');
    assert.match(shown, /──── Practice org ────/);
    assert.ok(shown.includes(`──── ${productionUser} (PRODUCTION) ────`));
    await workbench.screenshot('several-orgs');
    assert.equal(await production.count("SELECT COUNT() FROM Account WHERE Name = 'By Apex'"), 1);
    assert.equal(await org.count("SELECT COUNT() FROM Account WHERE Name = 'By Apex'"), 3);
  });

  it('logs no error in a page of ours', () => assert.deepEqual(workbench.pageErrors(), []));
});
