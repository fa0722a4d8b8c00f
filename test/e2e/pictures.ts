// Takes the pictures of the README in the real workbench: the main task as a moving picture, and stills.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { askToExport } from './exports';
import { startFilm, type Frame } from './film';
import { askToLoad, loadCsv, showFailedRows } from './mainJob';
import { chooseInMenu, clearNotifications, dialog, endOfJob, explorerRow, openMenu, showContainer } from './parts';
import type { PracticeOrg } from './practiceOrg';
import { productionUser, signInToProduction } from './productionOrg';
import { accept, closePicker, question, runCommand } from './quickInput';
import { webview } from './webview';
import { openWorkbench, type Theme, type Workbench, type WorkbenchSpec } from './workbench';

export interface PictureSpec {
  readonly org: PracticeOrg;
  /** A temporary copy of samples/ with leads-100k.csv in it. */
  readonly samples: string;
  readonly theme: Theme;
}

export interface Pictures {
  readonly moving: readonly Frame[];
  /** PNG files by their names without endings. */
  readonly stills: Readonly<Record<string, Buffer>>;
}

/** Small, so that words can be read in a column of text; the scales make them sharp there. */
const size = { width: 1024, height: 640 };

export async function takePictures({ org, samples, theme }: PictureSpec): Promise<Pictures> {
  // Loads choose their API as they do for a new user.
  rmSync(join(samples, '.vscode'), { recursive: true, force: true });
  const window = { folder: samples, theme, size };
  const practice = { ...window, env: org.env };
  const moving = await inWindow({ ...practice, scale: 1.5, pictures: 'readme-moving' }, mainTask);
  const stills = await inWindow({ ...practice, scale: 2, pictures: 'readme-stills' }, takeStills);
  const production = await inWindow({ ...window, scale: 2, pictures: 'readme-production' }, (workbench) =>
    takeProduction(workbench, org),
  );
  return { moving, stills: { ...stills, production } };
}

async function inWindow<T>(spec: WorkbenchSpec, work: (workbench: Workbench) => Promise<T>): Promise<T> {
  const workbench = await openWorkbench(spec);
  try {
    return await work(workbench);
  } catch (error) {
    await workbench.keepEvidence();
    throw error;
  } finally {
    await workbench.close();
  }
}

/** From the right click on a file with 100,000 rows to the rows that failed with one error. */
async function mainTask({ page }: Workbench): Promise<readonly Frame[]> {
  const entry = 'Load CSV into Salesforce…';
  await showContainer(page, 'Explorer');
  const row = await explorerRow(page, 'leads-100k.csv');
  const film = await startFilm(page);
  await film.hold(900);
  await film.pointAt(row);
  await openMenu(page, row, entry);
  await film.hold(700);
  await film.pointAt(page.locator('.monaco-menu .action-item').filter({ hasText: entry }).first());
  await film.hold(800);
  await chooseInMenu(page, entry);
  await question(page, /Press Enter to start/);
  await film.hold(2600);
  await film.press('Enter', () => accept(page));
  await film.during(endOfJob(page, /\d rows of Lead \w+ed in/, 120_000));
  await film.hold(1800);
  await clearNotifications(page);
  const group = (await webview(page, failedGrid)).getByText('INVALID_EMAIL_ADDRESS').first();
  await film.hold(900);
  await film.pointAt(group);
  await group.click();
  await (await webview(page, failedGrid)).getByText('500 of 1,000').first().waitFor();
  await film.hold(3500);
  return film.frames;
}

const failedGrid = '[role=grid][aria-label^="Failed rows"]';

const still = ({ page }: Workbench): Promise<Buffer> => page.screenshot({ caret: 'hide' });

async function takeStills(workbench: Workbench): Promise<Readonly<Record<string, Buffer>>> {
  const { page } = workbench;
  await askToLoad(workbench, 'accounts-some-bad.csv');
  const guess = await still(workbench);
  await closePicker(page);
  await loadCsv(workbench, 'accounts-some-bad.csv');
  await showFailedRows(workbench);
  await clearNotifications(page);
  const failedRows = await still(workbench);
  await runCommand(page, 'View: Close All Editors');
  await askToExport(workbench, 'contacts-by-name.soql');
  const exported = await still(workbench);
  return { 'the-guess': guess, 'failed-rows': failedRows, export: exported };
}

async function takeProduction(workbench: Workbench, org: PracticeOrg): Promise<Buffer> {
  const { page } = workbench;
  await signInToProduction(workbench, org);
  await clearNotifications(page);
  await askToLoad(workbench, 'accounts-good.csv');
  await accept(page);
  await dialog(page, `into the PRODUCTION org “${productionUser}”?`);
  return still(workbench);
}
