// Which columns a load sends and which it lacks. A load that Salesforce would reject is rejected here, with the column.
import assert from 'node:assert/strict';
import { SalesforceError } from '../../../../src/core/errors/salesforceError';
import type { LoadSpec } from '../../../../src/core/model/load';
import { checkColumns, gapsOf, sentColumns } from '../../../../src/core/load/sentColumns';

const spec = (operation: LoadSpec['operation'], more: Partial<LoadSpec> = {}): LoadSpec => ({
  kind: 'load',
  orgId: 'o',
  file: 'a.csv',
  object: 'Account',
  operation,
  ...more,
});
const refusal = (columns: readonly string[], asked: LoadSpec): string => {
  try {
    checkColumns(columns, asked);
    return '';
  } catch (error) {
    assert.ok(error instanceof SalesforceError);
    return `${error.code} ${error.details['column'] ?? ''}`.trim();
  }
};

describe('columns of a load', () => {
  it('need an Id to update, delete or hard-delete', () => {
    for (const operation of ['update', 'delete', 'hardDelete'] as const) {
      assert.equal(refusal(['Name'], spec(operation)), 'input.missingColumn Id');
      assert.equal(refusal(['ID', 'Name'], spec(operation)), '');
    }
  });

  it('need the external id to upsert, in any case of its letters', () => {
    assert.equal(refusal(['Name'], spec('upsert', { externalIdField: 'Ext__c' })), 'input.missingColumn Ext__c');
    assert.equal(refusal(['ext__C'], spec('upsert', { externalIdField: 'Ext__c' })), '');
    assert.equal(refusal(['Ext__c'], spec('upsert')), 'input.needsExternalId');
  });

  it('are those of the mapping when there is one', () => {
    const mapping = { Key: 'Ext__c' };
    assert.equal(refusal(['Key', 'Other'], spec('upsert', { externalIdField: 'Ext__c', mapping })), '');
    assert.equal(refusal(['Other'], spec('upsert', { externalIdField: 'Ext__c', mapping })), 'input.unknownColumn Key');
  });

  it('may be any to insert', () => assert.equal(refusal(['Name'], spec('insert')), ''));

  it('lack what is not decided yet, the first thing first', () => {
    const { object: _, ...draft } = spec('upsert', { mapping: { Key: 'Ext__c' } });
    assert.deepEqual(gapsOf(['Name'], draft), [
      { lacks: 'object' },
      { lacks: 'mappedColumn', column: 'Key' },
      { lacks: 'externalId' },
    ]);
    assert.deepEqual(gapsOf(['Ext__c'], spec('upsert', { externalIdField: 'Ext__c' })), []);
  });
});

describe('the columns that are sent', () => {
  const sent = (columns: readonly string[], asked: LoadSpec): readonly string[] =>
    sentColumns(columns, asked).map(({ at, column, field }) => `${at} ${column}>${field}`);

  it('are all, or those that the mapping names, in the order of the file', () => {
    assert.deepEqual(sent(['B', 'A'], spec('insert')), ['0 B>B', '1 A>A']);
    assert.deepEqual(sent(['B', 'constructor', 'A'], spec('insert', { mapping: { A: 'X', B: 'Y' } })), [
      '0 B>Y',
      '2 A>X',
    ]);
  });

  it('are only the ids for a deletion', () => {
    for (const operation of ['delete', 'hardDelete'] as const) {
      assert.deepEqual(sent(['Name', 'ID'], spec(operation)), ['1 ID>ID']);
      assert.deepEqual(sent(['Name', 'Key'], spec(operation, { mapping: { Key: 'Id', Name: 'Name' } })), ['1 Key>Id']);
    }
  });

  it('are never those of our result files, however they are written', () => {
    const own = ['sf__Attempt', 'sf__Id', 'SF__CREATED', 'sf__Error', ' sf__line '];
    assert.deepEqual(sent([...own, 'Name', 'sf__Other__c'], spec('insert')), [
      '5 Name>Name',
      '6 sf__Other__c>sf__Other__c',
    ]);
    const asIs = Object.fromEntries([...own, 'Name'].map((column) => [column, column]));
    assert.deepEqual(sent([...own, 'Name'], spec('insert', { mapping: asIs })), ['5 Name>Name']);
  });

  it('may take the ids of succeeded.csv under another name', () =>
    assert.deepEqual(sent(['sf__Id', 'Name'], spec('delete', { mapping: { sf__Id: 'Id' } })), ['0 sf__Id>Id']));
});
