import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { cell, loaded, scroller, sent, usePages } from '../openPage';

const option = (page: Page, name: string): Locator => page.getByRole('option', { name });
const tab = (page: Page, name: string): Locator => page.getByRole('tab', { name });
const search = (page: Page): Locator => page.getByRole('textbox', { name: 'Search rows' });

/** Waits for the count beside the search and for the rows. */
async function found(page: Page, sentence: string): Promise<void> {
  await page.locator('.found', { hasText: sentence }).waitFor();
  await loaded(page);
}

const lastAsked = (page: Page): Promise<unknown> => page.evaluate(() => globalThis.fakeHost.asked.at(-1));

describe('the rows of a job', () => {
  const pages = usePages();

  it('are narrowed to one error by a click on it, and widened again by a click on all', async () => {
    const page = await pages.open({ job: 'done' });
    await loaded(page);
    await option(page, 'DUPLICATE_VALUE').click();
    await found(page, '6,000 of 100,000 rows');
    const codes = await page.locator('kinetic-grid .cell.error').allInnerTexts();
    assert.ok(codes.length > 5 && codes.every((code) => code === 'Error' || code === 'DUPLICATE_VALUE'));
    assert.equal(await option(page, 'DUPLICATE_VALUE').getAttribute('aria-selected'), 'true');
    await option(page, 'All errors').click();
    await found(page, '100,000 rows');
  });

  it('can be narrowed by keyboard alone', async () => {
    const page = await pages.open({ job: 'few' });
    await loaded(page);
    await option(page, 'All errors').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await found(page, '24 of 100 rows');
    await page.keyboard.press('Home');
    await page.keyboard.press('Space');
    await found(page, '100 rows');
  });

  it('are searched while typing, from anywhere in the panel, until Escape is pressed', async () => {
    const page = await pages.open({ job: 'few' });
    await loaded(page);
    await page.keyboard.press('Control+f');
    await page.keyboard.type('márquez');
    await page.locator('.found', { hasText: 'of 100 rows' }).waitFor();
    assert.deepEqual(await lastAsked(page), {
      filter: { list: 'failed' },
      text: 'márquez',
      offset: 0,
      limit: 200,
      withColumns: true,
    });
    await search(page).press('Escape');
    await found(page, '100 rows');
    assert.equal(await search(page).inputValue(), '');
  });

  it('forget the search when another list is shown', async () => {
    const page = await pages.open({ job: 'aborted' });
    await loaded(page);
    await search(page).fill('márquez');
    await page.locator('.found', { hasText: 'of 3,000 rows' }).waitFor();
    await tab(page, 'Succeeded').click();
    await found(page, '409,000 rows');
    assert.equal(await search(page).inputValue(), '');
  });

  it('offer to clear the filter when nothing matches', async () => {
    const page = await pages.open({ job: 'few' });
    await loaded(page);
    await search(page).fill('no row has this');
    await page.getByText('No rows match.').waitFor();
    await page.getByRole('button', { name: 'Clear Filter' }).click();
    await found(page, '100 rows');
    assert.equal(await page.getByText('No rows match.').count(), 0);
  });

  it('are sorted up, down and back by clicks on a header', async () => {
    const page = await pages.open({ job: 'few' });
    await loaded(page);
    const header = page.getByRole('columnheader', { name: 'Error' });
    const orders: (string | null)[] = [];
    const firsts: string[] = [];
    for (let click = 0; click < 3; click++) {
      await header.click();
      await loaded(page);
      orders.push(await header.getAttribute('aria-sort'));
      firsts.push(await cell(page, 2, 2).innerText());
    }
    assert.deepEqual(orders, ['ascending', 'descending', 'none']);
    assert.deepEqual(firsts, ['DUPLICATE_VALUE', 'UNABLE_TO_LOCK_ROW', 'REQUIRED_FIELD_MISSING']);
  });

  it('stay on the screen while others are read, and are never replaced by placeholders', async () => {
    const page = await pages.open({ job: 'done' });
    await loaded(page);
    await page.evaluate(() => {
      globalThis.fakeHost.hold();
      const inside = (root: ParentNode | null | undefined, name: string) => root?.querySelector(name)?.shadowRoot;
      const rows = inside(inside(document, 'kinetic-job-panel'), 'kinetic-job-rows');
      const grid = inside(inside(rows, 'kinetic-table'), 'kinetic-grid');
      const blanks: number[] = [];
      Object.assign(globalThis, { blanks });
      const look = (): void => {
        blanks.push(grid?.querySelectorAll('.row.loading:not([hidden])').length ?? -1);
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await option(page, 'INVALID_FIELD').click();
    await page.locator('kinetic-grid[busy]').waitFor();
    await page.evaluate(() => globalThis.fakeHost.release());
    await found(page, '24,000 of 100,000 rows');
    const blanks = await page.evaluate(() => (globalThis as unknown as { blanks: number[] }).blanks);
    assert.deepEqual(new Set(blanks), new Set([0]));
  });

  it('are placeholders after a far jump, until they arrive', async () => {
    const page = await pages.open({ job: 'million' });
    await loaded(page);
    await page.evaluate(() => globalThis.fakeHost.hold());
    await scroller(page).evaluate((element) => (element.scrollTop = element.scrollHeight / 2));
    await page.locator('kinetic-grid .row.loading:not([hidden])').first().waitFor();
    await page.evaluate(() => globalThis.fakeHost.release());
    await loaded(page);
    assert.notEqual(await page.locator('kinetic-grid .row .cell.error').nth(20).innerText(), '');
  });

  it('say why they could not be read, stay on the screen, and are read again on request', async () => {
    const page = await pages.open({ job: 'done' });
    await loaded(page);
    await page.evaluate(() => (globalThis.fakeHost.refuse = 'The file of failed rows is gone.'));
    await option(page, 'INVALID_FIELD').click();
    const alert = page.getByRole('alert');
    await alert.waitFor();
    assert.match(await alert.innerText(), /Could not read the rows: The file of failed rows is gone\./);
    assert.notEqual(await cell(page, 2, 2).innerText(), '');
    await page.evaluate(() => (globalThis.fakeHost.refuse = undefined));
    await page.getByRole('button', { name: 'Try Again' }).click();
    await found(page, '24,000 of 100,000 rows');
    assert.equal(await alert.count(), 0);
  });

  it('of the other lists have tabs of their own, by mouse and by keyboard', async () => {
    const page = await pages.open({ job: 'aborted' });
    await loaded(page);
    await tab(page, 'Succeeded').click();
    await found(page, '409,000 rows');
    assert.match(await cell(page, 2, 2).innerText(), /^003/);
    assert.equal(await page.getByRole('listbox').count(), 0);
    await page.keyboard.press('ArrowRight');
    await found(page, '588,000 rows');
    assert.equal(await tab(page, 'Unprocessed').getAttribute('aria-selected'), 'true');
    await page.evaluate(() => globalThis.fakeHost.show('failed'));
    await found(page, '3,000 rows');
  });

  it('grow in place while more parts of the job finish', async () => {
    const page = await pages.open({ job: 'parts' });
    await loaded(page);
    const before = await page.evaluate(() => globalThis.fakeHost.asked.length);
    await page.evaluate(() => {
      const { job, tell } = globalThis.fakeHost;
      tell({ rows: { ...job.rows, failed: 10_500 }, totals: { ...job.totals, failed: 10_500 } });
    });
    await page.waitForFunction((count) => globalThis.fakeHost.asked.length > count, before);
    assert.equal(await page.locator('kinetic-grid .row.loading:not([hidden])').count(), 0);
  });

  it('are exported, copied and revealed by naming the list and the filter, never a path', async () => {
    const page = await pages.open({ job: 'few' });
    await loaded(page);
    await option(page, 'DUPLICATE_VALUE').click();
    await found(page, '6 of 100 rows');
    await page.getByRole('button', { name: 'Export CSV' }).click();
    await page.getByRole('button', { name: 'Copy Rows' }).click();
    await page.getByRole('button', { name: 'Reveal Result File' }).click();
    const query = { filter: { list: 'failed', group: 4 } };
    assert.deepEqual(await sent(page, 'exportRows'), [{ type: 'exportRows', query }]);
    assert.deepEqual(await sent(page, 'copyRows'), [{ type: 'copyRows', query }]);
    assert.deepEqual(await sent(page, 'revealFile'), [{ type: 'revealFile', list: 'failed' }]);
  });

  it('show the whole error and the whole value of the active cell below the grid', async () => {
    const page = await pages.open({ job: 'few', width: 1700 });
    await loaded(page);
    await cell(page, 4, 3).click();
    const details = page.getByRole('region', { name: 'Row details' });
    assert.match(await details.innerText(), /described on the intranet under Data Quality › Contacts\./);
    await details.getByRole('button', { name: 'Copy Error' }).click();
    const [copied] = await sent(page, 'copyText');
    assert.match(String(copied?.['text']), /^FIELD_CUSTOM_VALIDATION_EXCEPTION\nA contact .*\nBirthdate$/);
    await cell(page, 4, 3).click();
    await page.keyboard.press('End');
    await cell(page, 2, 14).click();
    assert.match(await details.innerText(), /Description Met at the fair\.\nSays: "call me\tback",\nthen moved\./);
  });

  it('come back as they were arranged after the panel was hidden', async () => {
    const page = await pages.open({ job: 'done' });
    await loaded(page);
    await option(page, 'INVALID_FIELD').click();
    await found(page, '24,000 of 100,000 rows');
    await page.getByRole('columnheader', { name: 'Error' }).click();
    await loaded(page);
    await scroller(page).evaluate((element) => (element.scrollTop = 24 * 12_345));
    await page.waitForFunction(() =>
      Object.values(sessionStorage).some((state) => String(state).includes('"row":12345')),
    );
    await page.reload();
    await found(page, '24,000 of 100,000 rows');
    await page.locator('[aria-rowindex="12347"]').waitFor();
    assert.equal(await page.getByRole('columnheader', { name: 'Error' }).getAttribute('aria-sort'), 'ascending');
    assert.equal(await option(page, 'INVALID_FIELD').getAttribute('aria-selected'), 'true');
  });

  it('say which later attempt took them, and open it', async () => {
    const page = await pages.open({ job: 'taken' });
    await loaded(page);
    assert.equal(await page.getByRole('columnheader', { name: 'Retry' }).count(), 1);
    const marks = await Promise.all([2, 3, 4, 5].map((row) => cell(page, row, 2).innerText()));
    assert.deepEqual(marks, ['Attempt 2', '', 'Attempt 3', 'Removed attempt']);
    await page.getByRole('gridcell', { name: 'Attempt 3', exact: true }).dblclick();
    assert.deepEqual((await sent(page, 'openAttempt')).at(-1), { type: 'openAttempt', index: 2 });
    await cell(page, 2, 3).click();
    await page.getByText('Sent again: Attempt 2').waitFor();
    await cell(page, 2, 2).click();
    await page.keyboard.press('ControlOrMeta+c');
    assert.deepEqual((await sent(page, 'copyText')).at(-1), { type: 'copyText', text: 'Attempt 2' });
    await page.getByRole('button', { name: 'Open Attempt 2' }).click();
    assert.deepEqual((await sent(page, 'openAttempt', 2)).at(-1), { type: 'openAttempt', index: 1 });
    await cell(page, 5, 3).click();
    await page.getByText('Sent again: Removed attempt').waitFor();
    assert.equal(await page.getByRole('button', { name: /Open .*ttempt/ }).count(), 0);
    await cell(page, 3, 3).click();
    await page.getByText('Sent again').waitFor({ state: 'detached' });
  });

  it('count what is left of each error and of all of them', async () => {
    const page = await pages.open({ job: 'taken' });
    await loaded(page);
    assert.equal(await option(page, 'All errors').locator('.count').innerText(), '7 of 10 left');
    assert.equal(await option(page, 'REQUIRED_FIELD_MISSING').locator('.count').innerText(), '1 of 4 left');
    assert.equal(await option(page, 'INVALID_FIELD').locator('.count').innerText(), '2');
  });

  it('get the column of attempts when one takes rows while they are shown, and are read again when another does', async () => {
    const page = await pages.open({ job: 'taken' });
    await loaded(page);
    await page.evaluate(() => {
      globalThis.fakeHost.tell({ retried: { failed: 0, unprocessed: 0, unknown: 0, attempts: [] } });
    });
    await page.getByRole('columnheader', { name: 'Retry' }).waitFor({ state: 'detached' });
    assert.equal(await option(page, 'All errors').locator('.count').innerText(), '10');
    await page.evaluate(() => globalThis.fakeHost.tell({}));
    await page.getByRole('columnheader', { name: 'Retry' }).waitFor();
    await loaded(page);
    const before = await page.evaluate(() => globalThis.fakeHost.asked.length);
    await page.evaluate(() => {
      const { retried } = globalThis.fakeHost.job;
      if (retried) globalThis.fakeHost.tell({ retried: { ...retried, failed: 4 } });
    });
    await page.waitForFunction((count) => globalThis.fakeHost.asked.length > count, before);
  });
});
