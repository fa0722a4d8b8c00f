// The form of the mapping page that changes how the values of a field are converted.
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import type { MappingToHost } from '../../../src/shared/protocol/mapping';
import { screenshot, themes, usePages, type Opening } from '../openPage';

type Converted = Extract<MappingToHost, { type: 'convert' }>;

describe('the form for a conversion', () => {
  const pages = usePages();
  const form = (page: Page): Locator => page.getByRole('form', { name: 'How Heading 5 becomes Field_5__c' });
  const group = (page: Page, name: string): Locator => form(page).getByRole('group', { name });

  /** The fifth column has a field that names users. */
  async function open(more: Opening = {}): Promise<Page> {
    const page = await pages.open({ mapping: true, ...more });
    await page.locator('#columns [role=option]').nth(4).click();
    await page.getByRole('button', { name: 'Convert…' }).click();
    await form(page).waitFor();
    return page;
  }

  const apply = (page: Page): Promise<void> => form(page).getByRole('button', { name: 'Apply' }).click();

  async function converted(page: Page): Promise<Converted> {
    const all = await page.waitForFunction(() => {
      const found = globalThis.fakeMapping.sent.filter(({ type }) => type === 'convert');
      return found.length > 0 ? found : undefined;
    });
    return ((await all.jsonValue()) as unknown as Converted[]).at(-1) as Converted;
  }

  it('adds a step with its options, keeps what only the text can change, and sends nothing before Apply', async () => {
    const page = await open();
    await group(page, '2. Only in the text: by conditions').waitFor();
    await form(page).getByLabel('New step').selectOption({ label: 'Replace a text' });
    await form(page).getByRole('button', { name: 'Add', exact: true }).click();
    await group(page, '4. Replace a text').getByLabel('Find').fill('AG');
    await group(page, '4. Replace a text').getByLabel('With').fill('Ltd');
    assert.equal(await page.evaluate(() => globalThis.fakeMapping.sent.some(({ type }) => type === 'convert')), false);
    await apply(page);
    assert.deepEqual(await converted(page), {
      type: 'convert',
      field: 'Field_5__c',
      steps: [
        { kind: 'trim', options: {} },
        { kind: 'textOnly', at: 1, words: 'by conditions' },
        { kind: 'number', options: { decimal: ',', group: '.' } },
        { kind: 'replace', options: { find: 'AG', with: 'Ltd' } },
      ],
    });
  });

  it('does not send a step that lacks what it needs', async () => {
    const page = await open();
    await form(page).getByLabel('New step').selectOption({ label: 'Replace a text' });
    await form(page).getByRole('button', { name: 'Add', exact: true }).click();
    await apply(page);
    assert.equal(
      await group(page, '4. Replace a text')
        .getByLabel('Find')
        .evaluate((input: { readonly matches: (selector: string) => boolean }) => input.matches(':invalid')),
      true,
    );
    assert.equal(await page.evaluate(() => globalThis.fakeMapping.sent.some(({ type }) => type === 'convert')), false);
  });

  it('moves a step with its options and removes another, by keyboard alone', async () => {
    const page = await pages.open({ mapping: true });
    await page.locator('#columns').focus();
    for (let at = 0; at < 4; at++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('F2');
    await form(page).getByLabel('New step').and(page.locator(':focus')).waitFor();
    await group(page, '3. Number').getByLabel('Decimal separator').selectOption({ label: 'Point' });
    await form(page).getByRole('button', { name: 'Move step 3 up' }).press('Enter');
    await form(page).getByRole('button', { name: 'Remove step 1' }).press('Enter');
    assert.equal(await group(page, '1. Number').getByLabel('Decimal separator').inputValue(), '.');
    await form(page).getByRole('button', { name: 'Apply' }).press('Enter');
    assert.deepEqual((await converted(page)).steps, [
      { kind: 'number', options: { decimal: '.', group: '.' } },
      { kind: 'textOnly', at: 1, words: 'by conditions' },
    ]);
    await page.keyboard.press('Escape');
    await page.locator('#columns:focus').waitFor();
  });

  it('has the values of a table, and one for all others', async () => {
    const page = await open();
    await form(page).getByLabel('New step').selectOption({ label: 'Value table' });
    await form(page).getByRole('button', { name: 'Add', exact: true }).click();
    const table = group(page, '4. Value table');
    await table.getByLabel('Value 1', { exact: true }).fill('IT');
    await table.getByLabel('Value 1 becomes').fill('Technology');
    await table.getByLabel('A value that is not here').selectOption({ label: 'Becomes another value' });
    await table.getByRole('textbox', { name: 'Other value' }).fill('Other');
    await apply(page);
    assert.deepEqual((await converted(page)).steps.at(-1), {
      kind: 'table',
      options: { otherwise: 'use', use: 'Other' },
      values: [['IT', 'Technology']],
    });
  });

  it('turns a lookup on for a field that names records, with its object', async () => {
    const page = await open();
    await form(page).getByLabel('The value names another record').check();
    await form(page).getByLabel('By its field').fill('Email');
    await apply(page);
    assert.deepEqual((await converted(page)).lookup, { object: 'User', by: 'Email' });
  });

  it('keeps what was entered when it is refused, and says why', async () => {
    const page = await open();
    await form(page).getByLabel('New step').selectOption({ label: 'Date and time' });
    await form(page).getByRole('button', { name: 'Add', exact: true }).click();
    await form(page)
      .getByLabel(/Time zone of the file/)
      .fill('Mars');
    await apply(page);
    await form(page).getByRole('alert').filter({ hasText: '“Mars” is not a time zone.' }).waitFor();
    assert.equal(
      await form(page)
        .getByLabel(/Time zone of the file/)
        .inputValue(),
      'Mars',
    );
    await group(page, '4. Date and time').waitFor();
  });

  for (const theme of themes) {
    it(`can be read in ${theme}`, async () => {
      const page = await open({ theme });
      await form(page).getByLabel('The value names another record').check();
      await form(page).getByLabel('New step').selectOption({ label: 'Value table' });
      await form(page).getByRole('button', { name: 'Add', exact: true }).click();
      await screenshot(page, `mapping-form-${theme}`);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 1100);
    });
  }

  it('fits beside the columns in half an editor', async () => {
    const page = await open({ width: 560 });
    await screenshot(page, 'mapping-form-narrow');
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 560);
  });
});
