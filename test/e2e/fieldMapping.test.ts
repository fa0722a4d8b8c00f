// A file as a spreadsheet writes it in Europe is loaded without an API name typed and without the file being changed.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keeper } from './keeper';
import { chooseToLoad } from './mainJob';
import { clearNotifications, endOfJob } from './parts';
import { startPracticeOrg, type PracticeOrg } from './practiceOrg';
import { accept, chooseByTyping, closePicker, question } from './quickInput';
import { scratch, type Scratch } from './scratch';
import { openWorkbench, themes, type Workbench } from './workbench';

describe('mapping the columns of a file', function () {
  this.timeout(300_000);
  const keep = keeper();
  let org: PracticeOrg;
  let files: Scratch;
  let workbench: Workbench;
  const rows = (header: string, ...lines: readonly string[]) =>
    Buffer.from([header, ...lines, ''].join('\r\n'), 'latin1');
  const kunden = rows(
    'Account Name;Billing City;Phone Number;Rev.;Customer Since',
    'Café Müller;Köln;+49 221 1;1.234.567,00;31/12/2024',
    'Bäckerei Jörg;Zürich;+41 44 2;99,00;01/02/2023',
  );
  const more = rows(
    'Account Name;Billing City;Phone Number;Turnover;Customer Since',
    'Größe & Söhne;Würzburg;+49 931 3;2.000,00;30/11/2020',
  );

  before(async () => {
    org = keep(await startPracticeOrg());
    files = keep(scratch('kunden'));
    writeFileSync(join(files.folder, 'kunden.csv'), kunden);
    writeFileSync(join(files.folder, 'kunden2.csv'), kunden);
    writeFileSync(join(files.folder, 'mehr.csv'), more);
    workbench = keep(await openWorkbench({ folder: files.folder, env: org.env, pictures: 'field-mapping' }));
  });
  afterEach(async function () {
    await workbench.tidy(this.currentTest?.state);
  });

  const found = (name: string) =>
    org.query(`SELECT Name, BillingCity, Phone, AnnualRevenue, Customer_Since__c FROM Account WHERE Name = '${name}'`);
  const offered = () => question(workbench.page, /Press Enter to start/);
  const click = async (text: string): Promise<void> => {
    await workbench.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first().click();
  };
  const ask = async (file: string): Promise<void> => {
    await chooseToLoad(workbench, file);
    await question(workbench.page, /Choose the encoding/);
    await accept(workbench.page);
  };

  it('asks first about the columns that are not certain', async () => {
    await ask('kunden.csv');
    const { choices, placeholder } = await question(workbench.page, /Press Enter to accept what is shown/);
    assert.match(placeholder, /3 columns to check/);
    assert.deepEqual(
      choices.slice(1, 4).map((label) => label.split(',')[0]),
      ['Phone Number → Phone', 'Rev.', 'Customer Since → Customer_Since__c'],
    );
    await workbench.screenshot('columns');
    await closePicker(workbench.page);
  });

  it('loads the file by keyboard alone', async () => {
    const { page, screenshot } = workbench;
    await ask('kunden.csv');
    await question(page, /Press Enter to accept what is shown/);
    await chooseByTyping(page, 'Rev.');
    await question(page, /Which field does “Rev\.” go to\?/);
    await screenshot('fields');
    await chooseByTyping(page, 'Annual Revenue');
    await question(page, /How are the values for Annual Revenue written\?/);
    await screenshot('format');
    await accept(page);
    await question(page, /2 columns to check/);
    await accept(page);
    const { choices } = await offered();
    assert.match(choices[0] ?? '', /Insert 2 rows → Account/);
    await screenshot('offer');
    await accept(page);
    await endOfJob(page, /2 rows of Account inserted/);
    await clearNotifications(page);
    const [account] = await found('Café Müller');
    assert.deepEqual(
      ['BillingCity', 'Phone', 'AnnualRevenue', 'Customer_Since__c'].map((name) => account?.[name]),
      ['Köln', '+49 221 1', 1_234_567, '2024-12-31'],
    );
    assert.deepEqual(readFileSync(join(files.folder, 'kunden.csv')), kunden);
  });

  it('takes one Enter for the same header the next time', async () => {
    await ask('kunden2.csv');
    assert.match((await offered()).choices[0] ?? '', /Insert 2 rows → Account/);
    await closePicker(workbench.page);
  });

  it('loads another file by mouse', async () => {
    const { page, screenshot } = workbench;
    await ask('mehr.csv');
    await question(page, /1 column to check/);
    await click('Turnover');
    await question(page, /Which field does “Turnover” go to\?/);
    await page.locator('.quick-input-filter input').first().fill('annual');
    await click('Annual Revenue');
    await question(page, /How are the values/);
    await click('Decimal comma');
    await question(page, /Press Enter to accept the fields/);
    await screenshot('all-mapped');
    await click('Accept These Fields');
    await offered();
    await click('Insert 1 row');
    await endOfJob(page, /1 row of Account inserted/);
    await clearNotifications(page);
    const [account] = await found('Größe & Söhne');
    assert.deepEqual([account?.['AnnualRevenue'], account?.['Customer_Since__c']], [2000, '2020-11-30']);
  });

  for (const theme of themes) {
    it(`can be read in ${theme}`, async () => {
      await workbench.setTheme(theme);
      await ask('mehr.csv');
      const name = theme.toLowerCase().replaceAll(' ', '-');
      await offered();
      await workbench.screenshot(`offer-${name}`);
      await chooseByTyping(workbench.page, 'Fields:');
      await question(workbench.page, /Press Enter to accept the fields/);
      await workbench.screenshot(`columns-${name}`);
      await closePicker(workbench.page);
    });
  }

  it('logs no error in a page of ours', () => assert.deepEqual(workbench.pageErrors(), []));
});
