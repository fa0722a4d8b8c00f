// ORDER BY, LIMIT and OFFSET: English sort order, empty fields, picklists, and many rows.
import assert from 'node:assert/strict';
import { column, emptyOrg, insert, refusal, sampleOrg } from './sampleOrg';

describe('the order of records', () => {
  it('is the order of creation without ORDER BY', async () => {
    assert.deepEqual(await column(sampleOrg().org, 'SELECT Name FROM Opportunity'), ['North', 'South', 'East', 'West']);
  });

  it('ignores letter case and accents', async () => {
    const org = emptyOrg();
    for (const name of ['b', 'Éa', 'C', 'a', 'eb', 'B']) insert(org, 'Account', { Name: name });
    assert.deepEqual(await column(org, 'SELECT Name FROM Account ORDER BY Name'), ['a', 'b', 'B', 'C', 'Éa', 'eb']);
  });

  it('puts empty fields first, or last with NULLS LAST', async () => {
    const names = (order: string) => column(sampleOrg().org, `SELECT Name FROM Opportunity ORDER BY Amount ${order}`);
    assert.deepEqual(await names(''), ['West', 'North', 'South', 'East']);
    assert.deepEqual(await names('DESC'), ['West', 'East', 'South', 'North']);
    assert.deepEqual(await names('NULLS LAST'), ['North', 'South', 'East', 'West']);
    assert.deepEqual(await names('DESC NULLS LAST'), ['East', 'South', 'North', 'West']);
  });

  it('supports several fields, parent fields, and picklists in the order of their values', async () => {
    const { org } = sampleOrg();
    const text = 'SELECT Name FROM Opportunity ORDER BY StageName DESC, Account.Name DESC, Name';
    assert.deepEqual(await column(org, text), ['East', 'South', 'West', 'North']);
  });

  it('is limited by LIMIT and OFFSET', async () => {
    const { org } = sampleOrg();
    assert.deepEqual(await column(org, 'SELECT Name FROM Opportunity ORDER BY Name LIMIT 2 OFFSET 1'), [
      'North',
      'South',
    ]);
    assert.deepEqual(await column(org, 'SELECT Name FROM Opportunity LIMIT 0'), []);
    assert.deepEqual(await column(org, 'SELECT Name FROM Opportunity OFFSET 3'), ['West']);
  });

  it('is correct for many rows, with and without LIMIT, and keeps equal rows in the order of creation', async () => {
    const org = emptyOrg();
    const count = 20_000;
    for (let i = 0; i < count; i++) insert(org, 'Account', { Name: `N${i}`, NumberOfEmployees: (i * 7919) % 1000 });
    const all = await column(
      org,
      'SELECT Name, NumberOfEmployees FROM Account ORDER BY NumberOfEmployees DESC LIMIT 2000',
    );
    const expected = Array.from({ length: count }, (_, i) => ({ name: `N${i}`, key: (i * 7919) % 1000 }))
      .sort((a, b) => b.key - a.key)
      .slice(0, 2000)
      .map(({ name }) => name);
    assert.deepEqual(all, expected);
  });

  it('is rejected for unsortable fields and for an offset above the maximum', async () => {
    const { org } = sampleOrg();
    const refused = await refusal(org, 'SELECT Id FROM Account ORDER BY Segments__c');
    assert.match(refused?.message ?? '', /field 'Segments__c' can not be sorted in a query call/);
    assert.deepEqual(await refusal(org, 'SELECT Id FROM Account OFFSET 2001'), {
      code: 'NUMBER_OUTSIDE_VALID_RANGE',
      message: 'Maximum SOQL offset allowed is 2000',
    });
  });
});
