// Apex tests in the Testing view: what is there, a run with a failure at its line, coverage in the code.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleClasses, sampleTriggers } from '../../src/practice/seed/apex/code';
import { clearNotifications, notification, showContainer } from './parts';
import { startPracticeOrg, type PracticeOrg } from './practiceOrg';
import { runCommand } from './quickInput';
import { scratch, type Scratch } from './scratch';
import { until } from './until';
import { openWorkbench, themes, type Workbench } from './workbench';

/** As a project of Salesforce has them. */
function writeProject(folder: string): void {
  writeFileSync(
    join(folder, 'sfdx-project.json'),
    '{ "packageDirectories": [{ "path": "force-app", "default": true }] }',
  );
  const base = join(folder, 'force-app', 'main', 'default');
  mkdirSync(join(base, 'classes'), { recursive: true });
  mkdirSync(join(base, 'triggers'));
  for (const [name, text] of Object.entries(sampleClasses)) writeFileSync(join(base, 'classes', `${name}.cls`), text);
  for (const [name, { body }] of Object.entries(sampleTriggers))
    writeFileSync(join(base, 'triggers', `${name}.trigger`), body);
}

describe('Apex tests in the Testing view', function () {
  this.timeout(300_000);
  let org: PracticeOrg;
  let folder: Scratch;
  let workbench: Workbench;

  before(async () => {
    org = await startPracticeOrg();
    folder = scratch('tests');
    writeProject(folder.folder);
    workbench = await openWorkbench({ folder: folder.folder, env: org.env, pictures: 'apexTests' });
  });
  afterEach(async function () {
    await workbench.tidy(this.currentTest?.state);
  });
  after(async () => {
    await workbench.close();
    await org.close();
    folder.remove();
  });

  const rows = () => workbench.page.locator('.test-explorer .monaco-list-row');
  const row = (name: string) => rows().filter({ hasText: name }).first();
  const state = async (name: string): Promise<string> => (await row(name).getAttribute('aria-label')) ?? '';
  const ended = (name: string, how: RegExp) =>
    until(`${name} ${how.source}`, async () => how.test(await state(name)) || undefined);

  it('shows the test classes of the workspace, and nothing else of it', async () => {
    await showContainer(workbench.page, 'Testing');
    await row('AccountRatingServiceTest').waitFor({ timeout: 60_000 });
    const shown = await rows().allTextContents();
    assert.deepEqual(
      shown
        .map((text) => text.trim())
        .filter((text) => !/^In the org/.test(text))
        .sort(),
      ['AccountRatingServiceTest', 'CampaignTriggerTest', 'PriceCalculatorTest'],
    );
    await workbench.screenshot('explorer');
  });

  it('runs a class and shows which of its tests failed', async () => {
    const { page, screenshot } = workbench;
    await row('AccountRatingServiceTest').hover();
    await row('AccountRatingServiceTest').getByRole('button', { name: 'Run Test', exact: true }).click();
    await ended('AccountRatingServiceTest', /Failed/);
    await row('AccountRatingServiceTest').click();
    await page.keyboard.press('ArrowRight');
    await ended('ratesWithoutWonOpportunities', /Failed/);
    await ended('ratesByWonAmount', /Passed/);
    await screenshot('failure');
  });

  it('shows which lines the tests ran', async () => {
    const { page, screenshot } = workbench;
    await runCommand(page, 'Test: Run All Tests with Coverage');
    await ended('PriceCalculatorTest', /Passed/);
    const coverage = page.locator('.pane', { hasText: 'Test Coverage' }).locator('.monaco-list-row');
    await coverage
      .filter({ hasText: /PriceCalculator\.cls/ })
      .first()
      .waitFor();
    await coverage
      .filter({ hasText: /PriceCalculator\.cls/ })
      .first()
      .dblclick();
    await page.locator('.coverage-deco-gutter.coverage-deco-miss').first().waitFor();
    assert.ok((await page.locator('.coverage-deco-gutter.coverage-deco-hit').count()) > 0);
    for (const theme of themes) {
      await workbench.setTheme(theme);
      await screenshot(`coverage-${theme}`);
    }
  });

  it('lists the tests that only the org has, when that is asked for', async () => {
    await row('In the org').click();
    await workbench.page.keyboard.press('ArrowRight');
    await row('No namespace').waitFor();
    await workbench.screenshot('in-the-org');
  });

  it('runs the tests that cover a file', async () => {
    const { page } = workbench;
    await clearNotifications(page);
    await runCommand(page, 'Go to File...');
    await page.keyboard.type('PriceCalculator.cls');
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: /^PriceCalculator\.cls/ }).waitFor();
    const before = (await org.requests('POST')).length;
    await runCommand(page, 'Kinetic: Run Tests That Cover This File');
    await until('a run', async () => {
      const sent = (await org.requests('POST')).slice(before);
      return sent.some(({ path }) => path.endsWith('/runTestsAsynchronous')) || undefined;
    });
    await ended('PriceCalculatorTest', /Passed/);
  });

  it('exports the results of the last run', async () => {
    const { page } = workbench;
    await runCommand(page, 'Kinetic: Export Test Results…');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'lcov' }).click();
    await page
      .getByRole('button', { name: 'OK' })
      .or(page.getByRole('button', { name: 'Export' }))
      .first()
      .click();
    await notification(page, /The results were saved to lcov\.info/);
    assert.match(
      readFileSync(join(folder.folder, 'lcov.info'), 'utf8'),
      /^SF:force-app\/main\/default\/classes\/PriceCalculator\.cls$/m,
    );
  });
});
