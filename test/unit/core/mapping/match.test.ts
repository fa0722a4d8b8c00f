// Headers that people have find their fields, and what is not sure is not called certain.
import assert from 'node:assert/strict';
import { matchColumns } from '../../../../src/core/mapping/match';
import type { ColumnMatch, MatchField, RememberedColumn } from '../../../../src/core/mapping/matchTypes';

const field = (name: string, label: string, more: Partial<MatchField> = {}): MatchField => ({
  name,
  label,
  createable: true,
  updateable: true,
  externalId: false,
  relationshipName: null,
  referenceTo: [],
  ...more,
});

const account: readonly MatchField[] = [
  field('Id', 'Account ID', { createable: false, updateable: false }),
  field('Name', 'Account Name'),
  field('Phone', 'Account Phone'),
  field('Fax', 'Account Fax'),
  field('AccountNumber', 'Account Number'),
  field('Site', 'Account Site'),
  field('AnnualRevenue', 'Annual Revenue'),
  field('NumberOfEmployees', 'Employees'),
  field('BillingStreet', 'Billing Street'),
  field('BillingCity', 'Billing City'),
  field('BillingPostalCode', 'Billing Zip/Postal Code'),
  field('ShippingCity', 'Shipping City'),
  field('ShippingPostalCode', 'Shipping Zip/Postal Code'),
  field('CreatedDate', 'Created Date', { createable: false, updateable: false }),
  field('ParentId', 'Parent Account ID', { relationshipName: 'Parent', referenceTo: ['Account'] }),
  field('OwnerId', 'Owner ID', { relationshipName: 'Owner', referenceTo: ['User'] }),
  field('External_Id__c', 'External ID', { externalId: true }),
  field('Score__c', 'Credit Score'),
  field('Region__c', 'Region'),
  field('Sales_Region__c', 'Region'),
];
const parents = [
  { object: 'Account', name: 'Name', label: 'Account Name', findsRecords: false },
  { object: 'Account', name: 'External_Id__c', label: 'External ID', findsRecords: true },
];
const withParents = account.map((known) => (known.name === 'ParentId' ? { ...known, parentFields: parents } : known));

const one = (column: string, fields = account, remembered: readonly RememberedColumn[] = []): ColumnMatch => {
  const [match] = matchColumns([column], fields, remembered);
  assert.ok(match);
  return match;
};
const found = (column: string, fields = account) => {
  const { field: name, confidence, reason } = one(column, fields);
  return [name, confidence, reason];
};

