// What a person does on the mapping page changes the mapping, and loses nothing else of it.
import assert from 'node:assert/strict';
import '../../../../fakes/vscode';
import { rename, type MappingFile } from '../../../../../src/core/core';
import { withField, withoutField } from '../../../../../src/extension/features/mapping/edits';

const joined = { field: 'Name', from: ['A', 'B'], steps: [{ kind: 'concat', separator: ' ' }] } as const;
const file: MappingFile = {
  object: 'Account',
  operation: 'insert',
  mapping: { fields: [joined, rename('C', 'Phone')], leaveOut: ['D'], timeZone: 'UTC' },
};

describe('a change on the mapping page', () => {
  it('maps a column that was left out', () => {
    assert.deepEqual(withField(file, { column: 'D', field: 'Fax' }), {
      ...file,
      mapping: { fields: [joined, rename('C', 'Phone'), rename('D', 'Fax')], timeZone: 'UTC' },
    });
  });

  it('gives a field to one column, and takes the column from its earlier field', () => {
    assert.deepEqual(withField(file, { column: 'D', field: 'phone' }).mapping.fields, [joined, rename('D', 'phone')]);
    assert.deepEqual(withField(file, { column: 'C', field: 'Fax' }).mapping.fields, [joined, rename('C', 'Fax')]);
  });

  it('keeps the steps of a column that goes to another field, and gives those of its format to a new one', () => {
    const date = { kind: 'date', format: 'dd/MM/yyyy' } as const;
    const dated = { ...file, mapping: { fields: [{ field: 'SLA__c', from: ['C'], steps: [date] }] } };
    const number = { kind: 'number', decimal: ',' } as const;
    const moved = withField(dated, { column: 'C', field: 'Start__c' }, [number]);
    assert.deepEqual(moved.mapping.fields, [{ field: 'Start__c', from: ['C'], steps: [date] }]);
    const added = withField(dated, { column: 'D', field: 'Revenue__c' }, [number]);
    assert.deepEqual(added.mapping.fields.at(-1), { field: 'Revenue__c', from: ['D'], steps: [number] });
  });

  it('changes nothing when a column gets the field that it has', () => {
    const looked = { field: 'OwnerId', from: ['C'], steps: [], lookup: { object: 'User', by: 'Email' } } as const;
    const kept: MappingFile = { mapping: { fields: [{ ...looked, blanks: 'clear' }, rename('D', 'Phone')] } };
    const number = { kind: 'number', decimal: ',' } as const;
    assert.deepEqual(withField(kept, { column: 'C', field: 'ownerid' }, [number]), kept);
  });

  it('keeps the place of a field that gets another column, its lookup and what blanks do', () => {
    const owner = { field: 'OwnerId', from: ['C'], steps: [], lookup: { object: 'User', by: 'Email' } } as const;
    const kept: MappingFile = {
      mapping: { fields: [{ ...owner, blanks: 'clear' }, rename('D', 'Phone')], leaveOut: ['E'] },
    };
    assert.deepEqual(withField(kept, { column: 'E', field: 'OwnerId' }).mapping, {
      fields: [{ ...owner, from: ['E'], blanks: 'clear' }, rename('D', 'Phone')],
    });
    const fields = withField(kept, { column: 'C', field: 'Fax' }).mapping.fields.map(({ field }) => field);
    assert.deepEqual(fields, ['Fax', 'Phone']);
  });

  it('takes one of several columns from a field, which keeps the others', () => {
    const { mapping } = withoutField(file, 'B');
    assert.deepEqual(mapping.fields[0], { ...joined, from: ['A'] });
    assert.deepEqual(mapping.leaveOut, ['D', 'B']);
  });

  it('leaves a column out once', () => {
    assert.deepEqual(withoutField(withoutField(file, 'C'), 'C').mapping.leaveOut, ['D', 'C']);
  });
});
