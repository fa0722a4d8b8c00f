// Field values: what each field type accepts from a CSV cell or a JSON record, and the exact error messages.
import assert from 'node:assert/strict';
import { orgObjects } from '../../../../src/practice/data/objects/objects';
import { bulkText, restMessage } from '../../../../src/practice/data/rowErrors';
import { Schema, type FieldDef, type Value } from '../../../../src/practice/data/schema';
import { readCell, readJson, type Read } from '../../../../src/practice/dml/fieldValues';

const schema = new Schema(orgObjects, () => 0);
const field = (object: string, name: string): FieldDef => {
  const found = schema.object(object)?.field(name);
  assert.ok(found);
  return found;
};
const valueOf = (read: Read): Value => ('value' in read ? read.value : assert.fail(bulkText([read.error])));
const errorOf = (read: Read): string =>
  'error' in read ? bulkText([read.error]) : assert.fail(`took ${String(read.value)}`);
const restErrorOf = (read: Read): string =>
  'error' in read ? `${read.error.statusCode}: ${restMessage(read.error)}` : assert.fail('took it');

describe('values of CSV cells', () => {
  const takes: readonly [object: string, name: string, cell: string, value: Value][] = [
    ['Account', 'VIP__c', 'TRUE', true],
    ['Account', 'VIP__c', 'y', true],
    ['Account', 'VIP__c', 'No', false],
    ['Account', 'VIP__c', '0', false],
    ['Account', 'NumberOfEmployees', '-12', -12],
    ['Account', 'Health_Score__c', '12.345', 12.35],
    ['Account', 'Credit_Limit__c', '1e3', 1000],
    ['Account', 'Customer_Since__c', '2024-02-29', '2024-02-29'],
    ['Account', 'Customer_Since__c', '1940-06-07Z', '1940-06-07'],
    ['Account', 'Last_Review__c', '2024-01-02T03:04:05Z', '2024-01-02T03:04:05.000+0000'],
    ['Account', 'Last_Review__c', '2024-01-02T03:04:05.678+02:00', '2024-01-02T01:04:05.678+0000'],
    ['Account', 'Last_Review__c', '2024-01-02T03:04:05+0200', '2024-01-02T01:04:05.000+0000'],
    ['Account', 'Last_Review__c', '2024-01-02T03:04:05', '2024-01-02T03:04:05.000+0000'],
    ['Project__c', 'Daily_Standup__c', '09:15:00Z', '09:15:00.000Z'],
    ['Account', 'Segments__c', 'Retail;Online', 'Retail;Online'],
    ['Account', 'Rating', 'Not on the list', 'Not on the list'],
    ['Account', 'ParentId', '0015e0000YI61cV', '0015e0000YI61cVAQR'],
    ['Account', 'Name', ' spaces stay ', ' spaces stay '],
  ];
  for (const [object, name, cell, value] of takes) {
    it(`stores '${cell}' for ${name}`, () => assert.equal(valueOf(readCell(field(object, name), cell, 0)), value));
  }

  const invalid = (col: number, cell: string, type: string, name: string): string =>
    `INVALID_FIELD:Failed to deserialize field at col ${col}. Due to, '${cell}' is not a valid value for the type ${type}:${name} --`;
  const refuses: readonly [object: string, name: string, cell: string, error: string][] = [
    ['Opportunity', 'CloseDate', '13/45/2024', invalid(3, '13/45/2024', 'xsd:date', 'CloseDate')],
    ['Opportunity', 'CloseDate', '2023-02-29', invalid(3, '2023-02-29', 'xsd:date', 'CloseDate')],
    ['Opportunity', 'CloseDate', '1699-12-31', invalid(3, '1699-12-31', 'xsd:date', 'CloseDate')],
    ['Account', 'VIP__c', 'maybe', invalid(3, 'maybe', 'xsd:boolean', 'VIP__c')],
    ['Account', 'NumberOfEmployees', '1,000', invalid(3, '1,000', 'xsd:int', 'NumberOfEmployees')],
    ['Account', 'Credit_Limit__c', '€5', invalid(3, '€5', 'xsd:double', 'Credit_Limit__c')],
    ['Account', 'Last_Review__c', '2024-01-02', invalid(3, '2024-01-02', 'xsd:dateTime', 'Last_Review__c')],
    [
      'Account',
      'Region__c',
      'Foo',
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST:bad value for restricted picklist field: Foo:Region__c --',
    ],
    [
      'Account',
      'Segments__c',
      'Retail;Foo',
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST:bad value for restricted picklist field: Foo:Segments__c --',
    ],
    [
      'Contact',
      'FirstName',
      'x'.repeat(41),
      `STRING_TOO_LONG:data value too large: ${'x'.repeat(41)} (max length=40):FirstName --`,
    ],
    ['Contact', 'Email', 'x', 'INVALID_EMAIL_ADDRESS:invalid email address: x:Email --'],
    ['Account', 'ParentId', '123', 'MALFORMED_ID:bad id 123:ParentId --'],
    [
      'Account',
      'NumberOfEmployees',
      '123456789',
      'NUMBER_OUTSIDE_VALID_RANGE:value outside of valid range on numeric field: 123456789:NumberOfEmployees --',
    ],
  ];
  for (const [object, name, cell, error] of refuses) {
    it(`rejects '${cell.slice(0, 20)}' for ${name}`, () =>
      assert.equal(errorOf(readCell(field(object, name), cell, 3)), error));
  }
});

describe('values of JSON records', () => {
  it('are accepted in their own types and cleared by null', () => {
    assert.equal(valueOf(readJson(field('Account', 'VIP__c'), true)), true);
    assert.equal(valueOf(readJson(field('Account', 'Credit_Limit__c'), 12.345)), 12.35);
    assert.equal(valueOf(readJson(field('Account', 'Credit_Limit__c'), '12')), 12);
    assert.equal(valueOf(readJson(field('Account', 'Phone'), null)), null);
    assert.equal(valueOf(readJson(field('Account', 'Phone'), '')), null);
  });

  it('are rejected as unreadable when the type is wrong', () => {
    const tail = 'or request may be missing a required field at [line:1, column:2]';
    assert.equal(
      restErrorOf(readJson(field('Account', 'Credit_Limit__c'), 'abc')),
      `JSON_PARSER_ERROR: Cannot deserialize instance of currency from VALUE_STRING value abc ${tail}`,
    );
    assert.equal(
      restErrorOf(readJson(field('Account', 'Name'), 5)),
      `JSON_PARSER_ERROR: Cannot deserialize instance of string from VALUE_NUMBER_INT value 5 ${tail}`,
    );
    assert.match(restErrorOf(readJson(field('Account', 'VIP__c'), {})), /boolean from START_OBJECT value \{\}/);
  });

  it('are rejected with the field label before the message, as only REST does', () => {
    assert.equal(
      restErrorOf(readJson(field('Account', 'Tier__c'), 'Terrible')),
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: Tier: bad value for restricted picklist field: Terrible',
    );
  });
});
