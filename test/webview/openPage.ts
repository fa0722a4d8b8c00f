// Opens pages of the extension in a plain browser, with an invented host, and watches for broken rules meanwhile.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import type { FakeHost } from '../../webview-ui/src/dev/fakeHost';
import { launchBrowser } from '../e2e/browser';
import { startChild, type Child } from '../e2e/child';

declare global {
  // What the page's invented host leaves for tests.
  var fakeHost: FakeHost;
  var violations: string[];
}

export type Theme = 'dark' | 'light' | 'hc-dark' | 'hc-light';

export interface Opening {
  readonly job: string;
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

/** Registers the hooks of a suite: one browser and server for it, and each page without complaints at its end. */
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
      const { job, theme = 'dark', width = 1100, height = 760, reducedMotion = false } = opening;
      const viewport = { width, height };
      const context = await browser.newContext({
        viewport,
        reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
        timezoneId: 'UTC',
      });
      const page = await context.newPage();
      // Nobody waits as long, except where the machine is very busy.
      page.setDefaultTimeout(90_000);
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
      });
      await page.addInitScript(() => {
        // It is the day of the invented jobs; timers and frames stay real.
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
      await page.goto(`${server.ready[1]}/job?job=${job}&theme=${theme}&latency=5`);
      await page.locator('h1').waitFor();
      return page;
    },
  };
}

/** The messages of one type that the page sent, oldest first; waits until there are so many. */
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

/** A cell by what screen readers know of it: 1-based column; row 1 is the header. */
export const cell = (page: Page, row: number, column: number): Locator =>
  page.locator(`[aria-rowindex="${row}"] > [aria-colindex="${column}"]`);

/** Row and column of the cell that has the focus; `undefined` outside the grid. */
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
export const loaded = async (page: Page): Promise<void> => {
  await page.locator('kinetic-grid .row[aria-rowindex]').first().waitFor({ state: 'attached' });
  await page.waitForFunction(() => {
    const panel = document.querySelector('kinetic-job-panel')?.shadowRoot;
    const grid = panel?.querySelector('kinetic-job-rows')?.shadowRoot?.querySelector('kinetic-grid');
    return (
      grid?.hasAttribute('busy') === false && grid.shadowRoot?.querySelector('.row.loading:not([hidden])') === null
    );
  });
};

export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = resolve('test-output/webview');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png` });
}
