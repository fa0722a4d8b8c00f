// The parts of the window around the editors: explorer, views, notifications, status bar.
import { randomUUID } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { leave, runCommand } from './quickInput';
import { until } from './until';

// ---- Explorer ---------------------------------------------------------------------------------------------------

const explorerRows = (page: Page) => page.locator('.explorer-folders-view .monaco-list-row');

/** The row of a file, by its path below the opened folder; folders on the way are opened. */
export async function explorerRow(page: Page, path: string): Promise<Locator> {
  const names = path.split('/');
  for (const [depth, name] of names.entries()) {
    const found = explorerRows(page)
      .and(page.locator(`[aria-level="${depth + 1}"]`))
      .filter({ has: page.getByText(name, { exact: true }) })
      .first();
    await found.waitFor();
    if (depth === names.length - 1) return found;
    if ((await found.getAttribute('aria-expanded')) === 'false') await found.click();
  }
  throw new Error('An empty path names no file');
}

/**
 * Right-clicks an element and waits for the menu, with an entry that must be in it; returns its entries from top to
 * bottom. A menu keeps the entries of the moment in which it was opened, and those of extensions come late after a
 * reload.
 */
export async function openMenu(page: Page, target: Locator, wanted?: string): Promise<readonly string[]> {
  const entries = page.locator('.monaco-menu .action-item:not(.disabled) .action-label:not(.separator)');
  return until('the menu of a right click', async () => {
    await leave(page, menu);
    await target.click({ button: 'right' });
    // A row that is drawn again in the meantime closes its menu.
    if (!(await isSoon(entries.first(), 'visible'))) return undefined;
    const found = (await entries.allInnerTexts()).map((text) => text.trim()).filter(Boolean);
    return wanted === undefined || found.includes(wanted) ? found : undefined;
  });
}

/** Chooses an entry of the open menu. A menu ignores clicks right after it has opened, so it is clicked again. */
export async function chooseInMenu(page: Page, text: string): Promise<void> {
  const entry = page
    .locator(`${menu} .action-item`)
    .filter({ has: page.getByText(text, { exact: true }) })
    .first();
  const open = page.locator(menu).filter({ visible: true }).first();
  await entry.hover();
  await until(`the menu to take ${text}`, async () => {
    // Already closed: an earlier click was handled late.
    if (await open.isVisible()) await entry.click({ timeout: 3000 }).catch(() => undefined);
    return (await isSoon(open, 'hidden')) || undefined;
  });
}

const menu = '.monaco-menu';

const isSoon = (what: Locator, state: 'visible' | 'hidden'): Promise<boolean> =>
  what.waitFor({ state, timeout: 2000 }).then(
    () => true,
    () => false,
  );

// ---- Views ------------------------------------------------------------------------------------------------------

/** Shows a view container by the name of its icon in the activity bar, unless it is shown. */
export async function showContainer(page: Page, name: string): Promise<void> {
  const icon = page.locator('.activitybar .action-item').filter({ has: page.locator(`[aria-label^="${name}"]`) });
  await icon.first().waitFor();
  if (!(await icon.first().getAttribute('class'))?.includes('checked')) await icon.first().click();
  await page.locator('.sidebar .composite.title, .sidebar .pane-header').first().waitFor();
}

/** A view of the side bar by its title, expanded if it is collapsed. */
export async function view(page: Page, title: string): Promise<Locator> {
  const pane = page.locator('.sidebar .pane').filter({ has: page.locator(`.pane-header[aria-label^="${title}"]`) });
  await pane.waitFor();
  const header = pane.locator('.pane-header');
  if ((await header.getAttribute('aria-expanded')) === 'false') await header.click();
  return pane;
}

export interface TreeRow {
  /** 1 at the top. */
  readonly level: number;
  /** What a screen reader hears. */
  readonly label: string;
}

/** What this needs of an element; the tests are compiled without the types of a browser. */
interface Attributed {
  readonly getAttribute: (name: string) => string | null;
}

