// Loads that Salesforce would refuse or half-do are refused here, with the name of the column that is missing.
import assert from 'node:assert/strict';
import { SalesforceError } from '../../../../src/core/errors/salesforceError';
import type { LoadSpec } from '../../../../src/core/model/load';
import { checkColumns } from '../../../../src/core/load/sentColumns';

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
});
