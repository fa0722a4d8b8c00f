// What a dry run says about columns: what Salesforce would reject, found before it is asked.
import assert from 'node:assert/strict';
import { describedField as field } from '../../../fakes/describedField';
import { checkFields, type ObjectDescribe } from '../../../../src/core/load/fieldCheck';
import type { LoadSpec } from '../../../../src/core/model/load';

const readOnly = { createable: false, updateable: false };

const account: ObjectDescribe = {
  name: 'Account',
  label: 'Account',
  labelPlural: 'Accounts',
  keyPrefix: '001',
  custom: false,
  queryable: true,
  createable: true,
  updateable: true,
  deletable: true,
  childRelationships: [],
  fields: [
    field('Id', { ...readOnly, idLookup: true, nillable: false }),
    field('Name', { nillable: false }),
    field('Vip__c', { type: 'boolean', nillable: false }),
    field('OwnerId', { nillable: false, defaultedOnCreate: true, relationshipName: 'Owner' }),
    field('Region__c', { nillable: false, relationshipName: 'Region__r' }),
    field('Key__c', { externalId: true }),
    field('CreatedDate', readOnly),
    field('Code__c', { updateable: false }),
  ],
};

const told = (
  columns: readonly string[],
  change: Partial<LoadSpec> = {},
  described = account,
): Readonly<Record<'problems' | 'warnings', readonly string[]>> => {
  const asked = { file: 'a.csv', object: 'account', operation: 'insert', ...change } as const;
  const { problems, warnings } = checkFields(asked, columns, described);
  const text = ({ code, details: { column, field: name } }: (typeof problems)[number]): string =>
    [code, column ?? name].filter(Boolean).join(' ');
  return { problems: problems.map(text), warnings: warnings.map(text) };
};

const fine = { problems: [], warnings: [] };

describe('the check of columns against an object', () => {
  it('says nothing about a file that Salesforce can take, whatever the case and the relationship', () => {
    assert.deepEqual(told(['name', 'Region__r.Key__c', 'OWNER.Key__c']), fine);
    assert.deepEqual(told(['Id', 'Name'], { operation: 'update' }), fine);
    assert.deepEqual(told(['Key__c', 'Name', 'Region__c'], { operation: 'upsert', externalIdField: 'key__c' }), fine);
    assert.deepEqual(told(['Id', 'Name'], { operation: 'upsert', externalIdField: 'Id' }), fine);
    assert.deepEqual(told(['Id'], { operation: 'hardDelete' }), fine);
  });

  it('names every column that is no field', () => {
    assert.deepEqual(told(['Name', 'Nme', 'Region__c', 'Parnt.Key__c']).problems, [
      'input.notAField Nme',
      'input.notAField Parnt.Key__c',
    ]);
  });

  it('warns of required fields without a column where records are created, and only there', () => {
    const missing = ['input.requiredField Name', 'input.requiredField Region__c'];
    assert.deepEqual(told(['Vip__c']).warnings, missing);
    assert.deepEqual(told(['Key__c'], { operation: 'upsert', externalIdField: 'Key__c' }).warnings, missing);
    assert.deepEqual(told(['Id', 'Vip__c'], { operation: 'update' }).warnings, []);
  });

  it('warns of fields that the operation cannot set', () => {
    const columns = ['Id', 'Name', 'Region__c', 'Code__c', 'CreatedDate'];
    assert.deepEqual(told(columns).warnings, ['input.readOnlyField Id', 'input.readOnlyField CreatedDate']);
    assert.deepEqual(told(columns, { operation: 'update' }).warnings, [
      'input.readOnlyField Code__c',
      'input.readOnlyField CreatedDate',
    ]);
  });

  it('names a key by which an upsert cannot find records', () => {
    const upsert = { operation: 'upsert', externalIdField: 'Name' } as const;
    assert.deepEqual(told(['Name', 'Region__c'], upsert).problems, ['input.notAnExternalId Name']);
  });

  for (const [operation, right] of [
    ['insert', 'createable'],
    ['update', 'updateable'],
    ['upsert', 'createable'],
    ['upsert', 'updateable'],
    ['delete', 'deletable'],
    ['hardDelete', 'deletable'],
  ] as const)
    it(`names only the operation ${operation} where the object is not ${right}`, () => {
      const change = { operation, ...(operation === 'upsert' && { externalIdField: 'Key__c' }) };
      assert.deepEqual(told(['Nme'], change, { ...account, [right]: false }), {
        problems: ['input.operationNotAllowed'],
        warnings: [],
      });
    });
});
