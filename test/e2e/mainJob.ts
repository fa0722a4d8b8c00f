// The main job as a person does it: right-click a CSV, accept the guess, watch, read why rows failed.
import { chooseInMenu, explorerRow, notification, openMenu, pressButton, showContainer, treeRows, view } from './parts';
import { accept, question } from './quickInput';
import { until } from './until';
import { webview } from './webview';
import type { Workbench } from './workbench';

export interface LoadSeen {
  /** The title of the question, which names the file and the org. */
  readonly asked: string;
  /** The guess that was accepted. */
  readonly offer: string;
  /** The message at the end. */
  readonly said: string;
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

/** Loads a file of the opened folder by its menu with every guess accepted, and reads the Jobs view in the end. */
export async function loadCsv(workbench: Workbench, file: string): Promise<LoadSeen> {
  const { page, screenshot } = workbench;
  await showContainer(page, 'Explorer');
  await openMenu(page, await explorerRow(page, file));
  await screenshot('right-click');
  await chooseInMenu(page, 'Load CSV into Salesforce…');
  const { title, choices } = await question(page, /^Load /);
  await screenshot('the-guess');
  await accept(page);
  await webview(page, '[role=tablist]');
  await screenshot('progress');
  const toast = await notification(page, /rows? of \w+ \w+ed in/, 60_000);
  const said = (await toast.locator('.notification-list-item-message').innerText()).trim();
  await screenshot('the-end');
  return { asked: title, offer: choices[0] ?? '', said, ...(await newestJob(workbench)) };
}

/** Counts and reasons of the job on top of the Jobs view, as it says them to a screen reader. */
async function newestJob({
  page,
  screenshot,
}: Workbench): Promise<Pick<LoadSeen, 'succeeded' | 'failed' | 'unprocessed' | 'reasons'>> {
  await showContainer(page, 'Kinetic');
  const jobs = await view(page, 'Jobs');
  const top = jobs.locator('.monaco-list-row[aria-level="1"]').first();
  await top.waitFor();
  if ((await top.getAttribute('aria-expanded')) === 'false') await top.locator('.monaco-tl-twistie').click();
  const rows = await until('the counts of the job', async () => {
    const all = await treeRows(jobs);
    return all.some((label) => /^[\d,]+ (succeeded|failed)/.test(label)) ? all : undefined;
  });
  await screenshot('jobs-view');
  const below = rows.slice(1, rows.findIndex((label, at) => at > 0 && / → /.test(label)) >>> 0);
  const count = (what: string) =>
    Number(/^[\d,]+/.exec(below.find((label) => label.endsWith(` ${what}`)) ?? '0')?.[0].replaceAll(',', '') ?? 0);
  const reasons = below.flatMap((label) => {
    const found = /^([\d,]+) rows? failed with (\w+): (.*)$/s.exec(label);
    return found
      ? [{ count: Number(found[1]?.replaceAll(',', '')), code: found[2] ?? '', message: found[3] ?? '' }]
      : [];
  });
  return { succeeded: count('succeeded'), failed: count('failed'), unprocessed: count('unprocessed'), reasons };
}

/** Presses "Show Failed Rows" of the last message and waits for the grid; returns how many rows it says it has. */
export async function showFailedRows({ page, screenshot }: Workbench): Promise<number> {
  await pressButton(await notification(page, 'failed'), 'Show Failed Rows');
  const panel = await webview(page, '[role=grid]');
  const grid = panel.locator('[role=grid]');
  await grid.locator('[role=row]').nth(1).waitFor();
  await screenshot('failed-rows');
  // The header is a row as well.
  return Number(await grid.getAttribute('aria-rowcount')) - 1;
}
