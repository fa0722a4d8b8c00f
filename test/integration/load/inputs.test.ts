// Files as people have them: damaged, made by a spreadsheet, or written by us. What arrives is what is in the file, and
// what cannot arrive fails in its own row, whatever API takes the rows.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { JobState, LoadApi, LoadSpec } from '../../../src/core/core';
import { renames } from '../../fakes/renames';
import { adds, type CoreSetup, openCoreSetup, signal } from '../setup/coreSetup';

const upsert = { operation: 'upsert', externalIdField: 'External_Id__c', api: 'auto' } as const;
const apis: readonly LoadApi[] = ['rest', 'collections', 'bulk'];

describe('files as people have them', () => {
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup({ hasty: true });
  });
  afterEach(() => setup.close());

  const load = async (content: string | Uint8Array, spec: Partial<LoadSpec> = {}) =>
    setup.load(await setup.csv('a.csv', content), { ...upsert, ...spec });
  const failedRows = async ({ jobId }: JobState) =>
    (await setup.core.jobs.rows(jobId, { list: 'failed', offset: 0, limit: 1000 }, signal)).rows;
  const writes = (): number =>
    setup.practice.requests.all.filter(({ method, path }) => method !== 'GET' && path.startsWith('/services/data/v'))
      .length;
  const accounts = (fields: string, prefix: string) =>
    setup.rowsOf(`SELECT ${fields} FROM Account WHERE External_Id__c LIKE '${prefix}%' ORDER BY External_Id__c`);
  const latin = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

  describe('in another encoding', () => {
    it('with one stray byte among UTF-8 are rejected with line and byte, and nothing arrives', async () => {
      const rows = Array.from({ length: 5 }, (_, index) => `MX-${index},Café Zoë\n`).join('');
      const bytes = Buffer.concat([Buffer.from(`External_Id__c,Name\n${rows}`), latin('MX-6,Caf\xe9 last\n')]);
      const state = await load(bytes);
      const { file: _, ...place } = state.error?.details ?? {};
      assert.deepEqual([state.outcome, state.error?.code], ['rejected', 'input.strayByte']);
      assert.deepEqual(place, { line: 7, offset: 108, byte: 'E9' });
      assert.equal(writes(), 0);
    });

    it('are never loaded on a guess: the likely encodings are named, and the one that a person names is used', async () => {
      const bytes = Buffer.concat([latin('External_Id__c,Name,BillingCity\r\nJP-1,'), japanese, latin('\r\n')]);
      const refused = await load(bytes);
      assert.equal(refused.error?.code, 'input.unknownEncoding');
      assert.match(String(refused.error.details['candidates']), /^shift_jis \(“株式会社”\)/);
      const state = await load(bytes, { dialect: { encoding: 'shift_jis' } });
      assert.deepEqual(
        [state.outcome, state.plan?.encoding, state.plan?.dialect.encoding],
        ['completed', 'shift_jis', 'utf-8'],
      );
      assert.deepEqual(await accounts('Name, BillingCity', 'JP'), [{ Name: '株式会社', BillingCity: '東京' }]);
    });

    it('are rejected when a byte of them contradicts the encoding that was named', async () => {
      const state = await load(latin('External_Id__c;Name\nRU-1;\xd0\xee\nRU-2;\x98\n'), {
        dialect: { encoding: 'windows-1251' },
      });
      assert.equal(state.error?.code, 'input.badEncoding');
      assert.deepEqual([state.error.details['line'], state.error.details['encoding']], [3, 'windows-1251']);
      assert.equal(writes(), 0);
    });

    it('with destroyed characters are rejected with the place of the first, unless they are allowed', async () => {
      const text = 'External_Id__c,Name\nFF-1,Caf\u00e9\nFF-2,"Caf\ufffd\ufffd"\n';
      const { error } = await load(text);
      const { file: _, ...place } = error?.details ?? {};
      assert.deepEqual([error?.code, place], ['input.replacementCharacters', { line: 3, column: 'Name', count: 2 }]);
      assert.equal(writes(), 0);
      const state = await load(text, { allowReplacementCharacters: true });
      assert.deepEqual([state.outcome, state.succeeded], ['completed', 2]);
    });
  });

  describe('with values that are none of their field', () => {
    for (const api of apis)
      it(`change no other value: ${api} stores no number that is too large, and empties no field`, async () => {
        await load('External_Id__c,Name,NumberOfEmployees,AnnualRevenue\nINF-1,a,7,70\nINF-2,b,8,80\nINF-3,c,9,90\n');
        const state = await load(
          'External_Id__c,Name,NumberOfEmployees,AnnualRevenue\nINF-1,a,101E010031,500\nINF-2,b,5,5E1000\nINF-3,c,#N/A,1E2\n',
          { api },
        );
        assert.deepEqual([state.outcome, state.succeeded, state.failed], ['completed', 1, 2]);
        assert.deepEqual(await accounts('NumberOfEmployees, AnnualRevenue', 'INF'), [
          { NumberOfEmployees: 7, AnnualRevenue: 70 },
          { NumberOfEmployees: 8, AnnualRevenue: 80 },
          { NumberOfEmployees: null, AnnualRevenue: 100 },
        ]);
      });

    for (const api of apis)
      it(`fail alone where the Id is none: ${api} updates the other rows`, async () => {
        const [one, two] = await setup.rowsOf('SELECT Id FROM Account LIMIT 2');
        const ids = [one?.['Id'], '1.23457E+17', 'CaliforniaState', two?.['Id']].map(String);
        const state = await load(`Id,Name\n${ids.map((id, row) => `${id},r${row}`).join('\n')}\n`, {
          operation: 'update',
          api,
        });
        assert.deepEqual([state.outcome, state.succeeded, state.failed], ['completed', 2, 2]);
        assert.deepEqual(
          (await failedRows(state)).map(({ line, code, fields }) => [line, code, fields]),
          [
            [3, 'MALFORMED_ID', ['Id']],
            [4, 'MALFORMED_ID', ['Id']],
          ],
        );
      });

    it('cost no more calls than the route says, and are one group that names the field', async () => {
      const rows = Array.from({ length: 199 }, (_, index) => `Bad ${index},${index % 28}/02/2024\n`).join('');
      const state = await load(`Name,Customer_Since__c\n${rows}Good,2024-02-29\n`, { operation: 'insert' });
      assert.deepEqual([state.plan?.route?.calls, writes()], [1, 1]);
      assert.deepEqual([state.succeeded, state.failed, adds(state)], [1, 199, true]);
      assert.deepEqual(
        state.groups.map(({ code, fields, count }) => [code, fields, count]),
        [['INVALID_FIELD', ['Customer_Since__c'], 199]],
      );
      assert.match(state.groups[0]?.message ?? '', /^Customer_Since__c: “…” is not a date\. Write dates as 2024-01-31/);
    });

    it('are told apart by their fields, and a row names all of them', async () => {
      const text = 'Name,VIP__c,NumberOfEmployees,Last_Review__c\na,perhaps,1.5,soon\nb,yes,12,2024-02-29T10:00:00Z\n';
      const state = await load(text, { operation: 'insert' });
      assert.deepEqual([state.succeeded, state.failed], [1, 1]);
      assert.deepEqual((await failedRows(state))[0]?.fields, ['VIP__c', 'NumberOfEmployees', 'Last_Review__c']);
    });
  });

  it('keep both kinds of line breaks in values, and the route says why it is not the Bulk API', async () => {
    const lines = ['one\ntwo', 'one\r\ntwo', 'one\rtwo\n'];
    const rows = Array.from(
      { length: 201 },
      (_, index) => `RT-${String(index).padStart(3, '0')},y,"${lines[index % 3]}"\n`,
    );
    const text = `External_Id__c,Name,Description\n${rows.join('')}`;
    const state = await load(text);
    assert.deepEqual([state.outcome, state.succeeded], ['completed', 201]);
    assert.deepEqual([state.plan?.route?.api, state.plan?.route?.reason.code], ['collections', 'lineBreaks']);
    const found = (await accounts('Description', 'RT')).map((account) => account['Description']);
    assert.deepEqual(
      found,
      rows.map((_, index) => lines[index % 3]),
    );
    const forced = await load(text, { api: 'bulk' });
    assert.deepEqual([forced.outcome, forced.error?.code], ['rejected', 'input.mixedLineEndings']);
    const without = await load(text, {
      api: 'bulk',
      mapping: renames({ External_Id__c: 'External_Id__c', Name: 'Name' }),
    });
    assert.deepEqual([without.outcome, without.succeeded], ['completed', 201]);
  });

  for (const api of apis)
    it(`that are our own result files load again with ${api}: our columns are left out, which is said`, async () => {
      const text = 'sf__Id,sf__Error,sf__Line,External_Id__c,Name\n,"INVALID_FIELD:x:--",3,OWN-1,Moss\n';
      const state = await load(text, { api });
      assert.deepEqual([state.outcome, state.succeeded], ['completed', 1]);
      const reason = 'resultColumn';
      const own = ['sf__Id', 'sf__Error', 'sf__Line'].map((column) => ({ column, reason }));
      assert.deepEqual(state.plan?.leftOut, own);
    });

  it('that failed load again from their own file of failed rows', async () => {
    const first = await load('External_Id__c,Name\nAG-1,Moss\nAG-2,\n');
    const failed = await readFile((await setup.core.jobs.resultFile(first.jobId, 'failed'))!, 'utf8');
    const again = await load(failed.replace('AG-2,', 'AG-2,Fern'));
    assert.deepEqual([again.outcome, again.succeeded, again.failed], ['completed', 1, 0]);
  });

  for (const api of apis)
    it(`of a spreadsheet load with ${api}: its sep= line is no row, and lines are counted from the file’s first`, async () => {
      const text = 'sep=;\r\nName;External_Id__c;Phone\r\n"A, B";SEP-1;1\r\n;SEP-2;2\r\nC;SEP-3;3\r\n';
      const state = await load(text, { api });
      assert.deepEqual([state.succeeded, state.failed], [2, 1]);
      assert.deepEqual(
        (await failedRows(state)).map(({ line }) => line),
        [4],
      );
      assert.deepEqual(await accounts('Name, Phone', 'SEP'), [
        { Name: 'A, B', Phone: '1' },
        { Name: 'C', Phone: '3' },
      ]);
    });

  for (const api of apis)
    it(`with blanks around column names load with ${api}, which is said`, async () => {
      const text = 'External_Id__c ,\u00a0Name\u200b,"\ufeffPhone "\nHS-1, x ,1\n';
      const state = await load(text, { api });
      assert.deepEqual([state.outcome, state.succeeded], ['completed', 1], JSON.stringify(state.error));
      assert.deepEqual(state.plan?.trimmed, ['External_Id__c', 'Name', 'Phone']);
      assert.deepEqual(await accounts('Name, Phone', 'HS'), [{ Name: ' x ', Phone: '1' }]);
    });

  it('with a column that the parent does not have keep its name in the group', async () => {
    const state = await setup.load(await setup.csv('c.csv', 'LastName,Account.Nope__c\nMoss,1\nFern,2\n'), {
      object: 'Contact',
      api: 'auto',
    });
    assert.equal(state.failed, 2);
    assert.deepEqual(
      state.groups.map(({ message, count }) => [/Nope__c/.test(message), count]),
      [[true, 2]],
      JSON.stringify(state.groups),
    );
  });
});

/** 株式会社,東京 in Shift_JIS. */
const japanese = Buffer.from('8a948eae89ef8ed02c938c8b9e', 'hex');
