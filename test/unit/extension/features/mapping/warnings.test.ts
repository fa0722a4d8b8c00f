// The mapping page warns of what Salesforce would reject, and of nothing that it takes.
import assert from 'node:assert/strict';
import { describedField } from '../../../../fakes/describedField';
import '../../../../fakes/vscode';
import { warningOf, type Field } from '../../../../../src/extension/features/mapping/warnings';

const field = (type: string, more: Partial<Field> = {}): Field => describedField('F__c', { label: 'F', type, ...more });
const warn = (of: Field | undefined, ...values: readonly string[]): string =>
  warningOf(
    of,
    values.map((value) => ({ value, isChanged: false })),
  );

describe('warnings of the mapping page', () => {
  it('name the value that Salesforce cannot read', () => {
    assert.equal(warn(field('date'), '2024-12-31', '31/12/2024'), 'Salesforce cannot read “31/12/2024” as date');
    assert.equal(warn(field('currency'), '1.5', '1,5'), 'Salesforce cannot read “1,5” as currency');
    assert.equal(warn(field('boolean'), 'TRUE', 'ja'), 'Salesforce cannot read “ja” as boolean');
    assert.equal(warn(field('string', { length: 2 }), 'abc'), 'A value has 3 characters. The field takes at most 2.');
  });

  it('name fields that are unknown or not writable', () => {
    assert.equal(warn(undefined, 'x'), 'The object has no such field');
    const formula = field('string', { createable: false, updateable: false });
    assert.equal(warn(formula, 'x'), 'Salesforce sets this field itself');
  });

  it('name values that a restricted picklist does not have', () => {
    const picklistValues = [{ value: 'Hot', label: 'Hot', active: true }];
    const restricted = field('picklist', { restrictedPicklist: true, picklistValues });
    assert.equal(warn(restricted, 'hot', 'Cold'), '“Cold” is not a value of the picklist');
    assert.equal(warn(field('picklist', { picklistValues }), 'Cold'), '');
  });

  it('are empty for values that Salesforce takes', () => {
    assert.equal(warn(field('datetime'), '2024-12-31T10:00:00Z', '', '#N/A'), '');
    assert.equal(warn(field('double'), '-1.5e3', '.5'), '');
    assert.equal(warn(field('boolean'), 'TRUE', '0', 'Yes', 'n'), '');
  });

  it('repeat why a value cannot be converted', () => {
    assert.equal(warningOf(field('date'), [{ value: '', isChanged: true, problem: 'x is no date.' }]), 'x is no date.');
  });
});
