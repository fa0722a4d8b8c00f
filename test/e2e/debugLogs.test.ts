// The Debug Logs view: logs are collected as they come, previewed, opened, searched, filtered and deleted.
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { keeper } from './keeper';
import {
  answerDialog,
  chooseInMenu,
  dialog,
  openMenu,
  showContainer,
  statusBarItem,
  treeRow,
  unfold,
  view,
} from './parts';
import { startPracticeOrg, type PracticeOrg } from './practiceOrg';
import { chooseByTyping, question, runCommand, typeAnswer } from './quickInput';
import { scratchSamples, type Scratch } from './scratch';
import { until } from './until';
import { openWorkbench, themes, type Workbench } from './workbench';

describe('debug logs in the workbench', function () {
  this.timeout(300_000);
  const keep = keeper();
  let org: PracticeOrg;
  let samples: Scratch;
  let workbench: Workbench;
  let logs: Locator;

  const tooling = async (path: string): Promise<unknown> => {
    const answer = await fetch(`${org.url}/services/data/v66.0/tooling/${path}`, {
      headers: { authorization: `Bearer ${org.accessToken}` },
    });
    assert.ok(answer.ok, path);
    return answer.json();
  };
  /** Code that another tool runs. */
  const run = (code: string): Promise<unknown> =>
    tooling(`executeAnonymous/?anonymousBody=${encodeURIComponent(code)}`);
  const count = async (object: string): Promise<number> => {
    const found = await tooling(`query?q=${encodeURIComponent(`SELECT Id FROM ${object}`)}`);
    return (found as { readonly records: readonly unknown[] }).records.length;
  };

  before(async () => {
    org = keep(await startPracticeOrg());
    samples = keep(scratchSamples());
    workbench = keep(await openWorkbench({ folder: samples.folder, env: org.env, pictures: 'debug-logs' }));
    const { page } = workbench;
    await showContainer(page, 'Kinetic');
    await runCommand(page, 'Kinetic: Refresh Debug Logs');
    await statusBarItem(page, /Practice org/);
    logs = await view(page, 'Debug Logs');
  });
  afterEach(async function () {
    await workbench.tidy(this.currentTest?.state);
  });

  it('says what to do while there are none, and collects new ones as they come', async () => {
    const { page, screenshot } = workbench;
    const start = logs.locator('.monaco-button', { hasText: /^Start Collecting Logs$/ });
    await start.waitFor();
    await screenshot('empty');
    await start.click();
    await statusBarItem(page, /Logs of Ada Moss: 30 min/);
    await run("System.debug('first needle');");
    await treeRow(logs, /executeAnonymous.*Ada Moss.*Success/).waitFor();
    await run('Integer[] none;\nnone.size();');
    await treeRow(logs, /executeAnonymous.*NullPointerException/).waitFor();
    assert.equal(await count('TraceFlag'), 1);
  });

  it('shows them in every theme, with the first lines in the tooltip', async () => {
    const { page, screenshot } = workbench;
    await treeRow(logs, /Success/).hover();
    const tooltip = page.locator('.monaco-hover:visible').getByText(/APEX_CODE/);
    await tooltip.first().waitFor();
    await screenshot('tooltip');
    await page.mouse.move(0, 0);
    for (const theme of themes) {
      await workbench.setTheme(theme);
      await screenshot(`logs-${theme.toLowerCase().replaceAll(' ', '-')}`);
    }
    await workbench.setTheme('Dark Modern');
  });

  it('opens one as a file that is not edited by accident', async () => {
    const { page, screenshot } = workbench;
    await treeRow(logs, /Success/).click();
    await page
      .locator('.editor-instance .view-lines')
      .getByText(/APEX_CODE,FINEST/)
      .first()
      .waitFor();
    await page.getByRole('tab', { name: /07L\w+-.*\.log/ }).waitFor();
    await screenshot('open');
  });

  it('finds a text in all logs, and opens one at the line', async () => {
    const { page, screenshot } = workbench;
    await runCommand(page, 'Kinetic: Search in All Logs');
    await typeAnswer(page, 'Text to find', 'NEEDLE');
    const found = treeRow(logs, /^executeAnonymous.*\d+ lines?/);
    await found.waitFor();
    await unfold(found);
    const line = treeRow(logs, /USER_DEBUG.*first needle/);
    await line.click();
    await statusBarItem(page, /Ln 7, Col 1/);
    await screenshot('found');
    await treeRow(logs, /“NEEDLE”/).hover();
    await treeRow(logs, /“NEEDLE”/)
      .getByRole('button', { name: 'Clear Search Results' })
      .click();
    await treeRow(logs, /“NEEDLE”/).waitFor({ state: 'detached' });
  });

  it('filters them', async () => {
    const { page, screenshot } = workbench;
    await runCommand(page, 'Kinetic: Filter Debug Logs');
    await question(page, /Which logs should be listed/);
    await chooseByTyping(page, 'With one status');
    await typeAnswer(page, 'Part of the status', 'nullpointer');
    await treeRow(logs, /Success/).waitFor({ state: 'detached' });
    await treeRow(logs, /NullPointerException/).waitFor();
    await screenshot('filtered');
    await runCommand(page, 'Kinetic: Filter Debug Logs');
    await question(page, /Which logs should be listed/);
    await chooseByTyping(page, 'All logs');
    await treeRow(logs, /Success/).waitFor();
  });

  it('deletes one and all, each after a question with the number and the org', async () => {
    const { page, screenshot } = workbench;
    await openMenu(page, treeRow(logs, /NullPointerException/), 'Delete Log…');
    await chooseInMenu(page, 'Delete Log…');
    const one = await dialog(page, /Delete 1 debug log from the org/);
    await screenshot('delete');
    await answerDialog(one, 'Delete');
    await treeRow(logs, /NullPointerException/).waitFor({ state: 'detached' });
    assert.equal(await count('ApexLog'), 1);
    await run("System.debug('one more');");
    await until('two logs', async () => ((await count('ApexLog')) === 2 ? true : undefined));
    await runCommand(page, 'Kinetic: Delete All Logs');
    await answerDialog(await dialog(page, /Delete 2 debug logs from the org/), 'Delete');
    await until('no logs', async () => ((await count('ApexLog')) === 0 ? true : undefined));
  });

  it('ends the collection, which removes the trace flag', async () => {
    const { page } = workbench;
    const item = await statusBarItem(page, /Logs of Ada Moss/);
    await item.click();
    await until('the removal of the flag', async () => ((await count('TraceFlag')) === 0 ? true : undefined));
    await logs.getByRole('button', { name: 'Start Collecting Logs', exact: true }).first().waitFor();
  });

  it('logs no error in a page of ours', () => assert.deepEqual(workbench.pageErrors(), []));
});
