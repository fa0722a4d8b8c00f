// The sample that ships: a new user sees these rows fail, and can fix all of them in the file.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { openCoreSetup, type CoreSetup } from '../setup/coreSetup';

const upsert = { operation: 'upsert', externalIdField: 'External_Id__c' } as const;

describe('the sample', () => {
  let setup: CoreSetup;
  before(async () => {
    setup = await openCoreSetup();
  });
  after(() => setup.close());
  const sample = (): Promise<string> => readFile('media/sample/accounts.csv', 'utf8');

  it('has 60 rows, of which 7 fail for 4 different reasons', async () => {
    const state = await setup.load(await setup.csv('accounts.csv', await sample()), upsert);
    assert.deepEqual([state.succeeded, state.failed, state.unprocessed], [53, 7, 0]);
    assert.deepEqual(
      state.groups.map(({ code, count }) => [code, count]),
      [
        ['REQUIRED_FIELD_MISSING', 2],
        ['INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', 2],
        ['FIELD_CUSTOM_VALIDATION_EXCEPTION', 2],
        ['INVALID_FIELD', 1],
      ],
    );
  });

  it('loads completely once its rows are fixed', async () => {
    const fixed = (await sample())
      .replaceAll(/^(SAMPLE-\d+),,/gm, '$1,Found Name,')
      .replaceAll('Atlantis', 'EMEA')
      .replaceAll('2500000', '900000')
      .replace('about 50', '50');
    const state = await setup.load(await setup.csv('fixed.csv', fixed), upsert);
    assert.deepEqual([state.succeeded, state.failed], [60, 0]);
  });
});
