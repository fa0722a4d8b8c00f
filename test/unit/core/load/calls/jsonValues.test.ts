// Cells become JSON values without a change of their content.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SalesforceError } from '../../../../../src/core/errors/salesforceError';
import { cellEffectOf } from '../../../../../src/core/load/calls/cellEffect';
import { cellFlawsOf } from '../../../../../src/core/load/calls/cellFlaws';
import { readersOf } from '../../../../../src/core/load/calls/jsonValues';

type Fields = Parameters<typeof readersOf>[1];

const field = (name: string, type: string, relationshipName: string | null = null): Fields[number] => ({
  name,
  type,
  relationshipName,
  label: name,
  length: 0,
  precision: 0,
  scale: 0,
  custom: false,
  createable: true,
  updateable: true,
  nillable: true,
  defaultedOnCreate: false,
  externalId: false,
  idLookup: false,
  unique: false,
  nameField: false,
  calculated: false,
  filterable: true,
  caseSensitive: false,
  restrictedPicklist: false,
  referenceTo: [],
  picklistValues: [],
});

const fields = [
  field('Name', 'string'),
  field('Vip__c', 'boolean'),
  field('Count__c', 'int'),
  field('Amount', 'currency'),
  field('CloseDate', 'date'),
  field('AccountId', 'reference', 'Account'),
  field('OwnerId', 'reference', 'Owner'),
  field('BillingAddress', 'address'),
];

const meaning = { file: '/data/a.csv', object: 'Opportunity', effectOf: cellEffectOf({ operation: 'insert' }) };
const read = (column: string, cell: string): unknown => readersOf([column], fields, meaning)[0]?.(cell);

describe('a cell of a load without a bulk job', () => {
  for (const [what, column, cell, name, value] of [
    ['text stays text, zeros in front included', 'Name', '007', 'Name', '007'],
    ['a name is found in any case', 'nAmE', 'x', 'Name', 'x'],
    ['a word that means true', 'Vip__c', 'Yes', 'Vip__c', true],
    ['a word that means false', 'Vip__c', '0', 'Vip__c', false],
    ['a word for neither, which Salesforce rejects', 'Vip__c', 'perhaps', 'Vip__c', 'perhaps'],
    ['a whole number', 'Count__c', '+12', 'Count__c', 12],
    ['a decimal number', 'Amount', '-12.50', 'Amount', -12.5],
    ['a number with an exponent', 'Amount', '1.5e3', 'Amount', 1500],
    [
      'a number with more digits than JSON keeps, digit by digit',
      'Amount',
      '1234567890123456.78',
      'Amount',
      '1234567890123456.78',
    ],
    ['a number beyond what JSON holds, never null', 'Amount', '5E1000', 'Amount', '5E1000'],
    ['the same below zero', 'Amount', '-1e999', 'Amount', '-1e999'],
    ['a number so small that JSON would make it zero', 'Amount', '1E-400', 'Amount', '1E-400'],
    ['zero', 'Amount', '0.00', 'Amount', 0],
    ['no number, which Salesforce rejects', 'Amount', '1,5', 'Amount', '1,5'],
    ['a date as it is', 'CloseDate', '2024-02-29', 'CloseDate', '2024-02-29'],
    ['the value that empties a field', 'Amount', '#N/A', 'Amount', null],
    ['a parent by its external id', 'account.Ext__c', 'A9', 'Account', { Ext__c: 'A9' }],
    [
      'a parent of one of several objects',
      'User:Owner.Ext__c',
      'U1',
      'Owner',
      { attributes: { type: 'User' }, Ext__c: 'U1' },
    ],
    ['the value that empties a lookup', 'Account.Ext__c', '#N/A', 'AccountId', null],
  ] as const)
    it(`${what}: ${column} = ${cell}`, () => assert.deepEqual(read(column, cell), [name, value]));

  it('that passes the check is sent as a value of its type, so that it cannot fail the call of other rows', () => {
    const pieces = fc.constantFrom('+', '-', '.', 'e', 'E', '0', '7', '12', ' ', ',', 'true', 'FALSE', 'Yes', 'n', 'x');
    const cells = fc.array(pieces, { minLength: 1, maxLength: 5 }).map((chosen) => chosen.join(''));
    const columns = ['Vip__c', 'Count__c', 'Amount'];
    const flaws = cellFlawsOf(columns, fields, meaning.effectOf);
    /** One that JSON would change, and that is sent as text. */
    const isLongNumber = (value: unknown) =>
      typeof value === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value);
    fc.assert(
      fc.property(cells, fc.nat(2), (cell, at) => {
        const [, value] = read(columns[at]!, cell) as readonly [string, unknown];
        const isOfType = at === 0 ? typeof value === 'boolean' : typeof value === 'number' || isLongNumber(value);
        assert.equal(flaws[at]!(cell) === undefined, at === 1 ? isOfType && /^[+-]?\d+$/.test(cell) : isOfType, cell);
      }),
      { numRuns: 2000 },
    );
  });

  it('that is blank leaves its field as it is', () => assert.equal(read('Name', ''), undefined));

  for (const column of ['Nonsense', 'Missing.Ext__c', 'BillingAddress'])
    it(`of the column ${column}, which is no field, is named before anything is sent`, () =>
      assert.throws(
        () => read(column, 'x'),
        (error) =>
          error instanceof SalesforceError && error.code === 'input.notAField' && error.details['column'] === column,
      ));
});