describe('the match of columns with fields', () => {
  it('is certain for API names, labels and names without suffix, in any spelling', () => {
    assert.deepEqual(found('name'), ['Name', 'certain', 'apiName']);
    assert.deepEqual(found('External_Id__c'), ['External_Id__c', 'certain', 'apiName']);
    assert.deepEqual(found('Account Name'), ['Name', 'certain', 'label']);
    assert.deepEqual(found(' billing CITY '), ['BillingCity', 'certain', 'label']);
    assert.deepEqual(found('Score'), ['Score__c', 'certain', 'shortName']);
    assert.deepEqual(found('billing_city'), ['BillingCity', 'certain', 'shortName']);
    assert.deepEqual(found('Crédit-Score'), ['Score__c', 'certain', 'label']);
  });

  it('is likely for similar words, abbreviations and typing mistakes', () => {
    assert.deepEqual(found('Phone Number'), ['Phone', 'likely', 'similar']);
    assert.deepEqual(found('Rev.'), ['AnnualRevenue', 'likely', 'similar']);
    assert.deepEqual(found('Zip (billing)'), ['BillingPostalCode', 'likely', 'similar']);
    assert.deepEqual(found('No. of Employees'), ['NumberOfEmployees', 'likely', 'similar']);
    assert.deepEqual(found('Shiping City'), ['ShippingCity', 'likely', 'similar']);
  });

  it('leaves a column without a field rather than choose between two that are as close', () => {
    assert.deepEqual(one('Region').candidates, ['Region__c', 'Sales_Region__c']);
    assert.deepEqual(found('Region'), [undefined, 'none', 'severalFields']);
    assert.deepEqual(found('City'), [undefined, 'none', 'severalFields']);
    assert.deepEqual(found('Postal Code'), [undefined, 'none', 'severalFields']);
    assert.deepEqual(found('Shoe size'), [undefined, 'none', 'noField']);
    assert.deepEqual(found('Name of the dog'), [undefined, 'none', 'noField']);
  });

  it('says which field Salesforce does not take values for', () => {
    const match = one('Created Date');
    assert.deepEqual([match.field, match.reason, match.candidates], [undefined, 'notWritable', ['CreatedDate']]);
  });

  it('knows the columns of results of an earlier load, and columns without a name', () => {
    assert.deepEqual(found('sf__Error'), [undefined, 'none', 'resultColumn']);
    assert.deepEqual(found(' '), [undefined, 'none', 'noName']);
  });

  it('takes relationship paths, and headers that mean the same', () => {
    assert.deepEqual(found('Parent.External_Id__c'), ['Parent.External_Id__c', 'certain', 'relationship']);
    assert.deepEqual(found('User:Owner.Ext__c'), ['User:Owner.Ext__c', 'certain', 'relationship']);
    assert.deepEqual(found('Parent: External Id', withParents), ['Parent.External_Id__c', 'certain', 'parent']);
    assert.deepEqual(found('Parent Account: Account Name', withParents), ['ParentId', 'likely', 'parent']);
    assert.deepEqual(one('Parent Name').lookup, { object: 'Account', by: 'Name' });
    assert.deepEqual(one('Parent.Name', withParents).lookup, { object: 'Account', by: 'Name' });
    assert.deepEqual(found('Parent.Nothing', withParents)[1], 'none');
  });

  it('names the type of the parent where there are several', () => {
    const owner = field('OwnerId', 'Owner ID', {
      relationshipName: 'Owner',
      referenceTo: ['Group', 'User'],
      parentFields: [{ object: 'User', name: 'Ext__c', label: 'Employee', findsRecords: true }],
    });
    assert.deepEqual(found('Owner: Employee', [owner]), ['User:Owner.Ext__c', 'certain', 'parent']);
    assert.deepEqual(found('Owner Name', [{ ...owner, parentFields: [] }])[1], 'none');
  });

  it('gives a field to one column only, and says so of the other', () => {
    const [first, second, third] = matchColumns(['Phone', 'phone', 'Phone Number'], account, []);
    assert.deepEqual([first?.field, second?.field, third?.field], ['Phone', undefined, undefined]);
    assert.deepEqual([second?.reason, second?.candidates], ['taken', ['Phone']]);
    const [similar, exact] = matchColumns(['Phone Number', 'Account Phone'], account, []);
    assert.deepEqual([similar?.field, exact?.field], [undefined, 'Phone']);
  });

  it('prefers what was accepted before, also that a column is left out', () => {
    const remembered = [
      { column: 'Phone', mapped: { field: 'Fax', steps: [] } },
      { column: 'Name' },
      { column: 'Old', mapped: { field: 'Removed__c', steps: [] } },
    ];
    const [phone, name, old] = matchColumns(['PHONE', 'Name', 'Old'], account, remembered);
    assert.deepEqual([phone?.field, phone?.confidence, phone?.reason], ['Fax', 'certain', 'remembered']);
    assert.deepEqual([name?.field, name?.reason], [undefined, 'leftOut']);
    assert.equal(old?.reason, 'noField');
  });

  it('looks at each field a fixed number of times, not once for each column', () => {
    let reads = 0;
    const fields = Array.from({ length: 80 }, (_, at) => {
      const known = field(`Custom_${at}__c`, `Custom Label ${at}`);
      return Object.defineProperty({ ...known }, 'label', {
        get: () => {
          reads++;
          return known.label;
        },
      });
    });
    const readsFor = (columns: number): number => {
      reads = 0;
      matchColumns(
        Array.from({ length: columns }, (_, at) => `Heading number ${at}`),
        fields,
        [],
      );
      return reads;
    };
    assert.equal(readsFor(400), readsFor(4));
  });
});
