// What holds for any file: every API stores the same values and fails the same rows, and what an export writes, a load
// stores again as it was. Left out is what Salesforce decides by the rows that it processes together, such as two rows
// with the same key (README, “Which API loads the rows”).
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import type { LoadApi } from '../../../src/core/core';
import { csvLine } from '../../../src/core/csv/csvLine';
import { type CoreSetup, openCoreSetup, quiet, signal } from '../setup/coreSetup';

const apis: readonly LoadApi[] = ['rest', 'collections', 'bulk'];
const upsert = { operation: 'upsert', externalIdField: 'External_Id__c' } as const;

describe('a load of any file', function () {
  this.timeout(240_000);
  let setup: CoreSetup;
  before(async () => {
    setup = await openCoreSetup({ hasty: true });
  });
  after(() => setup.close());

  const put = async (records: readonly Readonly<Record<string, string | number | boolean | null>>[]): Promise<void> => {
    const { collections } = (await setup.core.org(setup.orgId)).composite;
    const saved = await collections.upsert({ object: 'Account', key: 'External_Id__c', records }, quiet);
    assert.ok(
      saved.every(({ ok }) => ok),
      JSON.stringify(saved),
    );
  };

  /** Good and bad values for each type; blank and `#N/A`, too. */
  const cells = {
    Name: fc.constantFrom('Moss', '', ' x ', 'Zoë “😀”', 'a "b", c', 'n'.repeat(300)),
    VIP__c: fc.constantFrom('', 'true', 'No', '1', 'perhaps', '2'),
    NumberOfEmployees: fc.constantFrom(
      '',
      '7',
      '+12',
      '-3',
      '1.5',
      '5.0',
      '1e3',
      '101E010031',
      '99999999999',
      'x',
      '#N/A',
    ),
    AnnualRevenue: fc.constantFrom('', '12.50', '.5', '1e3', '5E1000', '1E-400', '1,5', '1234567890123456.78', '#N/A'),
    Customer_Since__c: fc.constantFrom('', '2024-02-29', '2023-02-29', '02/02/2024', '45000', '#N/A'),
    Last_Review__c: fc.constantFrom('', '2024-02-29T10:00:00Z', '2024-02-29T10:00:00+0200', '29.02.2024 10:00', '#N/A'),
    Description: fc.constantFrom('', 'one\ntwo', '  blanks  ', '007', '#n/a', '#N/A', '-', 'null'),
    OwnerId: fc.constantFrom('', 'nonsense', '1.23457E+17', '001000000000001'),
    'Parent.External_Id__c': fc.constantFrom('', 'LAW-P', 'nope', '#N/A'),
  } as const;
  const columns = ['External_Id__c', ...Object.keys(cells)];
  const rowOf = fc.record(cells).map((row) => Object.values(row));

  it('stores the same values and fails the same rows with every API', async () => {
    await put([{ External_Id__c: 'LAW-P', Name: 'Parent' }]);
    const soql = `SELECT External_Id__c, Name, VIP__c, NumberOfEmployees, AnnualRevenue, Customer_Since__c, Last_Review__c, Description, ParentId FROM Account WHERE External_Id__c LIKE 'LAW-R%' ORDER BY External_Id__c`;
    const before = { Name: 'Before', VIP__c: true, NumberOfEmployees: 1, AnnualRevenue: 2, Description: 'before' };
    const known = {
      ...before,
      Customer_Since__c: '2020-01-01',
      Last_Review__c: '2020-01-01T00:00:00Z',
      ParentId: null,
    };
    await fc.assert(
      fc.asyncProperty(fc.array(rowOf, { minLength: 1, maxLength: 12 }), async (rows) => {
        const keys = rows.map((_, row) => `LAW-R${row}`);
        const lines = rows.map((row, at) => csvLine([keys[at]!, ...row]));
        const file = await setup.csv('law.csv', csvLine(columns) + lines.join(''));
        const seen = [];
        for (const api of apis) {
          await put(keys.map((key) => ({ External_Id__c: key, ...known })));
          const state = await setup.load(file, { ...upsert, api });
          assert.equal(state.outcome, 'completed', JSON.stringify(state.error));
          const failed = await setup.core.jobs.rows(state.jobId, { list: 'failed', offset: 0, limit: 100 }, signal);
          const stored = await setup.rowsOf(soql);
          seen.push({ failed: failed.rows.map(({ line }) => line), stored: stored.slice(0, rows.length) });
        }
        assert.deepEqual(seen[0], seen[1]);
        assert.deepEqual(seen[1], seen[2]);
      }),
      { numRuns: 12 },
    );
  });

  /** Everything but the character zero, which no file may have. */
  const text = fc
    .oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\r\n', 'a\rb', '\n', ' x ', '"', 'sep=;', '\ufeff', '\ufffd', '0012', '#N/A', '"#N/A"'),
    )
    .filter((value) => !value.includes('\0'));

  it('stores again what an export wrote, for any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 8 }), fc.boolean(), async (texts, rest) => {
        const records = texts.map((value, row) => ({ External_Id__c: `RT-${row}`, Name: 'Same', Description: value }));
        await put(records);
        const where = `WHERE External_Id__c LIKE 'RT-%' AND Name = 'Same' ORDER BY External_Id__c`;
        const stored = () => setup.rowsOf(`SELECT External_Id__c, Description FROM Account ${where}`);
        const wanted = await stored();
        const soql = `SELECT External_Id__c, Name, Description FROM Account ${where}`;
        const written = await setup.export(soql, { rest, overwrite: true });
        await put(records.map((record) => ({ ...record, Description: null })));
        const spec = { ...upsert, api: 'auto', allowReplacementCharacters: true, naCells: 'text' } as const;
        const state = await setup.load(written.spec.file, spec);
        assert.equal(
          state.outcome,
          'completed',
          JSON.stringify([state.error, await readFile(written.spec.file, 'utf8')]),
        );
        assert.deepEqual([state.failed, state.succeeded], [0, wanted.length]);
        assert.deepEqual(await stored(), wanted);
        // Rows of an earlier, longer run are exported, too.
        const naRows = wanted.filter((row) => row['Description'] === '#N/A');
        assert.equal(state.plan?.naCells?.count ?? 0, naRows.length);
      }),
      {
        numRuns: 25,
        examples: [
          [['#N/A', 'a', '', '#N/A'], false],
          [['\r\n'], false],
        ],
      },
    );
  });

  it('refuses the character zero with its line, whatever API would take the rows', async () => {
    for (const api of apis) {
      const file = await setup.csv('zero.csv', 'External_Id__c,Name,Description\nZ1,a,b\nZ2,a,"x\0y"\n');
      const { outcome, error } = await setup.load(file, { ...upsert, api });
      assert.deepEqual([outcome, error?.code, error?.details['line']], ['rejected', 'input.binary', 3]);
    }
  });
});
