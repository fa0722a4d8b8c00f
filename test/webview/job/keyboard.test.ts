import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { cell, focusedCell, loaded, scroller, sent, usePages } from '../openPage';

/** Presses keys one after the other; returns where the focus is then. */
async function press(page: Page, ...keys: string[]): Promise<{ row: number; column: number } | undefined> {
  for (const key of keys) await page.keyboard.press(key);
  return focusedCell(page);
}

const selectedCells = (page: Page): Promise<number> => page.locator('kinetic-grid [aria-selected="true"]').count();

async function copied(page: Page, count: number): Promise<string> {
  return String((await sent(page, 'copyText', count))[count - 1]?.['text']);
}

describe('the grid by keyboard', () => {
  const pages = usePages();

  it('is one stop of the Tab key, and arrows, pages and ends move inside it', async () => {
    const page = await pages.open({ job: 'done' });
    await loaded(page);
    await page.getByRole('textbox', { name: 'Search rows' }).focus();
    await press(page, 'Tab');
    assert.deepEqual(await press(page, 'Tab'), { row: 2, column: 1 });
    assert.deepEqual(await press(page, 'ArrowDown', 'ArrowDown', 'ArrowRight'), { row: 4, column: 2 });
    const paged = await press(page, 'PageDown');
    assert.ok(paged && paged.row > 12 && paged.row < 40);
    assert.deepEqual(await press(page, 'PageUp'), { row: 4, column: 2 });
    assert.deepEqual(await press(page, 'End'), { row: 4, column: 14 });
    assert.deepEqual(await press(page, 'Home'), { row: 4, column: 1 });
    assert.deepEqual(await press(page, 'Control+End'), { row: 100_001, column: 14 });
    await loaded(page);
    assert.deepEqual(await press(page, 'Control+Home'), { row: 2, column: 1 });
    assert.equal(await page.locator('kinetic-grid [tabindex="0"]').count(), 1);
    await press(page, 'Tab');
    assert.equal(await focusedCell(page), undefined);
  });

  it('keeps the active cell in sight and focused, wherever it moves', async () => {
    const page = await pages.open({ job: 'million' });
    await loaded(page);
    await cell(page, 2, 1).focus();
    for (const key of ['Control+End', 'ArrowUp', 'Home', 'PageUp', 'Control+Home', 'End', 'PageDown']) {
      const at = await press(page, key);
      assert.ok(at, `${key} lost the focus`);
      const seen = async (): Promise<readonly boolean[]> => {
        const box = await cell(page, at.row, at.column).boundingBox();
        const view = await scroller(page).boundingBox();
        assert.ok(box && view);
        const isDown = box.y >= view.y + 27 && box.y + box.height <= view.y + view.height;
        return [isDown, box.x >= view.x - 1 && box.x < view.x + view.width];
      };
      // The details below the grid change with the row, and the grid follows within some frames.
      for (let frame = 0; frame < 60 && (await seen()).includes(false); frame++)
        await page.evaluate(() => new Promise(requestAnimationFrame));
      assert.deepEqual(await seen(), [true, true], `${key} left the screen`);
    }
  });

  it('keeps the active row in sight when the details below it need more lines', async () => {
    const page = await pages.open({ job: 'few', width: 1000, height: 640 });
    await loaded(page);
    const view = await scroller(page).boundingBox();
    assert.ok(view);
    const last = 1 + Math.floor((view.height - 28) / 24);
    await cell(page, last, 2).click();
    await page.keyboard.press('End');
    await page.locator('.details .value').waitFor();
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    const now = await scroller(page).boundingBox();
    const box = await cell(page, last, 1).boundingBox();
    assert.ok(now && box);
    assert.ok(now.height < view.height, 'the details have grown');
    assert.ok(box.y + box.height <= now.y + now.height + 1, 'the row is covered');
  });

  it('keeps the focus when the active row is scrolled away by mouse, and returns to it with the next key', async () => {
    const page = await pages.open({ job: 'done' });
    await loaded(page);
    await cell(page, 5, 2).click();
    await scroller(page).evaluate((element) => (element.scrollTop = 500_000));
    await loaded(page);
    assert.deepEqual(await focusedCell(page), { row: 5, column: 2 });
    assert.deepEqual(await press(page, 'ArrowDown'), { row: 6, column: 2 });
    assert.ok((await scroller(page).evaluate((element) => element.scrollTop)) < 200);
  });

  it('opens the source at the row’s line with Enter, a click on the line or a double click', async () => {
    const page = await pages.open({ job: 'done' });
    await loaded(page);
    await cell(page, 3, 2).click();
    assert.deepEqual(await sent(page, 'openLine', 0), []);
    await page.keyboard.press('Enter');
    await cell(page, 4, 1).click();
    await cell(page, 5, 3).dblclick();
    assert.deepEqual(
      (await sent(page, 'openLine', 3)).map((message) => message['line']),
      [5, 8, 11],
    );
  });

  it('opens a saved record by its id', async () => {
    const page = await pages.open({ job: 'clean' });
    await page.getByRole('tab', { name: 'Succeeded' }).click();
    await loaded(page);
    const id = await cell(page, 3, 2).innerText();
    await cell(page, 3, 2).click();
    assert.deepEqual(await sent(page, 'openRecord'), [{ type: 'openRecord', recordId: id }]);
  });

  it('selects blocks with Shift and copies them as a spreadsheet expects', async () => {
    const page = await pages.open({ job: 'few' });
    await loaded(page);
    await cell(page, 2, 1).focus();
    await press(page, 'Shift+ArrowDown', 'Shift+ArrowRight');
    assert.equal(await selectedCells(page), 4);
    await press(page, 'Control+c');
    assert.equal(await copied(page, 1), '2\tREQUIRED_FIELD_MISSING\n5\tREQUIRED_FIELD_MISSING');
    await press(page, 'ArrowDown');
    assert.equal(await selectedCells(page), 1);
    await page.getByText('2 rows copied').waitFor({ state: 'attached' });
  });

  it('adds rows with Ctrl, takes one out again, and retries exactly those', async () => {
    const page = await pages.open({ job: 'few' });
    await loaded(page);
    await cell(page, 2, 2).click();
    await cell(page, 6, 2).click({ modifiers: ['Control'] });
    await cell(page, 4, 2).click({ modifiers: ['Control'] });
    await cell(page, 5, 2).click({ modifiers: ['Control'] });
    await cell(page, 4, 2).click({ modifiers: ['Control'] });
    assert.equal(await selectedCells(page), 3);
    await press(page, 'Control+c');
    await page.getByText('3 rows copied').waitFor({ state: 'attached' });
    assert.equal((await copied(page, 1)).split('\n').length, 3);
    assert.deepEqual(await sent(page, 'openLine', 0), []);
    await page.getByRole('button', { name: 'Retry…', exact: true }).click();
    const [asked] = (await sent(page, 'retryRows')) as { readonly selected: unknown }[];
    assert.deepEqual(asked?.selected, [
      { first: 0, rows: 1 },
      { first: 3, rows: 2 },
    ]);
  });

  it('copies rows that the page has dropped, and leaves very large blocks to the extension', async () => {
    const page = await pages.open({ job: 'done' });
    await loaded(page);
    await cell(page, 2, 1).click({ modifiers: [] });
    await scroller(page).evaluate((element) => (element.scrollTop = 24 * 5000));
    await page.locator('[aria-rowindex="5005"]').waitFor();
    await loaded(page);
    await cell(page, 5005, 1).click({ modifiers: ['Shift'] });
    await press(page, 'Control+c');
    const lines = (await copied(page, 1)).split('\n');
    assert.deepEqual([lines.length, lines[0], lines.at(-1)], [5004, '2', String(5003 * 3 + 2)]);
    await press(page, 'Control+a', 'Control+c');
    assert.deepEqual(await sent(page, 'copyRows'), [{ type: 'copyRows', query: { filter: { list: 'failed' } } }]);
  });

  it('selects a block by dragging and a row with Shift and Space', async () => {
    const page = await pages.open({ job: 'few' });
    await loaded(page);
    await cell(page, 3, 2).hover();
    await page.mouse.down();
    await cell(page, 6, 3).hover();
    await page.mouse.up();
    assert.equal(await selectedCells(page), 8);
    await press(page, 'Shift+Space', 'Control+c');
    assert.equal((await copied(page, 1)).split('\t').length, 14);
  });

  it('sorts and resizes from the header row', async () => {
    const page = await pages.open({ job: 'few' });
    await loaded(page);
    await cell(page, 2, 2).focus();
    await press(page, 'ArrowUp');
    const header = page.getByRole('columnheader', { name: 'Error' });
    const before = (await header.boundingBox())?.width ?? 0;
    await press(page, 'Shift+ArrowRight', 'Shift+ArrowRight');
    assert.equal((await header.boundingBox())?.width, before + 32);
    await press(page, 'Enter');
    await loaded(page);
    assert.equal(await header.getAttribute('aria-sort'), 'ascending');
    assert.deepEqual(await focusedCell(page), { row: 1, column: 2 });
  });

  it('resizes columns by dragging, fits them by a double click, and remembers the width', async () => {
    const page = await pages.open({ job: 'few' });
    await loaded(page);
    const header = page.getByRole('columnheader', { name: 'Message' });
    const handle = header.locator('.handle');
    const box = await handle.boundingBox();
    assert.ok(box);
    const before = (await header.boundingBox())?.width ?? 0;
    await page.mouse.move(box.x + 4, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x - 96, box.y + 10, { steps: 5 });
    await page.mouse.up();
    assert.equal((await header.boundingBox())?.width, before - 100);
    assert.equal(await header.getAttribute('aria-sort'), null);
    await page.reload();
    await loaded(page);
    assert.equal((await header.boundingBox())?.width, before - 100);
    await handle.dblclick();
    assert.ok(((await header.boundingBox())?.width ?? 0) >= before);
  });
});
