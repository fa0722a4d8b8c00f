// One VS Code window with our extension in it, as a user has it: opened in a real browser, checked through screenshots.
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from './browser';
import { root } from './installed';
import { clearNotifications, isNotified } from './parts';
import { chooseByTyping, leave, runCommand } from './quickInput';
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
  /**
   * Absolute path of the folder to open (not an empty one), or of a `.code-workspace` file. Tests write, so use a
   * temporary copy. Without it the window has no folder.
   */
  readonly folder?: string;
  readonly extension?: ExtensionSource;
  readonly theme?: Theme;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Where numbered screenshots go: a folder's path, from `test-output/e2e` on. */
  readonly pictures: string;
  readonly size?: { readonly width: number; readonly height: number };
  /** Pixels of the screen per pixel of the page. */
  readonly scale?: number;
}

export interface Workbench {
  readonly page: Page;
  readonly server: Server;
  /** Saves `NN-name.png`, numbered in the order of taking, and returns its path. */
  readonly screenshot: (name: string) => Promise<string>;
  /**
   * After a failure: a screenshot, one with the notifications open, and the logs. The texts on the screen are also
   * printed, for reports without files. Then closes open questions.
   */
  readonly keepEvidence: () => Promise<void>;
  /**
   * After each test, with its state: keeps evidence of a failure, and leaves nothing open that would disturb the
   * next test or a second attempt.
   */
  readonly tidy: (state: string | undefined) => Promise<void>;
  /** For hooks, which Mocha does not retry: repeats the work once if it fails. */
  readonly prepare: (work: () => Promise<unknown>) => Promise<void>;
  /** One more window for the same user on the same server, with its own extension host. */
  readonly another: (spec: Pick<WorkbenchSpec, 'folder' | 'pictures'>) => Promise<Workbench>;
  readonly setTheme: (theme: Theme) => Promise<void>;
  /** Runs "Developer: Reload Window": a new extension host on the same server. */
  readonly reload: () => Promise<void>;
  /** Errors that our own pages logged or threw so far; VS Code's own are left out. */
  readonly pageErrors: () => readonly string[];
  /** With its server, unless it is {@link Workbench.another} one. */
  readonly close: () => Promise<void>;
}

/** Our pages are below this folder, whatever URL VS Code gives to webview resources. */
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

interface Opening {
  readonly url: string;
  readonly theme: Theme;
  readonly hasFolder: boolean;
}

/** Waits until files, settings and our extension are there: the window draws itself before it has read any of them. */
async function openPage(page: Page, { url, theme, hasFolder }: Opening): Promise<void> {
  await page.goto(url);
  // A window without a folder opens with its side bar closed.
  if (!hasFolder) return installedAndThemed(page, theme);
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
  await page.locator('.explorer-folders-view.show-file-icons').waitFor();
  await drawn(page, theme);
}

/** The view that was open before is open again, so one icon is pressed. */
async function drawn(page: Page, theme: Theme): Promise<void> {
  await installedAndThemed(page, theme);
  await page.locator('.activitybar .action-item.checked').first().waitFor();
}

/** The icon shows that our extension is there. */
async function installedAndThemed(page: Page, theme: Theme): Promise<void> {
  await page.locator('.activitybar .action-label[aria-label^="Kinetic"]').waitFor({ timeout: 60_000 });
  await themed(page, theme);
}

async function reloadWindow(page: Page, theme: Theme): Promise<void> {
  const loaded = page.waitForEvent('load', { timeout: 60_000 });
  await runCommand(page, 'Developer: Reload Window');
  await loaded;
  await drawn(page, theme);
}

interface Parts {
  readonly server: Server;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly close: () => Promise<void>;
}

async function toWorkbench(spec: WorkbenchSpec, firstTheme: Theme, parts: Parts): Promise<Workbench> {
  const { server, context, page, close } = parts;
  const pictures = resolve(root, 'test-output', 'e2e', spec.pictures);
  const errors = collectPageErrors(page);
  let theme = firstTheme;
  let taken = 0;
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures, { recursive: true });
  const keepEvidence = (): Promise<void> => evidenceOf(page, { pictures, logs: server.logFolder });
  page.setDefaultTimeout(30_000);
  const opening = { url: server.workbenchUrl(spec.folder), theme, hasFolder: spec.folder !== undefined };
  await openPage(page, opening).catch(async (error: unknown) => {
    await keepEvidence();
    throw error;
  });
  return {
    page,
    server,
    screenshot: async (name) => {
      taken += 1;
      const path = join(pictures, `${String(taken).padStart(2, '0')}-${name}.png`);
      await page.screenshot({ path });
      return path;
    },
    keepEvidence,
    tidy: async (state) => {
      // Mocha skips the rest of a suite when one of these throws.
      const say = (error: unknown): void => void process.stdout.write(`    ${String(error)}\n`);
      if (state !== 'passed') await keepEvidence().catch(say);
      await leaveQuestions(page);
      if (await isNotified(page).catch(() => false)) await clearNotifications(page).catch(say);
    },
    prepare: async (work) => {
      await work().catch(async (error: unknown) => {
        process.stdout.write(`    ↻ preparing again: ${String(error)}\n`);
        await keepEvidence();
        await work();
      });
    },
    another: async (other) => {
      const next = await context.newPage();
      // A page that is closed at once does not notify its extension host, which would then wait for it for hours.
      const leaveAndClose = (): Promise<void> =>
        next
          .goto('about:blank')
          .catch(() => undefined)
          .then(() => next.close());
      const opened = { server, context, page: next, close: leaveAndClose };
      return toWorkbench({ ...spec, ...other }, theme, opened);
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
    close,
  };
}

interface Kept {
  readonly pictures: string;
  readonly logs: string;
}

async function evidenceOf(page: Page, { pictures, logs }: Kept): Promise<void> {
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
  cpSync(logs, join(pictures, 'failure-logs'), { recursive: true });
}

/** What menus, questions, dialogs, notifications, editors and the status bar show. */
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
const leaveQuestions = (page: Page): Promise<void> =>
  leave(page, '.monaco-menu, .quick-input-widget, .monaco-dialog-box').catch(() => undefined);

/** A window that does not open is opened once more, since Mocha does not retry hooks. */
export const openWorkbench = (spec: WorkbenchSpec): Promise<Workbench> =>
  openOnce(spec).catch((error: unknown) => {
    process.stdout.write(`    ↻ opening again: ${String(error)}\n`);
    return openOnce(spec);
  });

async function openOnce(spec: WorkbenchSpec): Promise<Workbench> {
  const theme = spec.theme ?? 'Dark Modern';
  const settings = { ...spec.settings, 'workbench.colorTheme': theme };
  const server = await startServer({ extension: spec.extension ?? { from: 'build' }, settings, env: spec.env ?? {} });
  let browser: Browser | undefined;
  const close = async (): Promise<void> => {
    await browser?.close();
    await server.close();
  };
  try {
    browser = await launchBrowser();
    const context = await browser.newContext({
      viewport: spec.size ?? { width: 1280, height: 800 },
      deviceScaleFactor: spec.scale ?? 1,
    });
    return await toWorkbench(spec, theme, { server, context, page: await context.newPage(), close });
  } catch (error) {
    await close();
    throw error;
  }
}
