// The path of a parent's field is read alike wherever a column or a mapping names one.
import assert from 'node:assert/strict';
import { findLookup, toFieldPath } from '../../../../src/core/mapping/fieldPath';

describe('the path of a field of a parent', () => {
  it('has the relationship, the field and, where it is named, the object', () => {
    assert.deepEqual(toFieldPath('Account.Ext__c'), { relationship: 'Account', name: 'Ext__c' });
    assert.deepEqual(toFieldPath('User:Owner.Ext__c'), { object: 'User', relationship: 'Owner', name: 'Ext__c' });
  });

  it('is no other name', () => {
    for (const name of ['Name', 'A.B.C', 'A.', '.B', ':A.B', 'A:B:C.D', ''])
      assert.equal(toFieldPath(name), undefined, name);
  });

  it('finds the lookup whatever the case', () => {
    const owner = { name: 'OwnerId', relationshipName: 'Owner' };
    const fields = [{ name: 'Name', relationshipName: null }, owner];
    assert.equal(findLookup({ relationship: 'owner', name: 'Ext__c' }, fields), owner);
    assert.equal(findLookup({ relationship: 'Parent', name: 'Ext__c' }, fields), undefined);
  });
});