/** The visible rows of a tree view, from top to bottom; read at once, since a view may redraw at any moment. */
export const treeRows = (pane: Locator): Promise<readonly TreeRow[]> =>
  pane.locator('.monaco-list-row').evaluateAll((rows: readonly Attributed[]) =>
    rows.map((row) => ({
      level: Number(row.getAttribute('aria-level')),
      label: row.getAttribute('aria-label') ?? '',
    })),
  );

/** Expands a row of a tree. */
export const unfold = (row: Locator): Promise<void> => turn(row, 'false');

/** Collapses a row of a tree. */
export const fold = (row: Locator): Promise<void> => turn(row, 'true');

async function turn(row: Locator, from: 'true' | 'false'): Promise<void> {
  const isTurned = async (): Promise<true | undefined> =>
    (await row.getAttribute('aria-expanded')) === from ? undefined : true;
  await until('a row to turn', async () => {
    if (await isTurned()) return true;
    await row.locator('.monaco-tl-twistie').click({ timeout: 3000 });
    // The children may have to be loaded first; a second click would collapse the row again.
    return until('the row to turn', isTurned, 10_000).catch(() => undefined);
  });
}

export const treeRow = (pane: Locator, text: string | RegExp): Locator =>
  pane.locator('.monaco-list-row').filter({ hasText: text }).first();

// ---- Notifications ----------------------------------------------------------------------------------------------

/** As a toast, or in the list of notifications if that is open. */
const shown = (page: Page) => page.locator(':is(.notifications-toasts, .notifications-center) .notification-list-item');

interface Marked {
  readonly setAttribute: (name: string, value: string) => void;
}

/** Waits for the message at the end of a job: in the status bar while its page is in front, else a notification. */
export async function endOfJob(page: Page, text: string | RegExp, timeoutMs = 30_000): Promise<Locator> {
  // The same text may still be shown for an earlier job.
  const found = page
    .locator(':is(.notification-list-item-message, .statusbar-item):not([data-seen])')
    .filter({ hasText: text, visible: true })
    .first();
  const seen = randomUUID();
  await found.evaluate((shown: Marked, id) => shown.setAttribute('data-seen', id), seen, { timeout: timeoutMs });
  return page.locator(`[data-seen="${seen}"]`);
}

/** Waits for a notification with this text, progress included. */
export async function notification(page: Page, text: string | RegExp, timeoutMs = 30_000): Promise<Locator> {
  const found = shown(page).filter({ hasText: text }).first();
  await found.waitFor({ timeout: timeoutMs });
  return found;
}

export const isNotified = async (page: Page): Promise<boolean> => (await shown(page).count()) > 0;

export const clearNotifications = (page: Page): Promise<void> =>
  runCommand(page, 'Notifications: Clear All Notifications');

/** The names of a notification's buttons. */
export const buttonsOf = (toast: Locator): Promise<readonly string[]> =>
  toast.locator('.notification-list-item-buttons-container .monaco-button').allInnerTexts();

// ---- Dialogs ----------------------------------------------------------------------------------------------------

/** Waits for the dialog in the middle of the window whose text matches. */
export async function dialog(page: Page, text: string | RegExp): Promise<Locator> {
  const found = page.locator('.monaco-dialog-box').filter({ hasText: text }).first();
  await found.waitFor();
  return found;
}

/** Presses a button of the dialog in the middle of the window, and waits until the dialog is closed. */
export async function answerDialog(asked: Locator, button: string): Promise<void> {
  await asked.locator('.dialog-buttons .monaco-button').getByText(button, { exact: true }).click();
  await asked.waitFor({ state: 'hidden' });
}

// ---- Status bar -------------------------------------------------------------------------------------------------

/** Waits for an entry of the status bar with this text. */
export async function statusBarItem(page: Page, text: string | RegExp): Promise<Locator> {
  const found = page.locator('.statusbar-item').filter({ hasText: text }).first();
  await found.waitFor();
  return found;
}
