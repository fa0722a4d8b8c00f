// What the steps, the names and the blanks of a mapping do in an org, on each route and in a retry.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { rename } from '../../../src/core/mapping/mapping';
import { renames } from '../../fakes/renames';
import type { Mapping } from '../../../src/core/model/mapping';
import { openCoreSetup, signal, type CoreSetup } from '../setup/coreSetup';

describe('a mapping in a load', () => {
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup();
  });
  afterEach(() => setup.close());

  const upsert = { operation: 'upsert', externalIdField: 'External_Id__c' } as const;
  const accounts = () =>
    setup.rowsOf(
      "SELECT External_Id__c, Name, Phone FROM Account WHERE External_Id__c LIKE 'M%' ORDER BY External_Id__c",
    );

  for (const api of ['bulk', 'collections', 'rest'] as const)
    it(`sends the values that it makes, over ${api}`, async () => {
      const mapping: Mapping = {
        fields: [
          { field: 'Name', from: ['First', 'Last'], steps: [{ kind: 'concat', separator: ' ' }] },
          { ...rename('No', 'External_Id__c'), steps: [{ kind: 'regex', pattern: '^(\\d+)$', with: 'M$1' }] },
          { ...rename('Tel', 'Phone'), steps: [{ kind: 'default', value: '"none", yet' }] },
        ],
      };
      const file = await setup.csv('a.csv', 'No,First,Last,Tel\n1,Zoë,"O""Hara",\n2,,Lee,7\n');
      const state = await setup.load(file, { ...upsert, mapping, api });
      assert.deepEqual([state.succeeded, state.plan?.leftOut], [2, undefined]);
      assert.deepEqual(await accounts(), [
        { External_Id__c: 'M1', Name: 'Zoë O"Hara', Phone: '"none", yet' },
        { External_Id__c: 'M2', Name: 'Lee', Phone: '7' },
      ]);
    });

  it('names the columns of a file that begins with a row, which is counted before it is sent', async () => {
    await setup.core.policies.set(setup.orgId, { access: 'full', maxRows: 2 });
    const mapping: Mapping = {
      ...renames({ Key: 'External_Id__c', Title: 'Name' }),
      headers: ['Key', 'Title'],
      firstLine: 'data',
    };
    const load = async (text: string) => setup.load(await setup.csv('a.csv', text), { ...upsert, mapping });
    const state = await load('M1,M1\nM2,Two\n');
    assert.deepEqual([state.succeeded, state.plan?.records], [2, 2]);
    assert.deepEqual(
      (await accounts()).map(({ Name }) => Name),
      ['M1', 'Two'],
    );
    const large = await load('M1,M1\nM2,Two\nM3,Three\n');
    assert.deepEqual([large.succeeded, large.error?.code], [0, 'policy.rows']);
  });

  it('keeps the blanks of single fields in a retry, which has no mapping any more', async () => {
    await setup.load(await setup.csv('b.csv', 'External_Id__c,Name,Phone\nM1,Moss,1\n'), upsert);
    const mapping: Mapping = {
      fields: [rename('Key', 'External_Id__c'), rename('N', 'Name'), { ...rename('T', 'Phone'), blanks: 'ignore' }],
    };
    const file = await setup.csv('a.csv', `Key,N,T\nM1,${'x'.repeat(300)},\n`);
    const state = await setup.load(file, { ...upsert, mapping, blanks: 'clear' });
    assert.equal(state.failed, 1);
    const offer = await setup.core.jobs.prepareRetry(state.jobId, { list: 'failed' }, signal);
    assert.deepEqual([offer.spec.mapping, offer.spec.blanksOf], [undefined, { Phone: 'ignore' }]);
    await writeFile(offer.file, 'sf__Line,External_Id__c,Name,Phone\n2,M1,New,\n');
    const { file: _, ...again } = offer.spec;
    const retried = await setup.load(offer.file, again);
    assert.equal(retried.succeeded, 1);
    assert.deepEqual(await accounts(), [{ External_Id__c: 'M1', Name: 'New', Phone: '1' }]);
  });
});
