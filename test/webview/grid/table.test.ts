// The table view with a table that has nothing to do with jobs: the lines of a log.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { cell, loaded, usePages } from '../openPage';

const found = async (page: Page, count: string): Promise<void> => {
  await page.locator('.found', { hasText: count }).waitFor();
  await loaded(page);
};

const asked = (page: Page): Promise<readonly unknown[]> => page.evaluate(() => globalThis.fakeTable.asked);

describe('a table that is no list of rows of a job', () => {
  const pages = usePages();
  const open = async (): Promise<Page> => {
    const page = await pages.open({});
    await found(page, '5,000 rows');
    return page;
  };

  it('shows its own columns, and reads them only once', async () => {
    const page = await open();
    const grid = page.getByRole('grid', { name: 'Lines of the log' });
    assert.equal(await grid.getAttribute('aria-rowcount'), '5001');
    assert.deepEqual(await grid.getByRole('columnheader').allInnerTexts(), ['Milliseconds', 'Level', 'Event']);
    assert.deepEqual(await page.locator('[aria-rowindex="3"] > *').allInnerTexts(), [
      '7',
      'INFO',
      'event 1 of the log',
    ]);
    await cell(page, 2, 1).click();
    await page.keyboard.press('Control+End');
    await page.locator('[aria-rowindex="5001"]').waitFor();
    await loaded(page);
    const reads = (await asked(page)) as { withColumns: boolean; offset: number }[];
    assert.deepEqual(
      reads.map(({ withColumns }) => withColumns),
      [true, ...reads.slice(1).map(() => false)],
    );
    assert.ok(reads.length > 1);
  });

  it('is searched, sorted and filtered by its host', async () => {
    const page = await open();
    await page.getByRole('textbox', { name: 'Search rows' }).fill('event 12');
    await found(page, '111 of 5,000 rows');
    await page.getByRole('columnheader', { name: 'Milliseconds' }).click();
    await page.getByRole('columnheader', { name: 'Milliseconds' }).click();
    await loaded(page);
    assert.equal(await cell(page, 2, 3).innerText(), 'event 1299 of the log');
    const { announced, reads } = await page.evaluate(() => {
      const { announced, asked } = globalThis.fakeTable;
      return { announced, reads: asked };
    });
    const range = { offset: 0, limit: 200, withColumns: true };
    const sort = { column: 'at', descending: true };
    assert.deepEqual(reads.at(-1), { filter: {}, text: 'event 12', sort, ...range });
    assert.ok(announced.includes('Sorted by Milliseconds, descending'));
    await page.evaluate(() => {
      globalThis.fakeTable.level = 'WARN';
      globalThis.fakeTable.draw();
    });
    await found(page, '36 of 5,000 rows');
  });

  it('clears search and filter when nothing matches', async () => {
    const page = await open();
    await page.evaluate(() => {
      globalThis.fakeTable.level = 'WARN';
      globalThis.fakeTable.draw();
    });
    await page.getByRole('textbox', { name: 'Search rows' }).fill('no such event');
    await page.getByText('No rows match.').waitFor();
    await page.getByRole('button', { name: 'Clear Filter' }).click();
    await found(page, '5,000 rows');
    assert.equal(await page.getByText('No rows match.').count(), 0);
  });

  it('is read again when its version changes, and says when it is empty', async () => {
    const page = await open();
    await page.evaluate(() => {
      Object.assign(globalThis.fakeTable, { lines: 6000, version: 2 });
      globalThis.fakeTable.draw();
    });
    await page.locator('[role=grid][aria-rowcount="6001"]').waitFor();
    await page.evaluate(() => {
      Object.assign(globalThis.fakeTable, { lines: 0, version: 3 });
      globalThis.fakeTable.draw();
    });
    await page.getByText('No rows.').waitFor();
    assert.equal(await page.getByRole('textbox').count(), 0);
  });

  it('aborts the read that another search replaces', async () => {
    const page = await open();
    await page.evaluate(() => globalThis.fakeTable.hold());
    const search = page.getByRole('textbox', { name: 'Search rows' });
    await search.fill('event 1');
    await page.waitForFunction(() => globalThis.fakeTable.asked.length === 2);
    await search.fill('event 12');
    await page.waitForFunction(() => globalThis.fakeTable.asked.length === 3);
    assert.equal(await page.evaluate(() => globalThis.fakeTable.aborted), 1);
    await page.evaluate(() => globalThis.fakeTable.release());
    await found(page, '111 of 5,000 rows');
  });

  it('says why its rows could not be read, and reads them again on request', async () => {
    const page = await open();
    await page.evaluate(() => (globalThis.fakeTable.refuse = 'The log was deleted.'));
    await page.getByRole('textbox', { name: 'Search rows' }).fill('event 12');
    await page.getByText('Could not read the rows: The log was deleted.').waitFor();
    assert.equal(await cell(page, 2, 3).innerText(), 'event 0 of the log');
    await page.evaluate(() => (globalThis.fakeTable.refuse = undefined));
    await page.getByRole('button', { name: 'Try Again' }).click();
    await found(page, '111 of 5,000 rows');
    assert.equal(await page.getByRole('alert').count(), 0);
  });

  it('reports the active row and the opened one, and copies what is selected', async () => {
    const page = await open();
    await cell(page, 3, 2).click();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Control+c');
    await page.getByRole('grid').press('Control+a');
    await page.waitForFunction(() => globalThis.fakeTable.copied.length === 1);
    const { active, opened, copied } = await page.evaluate(() => globalThis.fakeTable);
    assert.deepEqual([active?.cells[0], active?.column], ['7', 2]);
    assert.deepEqual([opened[0]?.cells[2], opened[0]?.column], ['event 1 of the log', 1]);
    assert.deepEqual(copied, ['INFO\tevent 1 of the log']);
  });
});
