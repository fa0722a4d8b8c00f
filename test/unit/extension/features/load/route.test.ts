// The route of a load in the offer: few rows are no bulk job and are not called one.
import { strict as assert } from 'node:assert';
import '../../../../fakes/vscode';
import { withGuess, withOperation, type Draft } from '../../../../../src/extension/features/load/draft';
import { offerChoices } from '../../../../../src/extension/features/load/offer';
import { routeChoices } from '../../../../../src/extension/features/load/route';
import { routeInWords } from '../../../../../src/extension/words/route';
import type { LoadSpec, Org } from '../../../../../src/core/core';

const org: Org = {
  orgId: '00D5e0000000001EAA-0055e0000000001AAA',
  username: 'admin@practice.example',
  label: 'Practice org',
  instanceUrl: 'http://127.0.0.1:4000',
  kind: 'practice',
  apiVersion: '66.0',
  login: 'practice',
};

const draft = (count: number, api: LoadSpec['api'] = 'auto', exact = true): Draft =>
  withGuess(
    {
      org,
      dialect: {},
      parallelParts: 3,
      blanks: 'ignore',
      naCells: 'clear',
      route: { api, routeLimits: {} },
      inspection: {
        file: '/project/accounts.csv',
        sizeBytes: 1000,
        modifiedMs: 0,
        preview: [],
        records: { count, exact },
        naCells: new Map(),
        dialect: { delimiter: ',', lineEnding: 'LF', encoding: 'utf-8', bomBytes: 0 },
        columns: ['Id', 'Name', 'External_Id__c'],
      },
    },
    {
      object: 'Account',
      objectReason: 'columns',
      operation: 'upsert',
      externalIdField: 'External_Id__c',
      keys: ['External_Id__c'],
      columns: [],
    },
  );

const lines = (of: Draft): readonly string[] =>
  offerChoices(of).flatMap((entry) => ('heading' in entry ? [] : [`${entry.label} | ${entry.description ?? ''}`]));
const routeLine = (of: Draft): string | undefined => lines(of).find((line) => line.includes('API: '));

describe('the route in the offer of a load', () => {
  for (const [count, api, offer, route] of [
    [1, 'auto', 'Upsert 1 row → Account', 'API: REST, 1 call | 1 row'],
    [120, 'auto', 'Upsert 120 rows → Account', 'API: REST collections, 1 call | 120 rows; used for up to 200 rows'],
    [120, 'bulk', 'Bulk Upsert 120 rows → Account', 'API: Bulk API 2.0 | chosen'],
    [450, 'collections', 'Upsert 450 rows → Account', 'API: REST collections, 3 calls | chosen'],
    [201, 'auto', 'Bulk Upsert 201 rows → Account', 'API: Bulk API 2.0 | 201 rows; used for more than 200 rows'],
    [
      10_001,
      'auto',
      'Bulk Upsert 10,001 rows → Account',
      'API: Bulk API 2.0, in the background | 10,001 rows; used for more than 10,000 rows',
    ],
  ] as const)
    it(`of ${count} rows, ${api}: ${route}`, () => {
      const of = draft(count, api);
      assert.ok(lines(of)[0]?.startsWith(offer), lines(of)[0]);
      assert.equal(routeLine(of), route);
    });

  it('says “about” where rows are only estimated', () =>
    assert.match(
      routeLine(draft(9_000_000, 'auto', false)) ?? '',
      / \| about 9,000,000 rows; used for more than 10,000 rows$/,
    ));

  it('asks for parts only where there are any', () => {
    assert.ok(!lines(draft(120)).some((line) => line.includes('Parallel jobs:')));
    for (const more of [draft(201), draft(201, 'collections')])
      assert.ok(lines(more).some((line) => line.includes('Parallel jobs:')));
  });

  it('offers only APIs that support the operation, and names the operation after the route', () => {
    const values = (of: Draft): readonly string[] => routeChoices(of).map(({ value }) => value);
    assert.deepEqual(values(draft(120)), ['auto', 'bulk', 'collections', 'rest']);
    const hard = withOperation(draft(120), 'hardDelete');
    assert.deepEqual(values(hard), ['auto', 'bulk']);
    assert.match(routeLine(hard) ?? '', /Bulk API 2\.0 \| only the Bulk API can delete permanently/);
    assert.ok(lines(draft(120)).some((line) => line.includes('Operation: Upsert |')));
    assert.ok(lines(hard).some((line) => line.includes('Operation: Bulk Hard Delete |')));
  });

  it('is one text where there is room for one', () => {
    const reason = { code: 'atMost', rows: 120, limit: 200 } as const;
    assert.equal(
      routeInWords({ api: 'collections', wait: true, calls: 1, reason }),
      'REST collections, 1 call (120 rows; used for up to 200 rows)',
    );
  });
});
