// Parses the error of a failed row, and gives rows that failed for the same reason one cause.
import assert from 'node:assert/strict';
import { errorPatternOf, readCause, readRowError } from '../../../../src/core/errors/rowError';

const cause = (text: string): string => {
  const { code, message, fields } = readCause(errorPatternOf(text));
  return [code, message, ...fields].join(' | ');
};

describe('the error of a row', () => {
  const known: readonly (readonly [string, string, string, readonly string[]])[] = [
    [
      'REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --',
      'REQUIRED_FIELD_MISSING',
      'Required fields are missing: [Name]',
      ['Name'],
    ],
    [
      'INVALID_CROSS_REFERENCE_KEY:invalid cross reference id:--',
      'INVALID_CROSS_REFERENCE_KEY',
      'invalid cross reference id',
      [],
    ],
    ['A_B:two:Field1,Field2 --', 'A_B', 'two', ['Field1', 'Field2']],
    ['A_B:two:Field1, Owner.Ext__c --', 'A_B', 'two', ['Field1', 'Owner.Ext__c']],
    [
      "INVALID_FIELD:Due to, '13/45/2024' is not a valid value for the type xsd:date:CloseDate --",
      'INVALID_FIELD',
      "Due to, '13/45/2024' is not a valid value for the type xsd:date",
      ['CloseDate'],
    ],
    [
      'UNABLE_TO_LOCK_ROW:unable to obtain exclusive access to this record or 200 records: 0015e000001AAAA,0015e000001AAAB:--',
      'UNABLE_TO_LOCK_ROW',
      'unable to obtain exclusive access to this record or 200 records: 0015e000001AAAA,0015e000001AAAB',
      [],
    ],
    [
      'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY:Trig: execution of BeforeInsert\n\ncaused by: X -- no, "really":--',
      'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
      'Trig: execution of BeforeInsert\n\ncaused by: X -- no, "really"',
      [],
    ],
    [
      'FIELD_CUSTOM_VALIDATION_EXCEPTION:Say why: it is late',
      'FIELD_CUSTOM_VALIDATION_EXCEPTION',
      'Say why: it is late',
      [],
    ],
    ['something else', 'UNKNOWN', 'something else', []],
    ['', 'UNKNOWN', '', []],
  ];
  for (const [text, code, message, fields] of known) {
    it(`has code, message and fields: ${text.slice(0, 60).replaceAll('\n', ' ')}`, () => {
      assert.deepEqual(readRowError(text), { code, message, fields });
    });
  }

  it('contains all errors of a row that has several', () => {
    assert.deepEqual(readRowError('A_B:first:X --B_C:second:Y,X --\nA_B:third:--'), {
      code: 'A_B',
      message: 'first; B_C: second; third',
      fields: ['X', 'Y'],
    });
    assert.equal(
      readRowError('A_B:X: “a” is no date. The row was not sent.:X --A_B:Y: “b” is no date:Y --A_B:last:--').message,
      'X: “a” is no date. The row was not sent. Y: “b” is no date; last',
    );
  });
});

describe('the cause of failures', () => {
  const alike: readonly (readonly [string, string])[] = [
    [
      'JSON_PARSER_ERROR:Cannot deserialize instance of date from VALUE_STRING value 02/02/2024 or request may be missing a required field at [line:1, column:2]:--',
      'JSON_PARSER_ERROR:Cannot deserialize instance of date from VALUE_STRING value 2/3/24, late or request may be missing a required field at [line:1, column:2]:--',
    ],
    [
      'DUPLICATE_VALUE:duplicate value found: Ext__c duplicates value on record with id: a005e0000000001AAA:--',
      'DUPLICATE_VALUE:duplicate value found: Ext__c duplicates value on record with id: a005e0000000002:--',
    ],
    [
      "INVALID_FIELD:Failed to deserialize field at col 3. Due to, '13/45/2024' is not a valid value for the type xsd:date:CloseDate --",
      "INVALID_FIELD:Failed to deserialize field at col 12. Due to, 'x:y' is not a valid value for the type xsd:date:CloseDate --",
    ],
    [
      'UNABLE_TO_LOCK_ROW:unable to obtain exclusive access to this record or 200 records: 0015e00000aAAAA,0015e00000aAAAB:--',
      'UNABLE_TO_LOCK_ROW:unable to obtain exclusive access to this record or 200 records: 0015e00000aAAAC:--',
    ],
    [
      'INVALID_FIELD:Foreign key external ID: 0000031236 not found for field A__c in entity Contact:--',
      'INVALID_FIELD:Foreign key external ID: some other not found for field A__c in entity Contact:--',
    ],
    [
      'STRING_TOO_LONG:data value too large: lorem (max length=80):Name --',
      'STRING_TOO_LONG:data value too large: ipsum\n(dolor) (max length=80):Name --',
    ],
    [
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST:bad value for restricted picklist field: Foo:Status__c --',
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST:bad value for restricted picklist field: Bar baz:Status__c --',
    ],
    [
      'INVALID_EMAIL_ADDRESS:Email: invalid email address: x:Email --',
      'INVALID_EMAIL_ADDRESS:Email: invalid email address: y@:Email --',
    ],
    ['MALFORMED_ID:bad id 123:Id --', 'MALFORMED_ID:bad id 00Q:Id --'],
    [
      'DUPLICATE_EXTERNAL_ID:Ext__c: more than one record found for external id field: [a005e0000000001AAA, a005e0000000002AAA]:--',
      'DUPLICATE_EXTERNAL_ID:Ext__c: more than one record found for external id field: [a005e0000000003AAA, a005e0000000004AAA, a005e0000000005AAA]:--',
    ],
  ];
  for (const [one, other] of alike) {
    it(`is the same for other rows: ${one.slice(0, 50)}`, () => assert.equal(cause(one), cause(other)));
  }

  it('keeps the name that has to be corrected', () => {
    for (const text of [
      "INVALID_FIELD:No such column 'Account.Nope__c' on sobject of type Contact:--",
      "INVALID_FIELD:No such column 'Nope__c' on entity 'Account'. Reference the describe call:--",
      "INVALID_FIELD:Didn't understand relationship 'Acount' in field path:--",
    ]) {
      const { message } = readCause(errorPatternOf(text));
      for (const [, name = ''] of text.matchAll(/(?<= )'([\w.]+)'/g)) assert.ok(message.includes(name), message);
    }
  });

  it('differs when fields, limits or rules differ', () => {
    assert.notEqual(cause('A_B:same:X1__c --'), cause('A_B:same:X2__c --'));
    assert.notEqual(
      cause('STRING_TOO_LONG:data value too large: a (max length=80):A --'),
      cause('STRING_TOO_LONG:data value too large: a (max length=81):A --'),
    );
    assert.notEqual(cause("A_B:can't do that now:--"), cause("A_B:won't do that now:--"));
  });
});
