// One VS Code window with our extension in it, as a person has it: opened in a real browser, looked at through screenshots.
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser';
import { root } from './installed';
import { chooseByTyping, runCommand } from './quickInput';
import { startServer, type ExtensionSource, type Server } from './server';
import { until } from './until';

/** Each theme with the name that the picker shows and the class that VS Code gives to the whole window. */
const themeFacts = {
  'Dark Modern': { label: 'Dark Modern', windowClass: 'vs-dark' },
  'Light Modern': { label: 'Light Modern', windowClass: 'vs' },
  'Default High Contrast': { label: 'Dark High Contrast', windowClass: 'hc-black' },
  'Default High Contrast Light': { label: 'Light High Contrast', windowClass: 'hc-light' },
} as const;
export type Theme = keyof typeof themeFacts;
export const themes = Object.keys(themeFacts) as readonly Theme[];

export interface WorkbenchSpec {
  /** Absolute path of the folder to open; tests write, so give a scratch copy. */
  readonly folder: string;
  readonly extension?: ExtensionSource;
  readonly theme?: Theme;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Where numbered screenshots go: a folder's path, from `test-output/e2e` on. */
  readonly pictures: string;
  readonly size?: { readonly width: number; readonly height: number };
}

export interface Workbench {
  readonly page: Page;
  readonly server: Server;
  /** Saves `NN-name.png`, numbered in the order of taking, and returns its path. */
  readonly screenshot: (name: string) => Promise<string>;
  /**
   * After a failure: a picture as it was, one with the notifications open, and the logs, for whoever looks into it; what
   * is on the screen is also printed, for where only the words are kept. Then closes what still asks.
   */
  readonly keepEvidence: () => Promise<void>;
  readonly setTheme: (theme: Theme) => Promise<void>;
  /** Runs "Developer: Reload Window": a new extension host on the same server. */
  readonly reload: () => Promise<void>;
  /** Errors that our own pages logged or threw so far; VS Code's own are left out. */
  readonly pageErrors: () => readonly string[];
  readonly close: () => Promise<void>;
}

/** Our pages live below this folder, whatever address VS Code gives to webview resources. */
const ownPage = /dist\/webview\/|\/webview\/browser\/pre\/|vscode-resource|about:srcdoc/;

function collectPageErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && ownPage.test(message.location().url)) errors.push(message.text());
  });
  page.on('pageerror', (error) => {
    if (ownPage.test(error.stack ?? '')) errors.push(error.stack ?? error.message);
  });
  return errors;
}

const themed = (page: Page, theme: Theme) =>
  page.locator(`.monaco-workbench.${themeFacts[theme].windowClass}`).waitFor();

/** Waits until files, settings and our extension are there: the window draws itself before it has read any of them. */
async function openPage(page: Page, url: string, theme: Theme): Promise<void> {
  await page.goto(url);
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
  await page.locator('.explorer-folders-view.show-file-icons').waitFor();
  await drawn(page, theme);
}

/** The icon stands for our extension; whichever view was open before is open again, so one icon is pressed. */
async function drawn(page: Page, theme: Theme): Promise<void> {
  await page.locator('.activitybar .action-label[aria-label^="Kinetic"]').waitFor({ timeout: 60_000 });
  await page.locator('.activitybar .action-item.checked').first().waitFor();
  await themed(page, theme);
}

async function reloadWindow(page: Page, theme: Theme): Promise<void> {
  const loaded = page.waitForEvent('load', { timeout: 60_000 });
  await runCommand(page, 'Developer: Reload Window');
  await loaded;
  await drawn(page, theme);
}

function toWorkbench(
  spec: WorkbenchSpec,
  firstTheme: Theme,
  parts: { server: Server; browser: Browser; page: Page },
): Workbench {
  const { server, browser, page } = parts;
  const pictures = resolve(root, 'test-output', 'e2e', spec.pictures);
  const errors = collectPageErrors(page);
  let theme = firstTheme;
  let taken = 0;
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures, { recursive: true });
  return {
    page,
    server,
    screenshot: async (name) => {
      taken += 1;
      const path = join(pictures, `${String(taken).padStart(2, '0')}-${name}.png`);
      await page.screenshot({ path });
      return path;
    },
    keepEvidence: async () => {
      await page.screenshot({ path: join(pictures, 'failure-as-it-was.png') });
      process.stdout.write(`    on the screen: ${JSON.stringify(await wordsOnScreen(page))}\n`);
      await leaveQuestions(page);
      await runCommand(page, 'Notifications: Show Notifications').catch(() => undefined);
      await page
        .locator('.quick-input-widget')
        .waitFor({ state: 'hidden' })
        .catch(() => undefined);
      await page.screenshot({ path: join(pictures, 'failure.png') });
      await runCommand(page, 'Notifications: Hide Notifications').catch(() => undefined);
      cpSync(server.logFolder, join(pictures, 'failure-logs'), { recursive: true });
    },
    setTheme: async (wanted) => {
      theme = wanted;
      await until(`the theme ${wanted}`, async () => {
        await runCommand(page, 'Preferences: Color Theme');
        return (await chooseByTyping(page, themeFacts[wanted].label)) || undefined;
      });
      await themed(page, theme);
    },
    reload: () => reloadWindow(page, theme),
    pageErrors: () => [...errors],
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

/** What menus, questions, dialogs, notifications, editors and the status bar say. */
async function wordsOnScreen(page: Page): Promise<Readonly<Record<string, readonly string[]>>> {
  const texts = async (selector: string) => page.locator(selector).filter({ visible: true }).allInnerTexts();
  return {
    menu: await texts('.monaco-menu'),
    question: await texts('.quick-input-widget'),
    dialog: await texts('.monaco-dialog-box'),
    notifications: await texts('.notification-list-item'),
    editors: await texts('.editor-group-container .tab'),
    sideBar: await texts('.sidebar .monaco-list-row.focused, .sidebar .monaco-list-row.selected'),
    statusBar: await texts('.statusbar'),
  };
}

/** Menus, pickers and dialogs that a failed test left open would swallow what the next one does. */
async function leaveQuestions(page: Page): Promise<void> {
  for (let layer = 0; layer < 3; layer += 1) await page.keyboard.press('Escape');
}

export async function openWorkbench(spec: WorkbenchSpec): Promise<Workbench> {
  const theme = spec.theme ?? 'Dark Modern';
  const settings = { ...spec.settings, 'workbench.colorTheme': theme };
  const server = await startServer({ extension: spec.extension ?? { from: 'build' }, settings, env: spec.env ?? {} });
  let browser: Browser | undefined;
  try {
    browser = await launchBrowser();
    const page = await browser.newPage({ viewport: spec.size ?? { width: 1280, height: 800 } });
    page.setDefaultTimeout(20_000);
    const workbench = toWorkbench(spec, theme, { server, browser, page });
    await openPage(page, server.workbenchUrl(spec.folder), theme);
    return workbench;
  } catch (error) {
    await browser?.close();
    await server.close();
    throw error;
  }
}
