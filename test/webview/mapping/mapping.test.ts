// The mapping page with 300 columns and 800 fields: what is drawn, and how columns are mapped by keyboard and mouse.
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import type { MappingToHost } from '../../../src/shared/protocol/mapping';
import { screenshot, themes, usePages } from '../openPage';

const options = (page: Page, list: 'columns' | 'fields'): Locator => page.locator(`#${list} [role=option]`);
const active = (page: Page, list: 'columns' | 'fields'): Locator =>
  page.locator(`#${list} [role=option][aria-selected=true]`);
const sent = (page: Page): Promise<MappingToHost[]> =>
  page.evaluate(() => globalThis.fakeMapping.sent.filter(({ type }) => type !== 'ready'));

describe('the mapping page', () => {
  const pages = usePages();

  it('draws only what is in view, wherever the lists are scrolled', async () => {
    const page = await pages.open({ mapping: true });
    for (const list of ['columns', 'fields'] as const) {
      await page.locator(`#${list}`).evaluate((element) => (element.scrollTop = element.scrollHeight / 2));
      const middle = list === 'columns' ? 'Heading 151' : 'Field 401';
      await options(page, list).filter({ hasText: middle }).first().waitFor();
      const drawn = await options(page, list).count();
      assert.ok(drawn < 40, `${drawn} ${list} are drawn`);
    }
    const cells = await page.locator('#preview [role=gridcell]').count();
    assert.ok(cells > 20 && cells < 600, `${cells} cells are drawn`);
    await page.locator('#preview').evaluate((element) => element.scrollTo(100 * 160, 50 * 22));
    await page.locator('#preview [role=gridcell]', { hasText: '102-52' }).waitFor();
  });

  it('says the size of each list and the place of each item', async () => {
    const page = await pages.open({ mapping: true });
    const third = options(page, 'columns').nth(2);
    assert.equal(await third.getAttribute('aria-setsize'), '300');
    assert.equal(await third.getAttribute('aria-posinset'), '3');
    assert.equal(await page.locator('#preview').getAttribute('aria-colcount'), '298');
    await page.getByRole('listbox', { name: 'Columns of accounts.csv' }).waitFor();
    await page.getByRole('listbox', { name: 'Fields of Account' }).waitFor();
    await page.getByRole('grid', { name: 'The first rows after conversion' }).waitFor();
  });

  it('maps by keyboard: type, choose, Enter, and the next open column is active', async () => {
    const page = await pages.open({ mapping: true });
    await page.locator('#columns').focus();
    await page.keyboard.type('field 700');
    await active(page, 'fields').filter({ hasText: 'Field_700__c' }).waitFor();
    await page.keyboard.press('Enter');
    await active(page, 'columns').filter({ hasText: 'Heading 2' }).waitFor();
    await page.keyboard.press('Delete');
    await options(page, 'columns').filter({ hasText: 'left out' }).waitFor();
    assert.deepEqual(await sent(page), [
      { type: 'map', column: 'Heading 1', field: 'Field_700__c' },
      { type: 'leaveOut', column: 'Heading 2' },
    ]);
    await page.getByRole('status').filter({ hasText: 'Heading 2 is left out' }).waitFor({ state: 'attached' });
  });

  it('keeps the active column in view on the way to the last one', async () => {
    const page = await pages.open({ mapping: true });
    await page.locator('#columns').focus();
    await page.keyboard.press('End');
    await active(page, 'columns').filter({ hasText: 'Heading 300' }).waitFor();
    await page.keyboard.press('PageUp');
    const paged = await active(page, 'columns').getAttribute('aria-posinset');
    assert.ok(Number(paged) < 299 && Number(paged) > 280, `column ${String(paged)}`);
  });

  it('maps by dragging a column to a field', async () => {
    const page = await pages.open({ mapping: true });
    await options(page, 'columns').nth(1).dragTo(options(page, 'fields').nth(3));
    await page.waitForFunction(() => globalThis.fakeMapping.sent.some(({ type }) => type === 'map'));
    assert.deepEqual(await sent(page), [{ type: 'map', column: 'Heading 2', field: 'Field_4__c' }]);
  });

  it('maps by clicking a column and then a field, once even with a double click', async () => {
    const page = await pages.open({ mapping: true });
    await options(page, 'columns').nth(1).click();
    await options(page, 'fields').nth(3).dblclick();
    await active(page, 'columns').filter({ hasText: 'Field_4__c' }).waitFor();
    assert.deepEqual(await sent(page), [{ type: 'map', column: 'Heading 2', field: 'Field_4__c' }]);
  });

  it('shows the field of the column that is chosen, however far down it is', async () => {
    const page = await pages.open({ mapping: true });
    await page.locator('#columns').focus();
    await page.keyboard.press('End');
    await active(page, 'fields').filter({ hasText: 'Field_300__c' }).waitFor();
    await page.locator('#columns').evaluate((element) => (element.scrollTop = 0));
    await options(page, 'columns').filter({ hasText: 'Heading 5' }).first().click();
    await active(page, 'fields').filter({ hasText: 'Field_5__c' }).waitFor();
  });

  it('has buttons that leave the chosen column out and load the file', async () => {
    const page = await pages.open({ mapping: true });
    await options(page, 'columns').nth(2).click();
    await page.getByRole('button', { name: 'Leave Out' }).click();
    await options(page, 'columns').filter({ hasText: 'Heading 3' }).filter({ hasText: 'left out' }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Leave Out' }).isDisabled(), true);
    await page.getByRole('button', { name: 'Load This File…' }).click();
    await page.waitForFunction(() => globalThis.fakeMapping.sent.some(({ type }) => type === 'load'));
    assert.deepEqual(await sent(page), [{ type: 'leaveOut', column: 'Heading 3' }, { type: 'load' }]);
  });

  it('says what the mark of changed cells means', async () => {
    const page = await pages.open({ mapping: true });
    await page.getByText('changed by the mapping').waitFor();
  });

  for (const theme of themes) {
    it(`can be read in ${theme}`, async () => {
      const page = await pages.open({ mapping: true, theme });
      await page.locator('#columns').focus();
      await screenshot(page, `mapping-${theme}`);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.equal(width, 1100);
    });
  }

  it('has every text of its own translated', async () => {
    const page = await pages.open({ mapping: true, pseudo: true });
    await page.getByRole('listbox', { name: '[xx Columns of accounts.csv]' }).waitFor();
    const texts = await page.locator('h2, .facts, .legend, .button').allInnerTexts();
    assert.ok(texts.length > 5);
    for (const text of texts) assert.match(text, /^\W*\[xx /i);
  });
});
