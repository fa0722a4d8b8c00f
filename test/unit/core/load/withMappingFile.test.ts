// What a load gets from its mapping file, and which mapping files are not for it.
import assert from 'node:assert/strict';
import { checkMappedFields, SalesforceError, withMappingFile } from '../../../../src/core/core';

const mapping = { fields: [{ field: 'Name', from: ['Firma'], steps: [] }] };

const thrownBy = (act: () => unknown): SalesforceError => {
  try {
    act();
  } catch (error) {
    if (error instanceof SalesforceError) return error;
    throw error;
  }
  throw new assert.AssertionError({ message: 'Nothing was thrown.' });
};

describe('a load with a mapping file', () => {
  it('gets each part that it lacks from the file', () => {
    const file = {
      object: 'Account',
      operation: 'upsert',
      externalIdField: 'Ext__c',
      blanks: 'clear',
      mapping,
    } as const;
    assert.deepEqual(withMappingFile({}, 'a.kmap.yaml', file), {
      object: 'Account',
      operation: 'upsert',
      externalIdField: 'Ext__c',
      blanks: 'clear',
      mapping,
    });
  });

  it('keeps what it has, and each option for saving that it has', () => {
    const file = {
      operation: 'upsert',
      externalIdField: 'Ext__c',
      blanks: 'clear',
      save: { serial: true, recordsPerCall: 50 },
      mapping,
    } as const;
    const load = { object: 'Account', operation: 'insert', blanks: 'ignore', save: { recordsPerCall: 1 } } as const;
    assert.deepEqual(withMappingFile(load, 'a.kmap.yaml', file), {
      ...load,
      save: { serial: true, recordsPerCall: 1 },
      mapping,
    });
  });

  it('becomes an upsert when it has a key, no matter what the file says', () => {
    const { operation, externalIdField } = withMappingFile({ externalIdField: 'Other__c' }, 'a.kmap.yaml', {
      operation: 'insert',
      mapping,
    });
    assert.deepEqual([operation, externalIdField], ['upsert', 'Other__c']);
  });

  it('takes a file for its own object in any case, and none for another one', () => {
    assert.equal(withMappingFile({ object: 'Account' }, 'a', { object: 'ACCOUNT', mapping }).object, 'Account');
    const { code, message } = thrownBy(() =>
      withMappingFile({ object: 'Contact' }, 'a.kmap.yaml', { object: 'Account', mapping }),
    );
    assert.equal(code, 'input.otherObject');
    assert.equal(
      message,
      'a.kmap.yaml is a mapping for Account, and the rows go into Contact. Choose a mapping for Contact, or load into Account.',
    );
  });

  it('takes no file with a field that the object does not have', () => {
    const fields = [
      { name: 'Name', relationshipName: null },
      { name: 'OwnerId', relationshipName: 'Owner' },
    ];
    const check = (field: string): void =>
      checkMappedFields({ mapping: { fields: [{ field, from: ['a'], steps: [] }] } }, 'a.kmap.yaml', {
        object: 'Account',
        fields,
      });
    for (const field of ['name', 'Owner.Ext__c', 'User:owner.Ext__c']) check(field);
    const { code, message } = thrownBy(() => check('Nam'));
    assert.equal(code, 'input.badMapping');
    assert.equal(
      message,
      'a.kmap.yaml: Nam is not a field of Account, or the user cannot see it. Correct the field, or remove it from the mapping.',
    );
  });
});
