// The main task as a user does it: right-click a CSV, accept the guess, watch, read why rows failed.
import {
  chooseInMenu,
  clearNotifications,
  endOfJob,
  explorerRow,
  openMenu,
  showContainer,
  statusBarItem,
  treeRow,
  treeRows,
  unfold,
  view,
} from './parts';
import { accept, question, type Question } from './quickInput';
import { until } from './until';
import { webview } from './webview';
import type { Workbench } from './workbench';

export interface LoadSeen extends JobCounts {
  /** The title of the question, which names the file and the org. */
  readonly asked: string;
  /** The guess that was accepted. */
  readonly offer: string;
  /** The message at the end. */
  readonly said: string;
}

export interface JobCounts {
  readonly succeeded: number;
  readonly failed: number;
  readonly unprocessed: number;
  readonly reasons: readonly Reason[];
}

export interface Reason {
  readonly code: string;
  readonly message: string;
  readonly count: number;
}

/** Loads a file of the opened folder by its menu with every guess accepted, and reads the Jobs view at the end. */
export async function loadCsv(workbench: Workbench, file: string): Promise<LoadSeen> {
  await clearNotifications(workbench.page);
  return acceptLoad(workbench, file, await askToLoad(workbench, file));
}

/** As {@link loadCsv}, for a file whose bytes do not say its encoding: the likeliest one is accepted, too. */
export async function loadEncodedCsv(workbench: Workbench, file: string): Promise<LoadSeen> {
  await clearNotifications(workbench.page);
  await askToLoad(workbench, file);
  await question(workbench.page, /Choose the encoding that reads its values correctly/);
  await accept(workbench.page);
  return acceptLoad(workbench, file, await question(workbench.page, /Press Enter to start/));
}

async function acceptLoad(workbench: Workbench, file: string, { title, choices }: Question): Promise<LoadSeen> {
  const { page, screenshot } = workbench;
  await screenshot('the-guess');
  await accept(page);
  await webview(page, `text=${file}`);
  await screenshot('progress');
  const said = (await (await endOfJob(page, /\d rows of \w+ \w+ed in/, 60_000)).innerText()).trim();
  await screenshot('the-end');
  return { asked: title, offer: choices[0] ?? '', said, ...(await jobOnTop(workbench, file)) };
}

/** Right-clicks a file, chooses to load it and waits for the question. */
export async function askToLoad(workbench: Workbench, file: string): Promise<Question> {
  await chooseToLoad(workbench, file);
  return question(workbench.page, /^Load /);
}

/** As {@link askToLoad}, for a file of ids: such a file is offered for a deletion. */
export async function askToDelete(workbench: Workbench, file: string): Promise<Question> {
  await chooseToLoad(workbench, file);
  return question(workbench.page, /^Delete the records in /);
}

export async function chooseToLoad({ page, screenshot }: Workbench, file: string): Promise<void> {
  await showContainer(page, 'Explorer');
  const entry = 'Load CSV into Salesforce…';
  await openMenu(page, await explorerRow(page, file), entry);
  await screenshot('right-click');
  await chooseInMenu(page, entry);
}

/**
 * Counts and errors of the newest job in the Jobs view, as a screen reader hears them. The view draws its rows one
 * after the other, so it is complete when they match the job's own row, with a reason for each failed row.
 */
async function jobOnTop({ page, screenshot }: Workbench, file: string): Promise<JobCounts> {
  await showContainer(page, 'Kinetic');
  const jobs = await view(page, 'Jobs');
  const counts = await until(`the whole job of ${file} on top of the Jobs view`, async () => {
    const [top, ...others] = await treeRows(jobs);
    if (!top?.label.includes(file)) return undefined;
    await unfold(jobs.locator('.monaco-list-row').first());
    const next = others.findIndex(({ level }) => level === 1);
    const rows = others.slice(0, next < 0 ? undefined : next).map(({ label }) => label);
    const found = { ...countsOf(rows), reasons: rows.flatMap(toReason) };
    const explained = found.reasons.reduce((sum, { count }) => sum + count, 0);
    const said = saidBy(top.label);
    const isWhole = found.succeeded === said.succeeded && found.failed === said.failed;
    return isWhole && explained === found.failed ? found : undefined;
  });
  await screenshot('jobs-view');
  return counts;
}

const countsOf = (rows: readonly string[]): Omit<JobCounts, 'reasons'> => ({
  succeeded: countOf(rows, 'succeeded'),
  failed: countOf(rows, 'failed'),
  unprocessed: countOf(rows, 'unprocessed'),
});

/** The row of a job says “16 failed of 250” or its counts one by one. */
function saidBy(label: string): Pick<JobCounts, 'succeeded' | 'failed'> {
  const [, failed, total] = /([\d,]+) failed of ([\d,]+)/.exec(label) ?? [];
  if (failed === undefined || total === undefined)
    return { succeeded: countOf([label], 'succeeded'), failed: countOf([label], 'failed') };
  return { succeeded: toNumber(total) - toNumber(failed), failed: toNumber(failed) };
}

const toNumber = (text: string): number => Number(text.replaceAll(',', ''));

function countOf(rows: readonly string[], what: string): number {
  const found = rows.map((label) => new RegExp(`([\\d,]+) ${what}\\b`).exec(label)).find((one) => one !== null);
  return toNumber(found?.[1] ?? '0');
}

function toReason(label: string): readonly Reason[] {
  const [, count = '', code = '', message = ''] = /^([\d,]+) rows? failed with (\w+): (.*)$/s.exec(label) ?? [];
  return code === '' ? [] : [{ count: toNumber(count), code, message }];
}

/** Opens the failed rows of the newest job in the Jobs view; returns how many the grid says it has. */
export async function showFailedRows({ page, screenshot }: Workbench): Promise<number> {
  await treeRow(await view(page, 'Jobs'), /^[\d,]+ failed/).click();
  const panel = await webview(page, failedGrid);
  await panel.locator(failedGrid).locator('[role=row]').nth(1).waitFor();
  await screenshot('failed-rows');
  // The header is a row as well.
  return Number(await panel.locator(failedGrid).getAttribute('aria-rowcount')) - 1;
}

const failedGrid = '[role=grid][aria-label^="Failed rows"]';

/** Jumps from the failed row that is selected in the grid to its line; returns the number of the line. */
export async function openLine({ page, screenshot }: Workbench): Promise<number> {
  // A message at the end of a job covers the button until it is closed.
  await clearNotifications(page);
  const button = (await webview(page, failedGrid)).locator('button', { hasText: 'Open Line' });
  const line = toNumber(/[\d,]+/.exec(await button.innerText())?.[0] ?? '');
  await button.click();
  await statusBarItem(page, new RegExp(`Ln ${line}\\b`));
  await screenshot('line-of-the-file');
  return line;
}
