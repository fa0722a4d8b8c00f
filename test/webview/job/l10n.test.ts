// Every text of the page can be translated: in a pseudo language each one is “[xx …]”, and any other text is an error.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { cell, loaded, screenshot, usePages } from '../openPage';

/** All texts that are seen or read aloud, cells aside: those are data. */
const textsOf = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const names = ['aria-label', 'aria-valuetext', 'title', 'placeholder', 'alt'];
    const found: string[] = [];
    const look = (node: Node): void => {
      if (node instanceof Text) found.push(node.data);
      if (node instanceof HTMLStyleElement) return;
      if (node instanceof Element) {
        if (node.matches('[role=gridcell], [role=rowheader], [role=columnheader], .icon')) return;
        found.push(...names.map((name) => node.getAttribute(name) ?? ''));
        if (node.shadowRoot) look(node.shadowRoot);
        // One word that may break.
        if (node.querySelector(':scope > wbr')) return void found.push(node.textContent);
      }
      node.childNodes.forEach(look);
    };
    look(document.body);
    return found;
  });

/** Numbers with their units, and times, come from the browser in the language of the page. */
const formatted = /\d[\d.,:]*\s?(ms|sec|min|hr|kB|MB|GB|bytes?|AM|PM)?\b/g;

/**
 * What is left of a text without translations, numbers and texts of the extension: nothing, or an untranslated word.
 */
function untranslated(text: string, data: readonly string[]): string {
  let rest = text;
  for (const known of data) rest = rest.replaceAll(known, '');
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest.replace(/\[xx [^[\]]*\]/g, '');
  }
  rest = rest.replace(formatted, '');
  return /\p{L}/u.test(rest) ? text.trim() : '';
}

async function check(page: Page, more: readonly string[] = []): Promise<void> {
  const fromHost = await page.evaluate(() => globalThis.fakeHost.texts());
  const data = [...fromHost, ...more].filter((text) => /\p{L}/u.test(text)).sort((a, b) => b.length - a.length);
  const texts = await textsOf(page);
  assert.ok(texts.some((text) => text.includes('[xx ')));
  assert.deepEqual([...new Set(texts.map((text) => untranslated(text, data)))].filter(Boolean), []);
}

const jobs = [
  ...['clean', 'few', 'production', 'retried', 'uploading', 'running', 'preparing', 'parts'],
  ...['export', 'exportEmpty', 'exportAborted', 'exporting', 'aborted', 'rejected', 'failed'],
];

describe('the texts of the job panel', () => {
  const pages = usePages();

  for (const job of jobs) {
    it(`are all translated (${job})`, async () => {
      const page = await pages.open({ job, pseudo: true });
      await check(page);
      for (const tab of await page.getByRole('tab').all()) {
        await tab.click();
        const isEmpty = (await page.locator('.empty').count()) > 0;
        if (!isEmpty) await loaded(page);
        if (!isEmpty) await cell(page, 2, 2).click();
        const row = isEmpty ? [] : await page.locator('[aria-rowindex="2"] > *, [role=columnheader]').allInnerTexts();
        await check(page, row);
      }
    });
  }

  it('are translated in every kind of message and state', async () => {
    const page = await pages.open({ job: 'few', pseudo: true });
    await loaded(page);
    await page.getByRole('textbox').fill('no row has this');
    await page.getByText('[xx No rows match.]').waitFor();
    await check(page);
    await page.getByRole('button', { name: '[xx Clear Filter]' }).click();
    await loaded(page);
    await page.evaluate(() => (globalThis.fakeHost.refuse = 'REFUSED'));
    await page.getByRole('option').nth(1).click();
    await page.getByText('[xx Could not read the rows: REFUSED]').waitFor();
    await check(page, ['REFUSED', ...(await page.locator('[aria-rowindex="2"] > *').allInnerTexts())]);
    const changes = [
      { delay: 'DELAYED' },
      { aborting: true },
      { outcome: 'completed', operation: 'hardDelete', blanks: 'clear' },
      { outcome: 'completed', operation: 'insert', retryable: { failed: 3, unprocessed: 0, unknown: 0 } },
      { org: { label: 'Mine', kind: 'scratch' }, operation: 'update' },
      { org: { label: 'Mine', kind: 'developer' }, operation: 'delete' },
      { org: { label: 'Mine', kind: 'sandbox' }, route: 'ROUTE' },
    ] as const;
    for (const change of changes) {
      await page.evaluate((to) => globalThis.fakeHost.tell(to as object), change);
      await check(page, [
        'DELAYED',
        'Mine',
        'ROUTE',
        'REFUSED',
        ...(await page.locator('[aria-rowindex="2"] > *').allInnerTexts()),
      ]);
    }
    await screenshot(page, 'pseudo');
  });

  it('choose the form of the number in them', async () => {
    const page = await pages.open({ job: 'running' });
    const status = page.getByRole('status');
    const say = async (failed: number): Promise<void> =>
      page.evaluate((count) => {
        const { job, tell } = globalThis.fakeHost;
        tell({ outcome: 'completed', totals: { ...job.totals, failed: count } });
      }, failed);
    await say(1);
    await page.getByText(/^1 row failed\. /).waitFor({ state: 'attached' });
    assert.match(await status.innerText(), /^1 row failed\. 0 succeeded/);
    const several = await pages.open({ job: 'few' });
    await several.locator('.found', { hasText: '100 rows' }).waitFor();
  });
});
