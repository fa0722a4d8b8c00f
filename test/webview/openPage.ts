// Opens pages of the extension in a plain browser with an invented host, and reports errors and policy violations.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import type { FakeHost } from '../../webview-ui/src/dev/fakeHost';
import type { FakeMapping } from '../../webview-ui/src/dev/fakeMapping';
import type { FakeTable } from '../../webview-ui/src/dev/tablePage';
import { launchBrowser } from '../e2e/browser';
import { startChild, type Child } from '../e2e/child';

declare global {
  // What the invented host of the page provides for tests.
  var fakeHost: FakeHost;
  var fakeMapping: FakeMapping;
  var fakeTable: FakeTable;
  var violations: string[];
}

export type Theme = 'dark' | 'light' | 'hc-dark' | 'hc-light';

export interface Opening {
  /** An invented job; without one the page shows a table of log lines. */
  readonly job?: string;
  /** The mapping page instead. */
  readonly mapping?: boolean;
  /** Every text that can be translated is shown as “[xx …]”. */
  readonly pseudo?: boolean;
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
  readonly reducedMotion?: boolean;
}

const themes = ['dark', 'light', 'hc-dark', 'hc-light'] as const;
export { themes };

export interface Pages {
  readonly open: (opening: Opening) => Promise<Page>;
}

/** Registers the hooks of a suite: one browser and one server. A test fails when its page reports an error. */
export function usePages(): Pages {
  let browser: Browser;
  let server: Child;
  const opened: { page: Page; complaints: string[] }[] = [];
  before(async function () {
    this.timeout(300_000);
    server = await startChild({
      program: process.execPath,
      args: ['scripts/pages.mjs'],
      readyWhen: /(http:\/\/\S+)\/job\b/,
      timeoutMs: 240_000,
    });
    browser = await launchBrowser();
  });
  afterEach(async () => {
    for (const { page, complaints } of opened.splice(0)) {
      complaints.push(...(await page.evaluate(() => globalThis.violations)));
      await page.context().close();
      assert.deepEqual(complaints, [], 'the page must not break its content policy or throw');
    }
  });
  after(async () => {
    await browser.close();
    await server.close();
  });
  return {
    open: async (opening) => {
      const {
        job,
        mapping = false,
        theme = 'dark',
        width = 1100,
        height = 760,
        reducedMotion = false,
        pseudo = false,
      } = opening;
      const viewport = { width, height };
      const context = await browser.newContext({
        viewport,
        reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
        timezoneId: 'UTC',
      });
      const page = await context.newPage();
      // Only reached when the machine is very busy.
      page.setDefaultTimeout(90_000);
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
      });
      await page.addInitScript(() => {
        // The day of the invented jobs; timers and frames stay real.
        const now = Date.UTC(2026, 0, 15, 14, 3);
        globalThis.Date = class extends Date {
          constructor(at: number = now) {
            super(at);
          }
          static override now(): number {
            return now;
          }
        } as DateConstructor;
        globalThis.violations = [];
        addEventListener('securitypolicyviolation', (event) =>
          globalThis.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
        );
      });
      opened.push({ page, complaints });
      const name = mapping ? 'mapping' : job === undefined ? 'table' : 'job';
      const address = `${server.ready[1]}/${name}`;
      const l10n = pseudo ? '&l10n=pseudo' : '';
      await page.goto(`${address}?job=${job ?? ''}&theme=${theme}&latency=5${l10n}`);
      await page.locator(name === 'table' ? 'kinetic-table' : 'h1').waitFor();
      return page;
    },
  };
}

/** The messages of one type that the page sent, oldest first; waits until there are that many. */
export async function sent(page: Page, type: string, count = 1): Promise<Record<string, unknown>[]> {
  const all = await page.waitForFunction(
    ([wanted, least]) => {
      const found = globalThis.fakeHost.sent.filter((message) => message.type === wanted);
      return found.length >= least ? found : undefined;
    },
    [type, count] as const,
  );
  return (await all.jsonValue()) as unknown as Record<string, unknown>[];
}

/** A cell by its position for screen readers: both from 1, row 1 is the header. */
export const cell = (page: Page, row: number, column: number): Locator =>
  // A hidden element waits for another row, and has the number of its last one.
  page.locator(`[aria-rowindex="${row}"]:not([hidden]) > [aria-colindex="${column}"]`);

/** Row and column of the focused cell; undefined outside the grid. */
export const focusedCell = (page: Page): Promise<{ row: number; column: number } | undefined> =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const row = element?.parentElement?.getAttribute('aria-rowindex');
    const column = element?.getAttribute('aria-colindex');
    return row && column ? { row: Number(row), column: Number(column) } : undefined;
  });

export const scroller = (page: Page): Locator => page.locator('kinetic-grid .scroller');

/** Waits until the rows on the screen have their values. */
export async function loaded(page: Page): Promise<void> {
  await page.locator('kinetic-grid .row[aria-rowindex]').first().waitFor({ state: 'attached' });
  const waiting = page.locator('kinetic-grid[busy], kinetic-grid .row.loading:not([hidden])');
  await waiting.first().waitFor({ state: 'detached' });
}

const attempts = 5;

/** A picture to look at, for people. A busy browser sometimes has no frame to copy, so it is taken again. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = resolve('test-output/webview');
  mkdirSync(folder, { recursive: true });
  const take = async (attempt: number): Promise<void> => {
    await page.screenshot({ path: `${folder}/${name}.png` }).catch(async (error: unknown) => {
      if (attempt === attempts) throw error;
      await take(attempt + 1);
    });
  };
  await take(1);
}
