// The bulk jobs of all users in the org, from the Jobs view: filtered, aborted, deleted, their results downloaded.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { keeper } from './keeper';
import {
  answerDialog,
  chooseInMenu,
  dialog,
  notification,
  openMenu,
  showContainer,
  treeRow,
  unfold,
  view,
} from './parts';
import { startPracticeOrg, type PracticeOrg } from './practiceOrg';
import { accept, chooseByTyping, leave, question, runCommand } from './quickInput';
import { scratch, scratchSamples, type Scratch } from './scratch';
import { until } from './until';
import { openWorkbench, themes, type Workbench } from './workbench';

describe('jobs of the org in the workbench', function () {
  this.timeout(300_000);
  const keep = keeper();
  let org: PracticeOrg;
  let samples: Scratch;
  let workbench: Workbench;
  let jobs: Locator;

  /** A load of another tool: open, or completed if it has rows. */
  async function ingest(object: string, csv?: string): Promise<string> {
    const call = async (method: string, path: string, body: string, type = 'application/json'): Promise<string> => {
      const headers = { authorization: `Bearer ${org.accessToken}`, 'content-type': type };
      const answer = await fetch(`${org.url}/services/data/v66.0/jobs/ingest${path}`, { method, headers, body });
      assert.ok(answer.ok, `${method} ${path}`);
      return answer.text();
    };
    const made = await call('POST', '', JSON.stringify({ object, operation: 'insert', contentType: 'CSV' }));
    const { id } = JSON.parse(made) as { id: string };
    if (csv === undefined) return id;
    await call('PUT', `/${id}/batches`, csv, 'text/csv');
    await call('PATCH', `/${id}`, JSON.stringify({ state: 'UploadComplete' }));
    return id;
  }

  before(async () => {
    org = keep(await startPracticeOrg());
    samples = keep(scratchSamples());
    await ingest('Lead');
    await ingest('Contact', 'LastName,Email\nMoss,\nLee,no\n');
    workbench = keep(await openWorkbench({ folder: samples.folder, env: org.env, pictures: 'remote-jobs' }));
    const { page } = workbench;
    await showContainer(page, 'Kinetic');
    jobs = await view(page, 'Jobs');
    const show = 'Show the Bulk Jobs in Salesforce';
    await workbench.prepare(async () => {
      // The view's own button is there as long as nothing is listed.
      const welcome = jobs.getByRole('button', { name: show });
      await welcome.click({ timeout: 15_000 }).catch(() => runCommand(page, `Kinetic: ${show}`));
      await unfold(treeRow(jobs, 'In Salesforce'));
    });
  });
  afterEach(async function () {
    await workbench.tidy(this.currentTest?.state);
  });

  const filter = async (by: string, value: string): Promise<void> => {
    const { page } = workbench;
    await runCommand(page, 'Kinetic: Filter the Jobs in Salesforce');
    await question(page, /Which jobs should be listed/);
    await chooseByTyping(page, by);
    if (value === '') return;
    await question(page, /In which state|How old|object|user/);
    await chooseByTyping(page, value).then((chosen) => (chosen ? undefined : accept(page)));
  };

  it('shows them in every theme, and jobs of Bulk API 1.0 without actions', async () => {
    const { page, screenshot } = workbench;
    await treeRow(jobs, /Insert Lead.*Open/).waitFor();
    await treeRow(jobs, /Insert Contact.*JobComplete/).waitFor();
    const classic = treeRow(jobs, /Update Case.*Bulk API 1\.0/);
    const entries = await openMenu(page, classic);
    assert.deepEqual(entries, ['Copy Bulk Job ID']);
    await leave(page, '.monaco-menu');
    for (const theme of themes) {
      await workbench.setTheme(theme);
      await screenshot(`in-salesforce-${theme.toLowerCase().replaceAll(' ', '-')}`);
    }
    await workbench.setTheme('Dark Modern');
  });

  it('filters by state and by age', async () => {
    const { screenshot } = workbench;
    await filter('In one state', 'Open');
    await treeRow(jobs, /Insert Lead.*Open/).waitFor();
    await treeRow(jobs, /Insert Contact/).waitFor({ state: 'detached' });
    await screenshot('filtered');
    await filter('All jobs', '');
    await treeRow(jobs, /Insert Contact/).waitFor();
    await filter('Of the last hours or days', 'last hour');
    await treeRow(jobs, /In Salesforce.*last hour/).waitFor();
    await treeRow(jobs, /Insert Contact/).waitFor();
  });

  it('aborts one and deletes it, each after a confirmation', async () => {
    const { page, screenshot } = workbench;
    // Whatever a first attempt did to the one before.
    const doomed = await ingest('Account');
    await runCommand(page, 'Kinetic: Show the Bulk Jobs in Salesforce');
    await openMenu(page, treeRow(jobs, /Insert Account.*Open/), 'Abort Job in Salesforce…');
    await chooseInMenu(page, 'Abort Job in Salesforce…');
    const abort = await dialog(page, /Abort “Insert Account”/);
    await screenshot('abort');
    await answerDialog(abort, 'Abort Job');
    const stateOf = async () => (await org.loads()).find(({ id }) => id === doomed)?.state;
    await until('the end of the job', async () => ((await stateOf()) === 'Aborted' ? true : undefined));
    await openMenu(page, treeRow(jobs, /Insert Account.*Aborted/), 'Delete Job in Salesforce…');
    await chooseInMenu(page, 'Delete Job in Salesforce…');
    const remove = await dialog(page, /Delete “Insert Account”/);
    await screenshot('delete');
    await answerDialog(remove, 'Delete Job');
    await until('its disappearance', async () => ((await stateOf()) === undefined ? true : undefined));
    await treeRow(jobs, /Insert Account/).waitFor({ state: 'detached' });
  });

  it('downloads the results of a job of another program', async () => {
    const { page, screenshot } = workbench;
    const results = keep(scratch('results'));
    await openMenu(page, treeRow(jobs, /Insert Contact.*JobComplete/), 'Download Results…');
    await chooseInMenu(page, 'Download Results…');
    await question(page, /Download Results/);
    await screenshot('where-to');
    await page.locator('.quick-input-widget:visible .quick-input-filter input').fill(`${results.folder}/`);
    await page.getByRole('button', { name: 'Save Here' }).click();
    await notification(page, /The results were saved to/);
    await screenshot('fetched');
    const names = readdirSync(results.folder).sort();
    assert.deepEqual(
      names.map((name) => name.replace(/^750\w+-/, '')),
      ['failed.csv', 'succeeded.csv', 'unprocessed.csv'],
    );
    assert.match(readFileSync(`${results.folder}/${names[0]!}`, 'utf8'), /INVALID_EMAIL/);
  });

  it('logs no error in a page of ours', () => assert.deepEqual(workbench.pageErrors(), []));
});
