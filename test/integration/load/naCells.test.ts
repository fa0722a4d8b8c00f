// Cells that are #N/A: they clear their fields and are named, or they are stored as text by calls.
import assert from 'node:assert/strict';
import type { LoadSpec } from '../../../src/core/core';
import { renames } from '../../fakes/renames';
import { openCoreSetup, signal, type CoreSetup } from '../setup/coreSetup';

describe('a cell that is #N/A', () => {
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup({ hasty: true });
    await load('External_Id__c,Name,Phone,NumberOfEmployees\nN1,Moss,1,10\nN2,Lee,2,20\n', { api: 'collections' });
  });
  afterEach(() => setup.close());

  const upsert = { operation: 'upsert', externalIdField: 'External_Id__c' } as const;
  const load = async (text: string, choices: Partial<LoadSpec>) =>
    await setup.load(await setup.csv('na.csv', text), { ...upsert, ...choices });
  const phones = async (): Promise<readonly unknown[]> =>
    (await setup.rowsOf("SELECT Phone FROM Account WHERE External_Id__c LIKE 'N%' ORDER BY External_Id__c")).map(
      ({ Phone }) => Phone,
    );
  const text = 'External_Id__c,Name,Phone\nN1,"Mo\nss",#N/A\nN2,Lee,"#N/A"\n';

  for (const api of ['rest', 'collections', 'bulk'] as const)
    it(`clears its field with ${api}, and the job has the number of such cells and the place of the first`, async () => {
      const state = await load(text, { api });
      assert.equal(state.succeeded, 2);
      assert.deepEqual(state.plan?.naCells, { count: 2, line: 3, column: 'Phone' });
      assert.deepEqual(await phones(), [null, null]);
    });

  for (const api of ['rest', 'collections', 'auto'] as const)
    it(`is stored as text with ${api} if chosen`, async () => {
      const state = await load(text, { api, naCells: 'text' });
      assert.equal(state.succeeded, 2);
      assert.deepEqual(await phones(), ['#N/A', '#N/A']);
    });

  it('as text takes a load of many rows to collections, with the reason', async () => {
    const rows = Array.from({ length: 201 }, (_, row) => `N${row},y,${row === 150 ? '#N/A' : row}\n`);
    const state = await load(`External_Id__c,Name,Phone\n${rows.join('')}`, { api: 'auto', naCells: 'text' });
    assert.deepEqual([state.succeeded, state.plan?.route?.reason], [201, { code: 'naAsText', rows: 201 }]);
    assert.equal(state.plan?.route?.api, 'collections');
    assert.equal((await phones()).filter((phone) => phone === '#N/A').length, 1);
  });

  it('as text is rejected where only the Bulk API may load the rows, before anything is sent', async () => {
    const state = await load(text, { api: 'bulk', naCells: 'text' });
    assert.deepEqual([state.outcome, state.error?.code], ['rejected', 'input.naAsText']);
    assert.deepEqual(await phones(), ['1', '2']);
  });

  it('is not counted in a column that is not sent', async () => {
    const mapping = renames({ External_Id__c: 'External_Id__c', Name: 'Name' });
    const state = await load(text, { mapping, api: 'bulk', naCells: 'text' });
    assert.deepEqual([state.outcome, state.plan?.naCells], ['completed', undefined]);
  });

  it('stays text beside blank cells that clear their fields, also when its row is sent again', async () => {
    setup.practice.org.locks.add({ object: 'Account', field: 'External_Id__c', values: ['N1'] });
    const choices = { api: 'auto', blanks: 'clear', naCells: 'text' } as const;
    const first = await load('External_Id__c,Name,Phone,NumberOfEmployees\nN1,#N/A,,\nN2,Lee,#N/A,\n', choices);
    assert.deepEqual([first.failed, first.succeeded], [1, 1]);
    setup.practice.org.locks.clear();
    const { spec } = await setup.core.jobs.prepareRetry(first.jobId, { list: 'failed' }, signal);
    await setup.core.jobs.whenFinished(await setup.core.jobs.start(spec), signal);
    const where = "WHERE External_Id__c LIKE 'N%' ORDER BY External_Id__c";
    assert.deepEqual(await setup.rowsOf(`SELECT Name, Phone, NumberOfEmployees FROM Account ${where}`), [
      { Name: '#N/A', Phone: null, NumberOfEmployees: null },
      { Name: 'Lee', Phone: '#N/A', NumberOfEmployees: null },
    ]);
  });

  it('as text in a field of numbers fails alone in its row, and clears nothing', async () => {
    const rows = 'External_Id__c,Name,NumberOfEmployees\nN1,Moss,#N/A\nN2,Lee,21\n';
    const state = await load(rows, { api: 'auto', naCells: 'text' });
    assert.deepEqual([state.succeeded, state.failed, state.groups[0]?.fields], [1, 1, ['NumberOfEmployees']]);
    const [kept] = await setup.rowsOf("SELECT NumberOfEmployees FROM Account WHERE External_Id__c = 'N1'");
    assert.equal(kept?.['NumberOfEmployees'], 10);
  });

  it('can be a key as text', async () => {
    const state = await load('External_Id__c,Name\n#N/A,Named\n', { api: 'auto', naCells: 'text' });
    assert.equal(state.succeeded, 1);
    assert.deepEqual(await setup.rowsOf("SELECT Name FROM Account WHERE External_Id__c = '#N/A'"), [{ Name: 'Named' }]);
  });
});
