// The menu of the rows: what VS Code is told about the place under the pointer, and what its commands do on the page.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { RowAct } from '../../../src/shared/protocol/job';
import { cell, focusedCell, loaded, sent, usePages } from '../openPage';

/** VS Code reads it from the element under the pointer, as far as it sees: it does not look into shadow trees. */
const context = (page: Page): Promise<unknown> =>
  page.evaluate(() => {
    const found = document.querySelector('kinetic-job-panel')?.getAttribute('data-vscode-context');
    return found ? (JSON.parse(found) as unknown) : undefined;
  });

const act = (page: Page, what: RowAct): Promise<void> =>
  page.evaluate((chosen) => globalThis.fakeHost.actOnRows(chosen), what);

const copied = async (page: Page): Promise<readonly string[]> =>
  String((await sent(page, 'copyText')).at(-1)?.['text']).split('\n');

describe('the menu of the rows', () => {
  const pages = usePages();

  it('replaces that of VS Code on the rows only, and says whether they can be retried', async () => {
    const page = await pages.open({ job: 'few' });
    await loaded(page);
    const { jobId } = await page.evaluate(() => globalThis.fakeHost.job);
    await cell(page, 4, 3).click({ button: 'right' });
    const rows = { webviewSection: 'rows', jobId, preventDefaultContextMenuItems: true };
    assert.deepEqual(await context(page), { ...rows, canRetryRows: true });
    await page.getByRole('textbox', { name: 'Search rows' }).click({ button: 'right' });
    assert.equal(await context(page), undefined);
    await page.getByRole('tab', { name: 'Succeeded' }).click();
    await loaded(page);
    await cell(page, 2, 1).click({ button: 'right' });
    assert.deepEqual(await context(page), { ...rows, canRetryRows: false });
  });

  it('is about the cell under the pointer, or about the selection that the cell belongs to', async () => {
    const page = await pages.open({ job: 'few' });
    await loaded(page);
    await cell(page, 4, 2).click({ button: 'right' });
    assert.deepEqual(await focusedCell(page), { row: 4, column: 2 });
    await cell(page, 6, 3).click({ modifiers: ['Shift'] });
    await cell(page, 5, 2).click({ button: 'right' });
    await act(page, 'copyCells');
    const lines = await copied(page);
    assert.deepEqual([lines.length, lines[0]?.split('\t').length], [3, 2]);
  });

  it('copies the selected rows with a header line', async () => {
    const page = await pages.open({ job: 'few' });
    await loaded(page);
    await cell(page, 4, 3).click({ button: 'right' });
    await act(page, 'copyRows');
    const [header = '', row = '', ...others] = await copied(page);
    assert.match(header, /^Line\tError\tMessage\tFields\t/);
    assert.equal(row.split('\t')[0], await cell(page, 4, 1).innerText());
    assert.equal(
      header.split('\t').length,
      Number(await page.locator('[aria-colcount]').getAttribute('aria-colcount')),
    );
    assert.deepEqual(others, []);
  });

  it('retries exactly the selected rows', async () => {
    const page = await pages.open({ job: 'few' });
    await loaded(page);
    await cell(page, 4, 3).click({ button: 'right' });
    await act(page, 'retryRows');
    const [asked] = await sent(page, 'retryRows');
    assert.deepEqual(
      [asked?.['selected'], asked?.['edit'], asked?.['onlySelected']],
      [[{ first: 2, rows: 1 }], false, true],
    );
  });
});
