// What the message of a failed test says.
import assert from 'node:assert/strict';
import { comparisonIn, isLockFailure } from '../../../../../src/core/apex/tests/failure';

const failed = (rest: string): string => `System.AssertException: Assertion Failed${rest}`;

describe('the message of a failed assertion', () => {
  const compared: readonly (readonly [message: string, expected: string, actual: string])[] = [
    [failed(': Expected: 1, Actual: 2'), '1', '2'],
    [failed(': Rating: Expected: Hot, Actual: Cold'), 'Hot', 'Cold'],
    [failed(': Expected: , Actual: x'), '', 'x'],
    [failed(': Expected: (a, b), Actual: (a,\nb)'), '(a, b)', '(a,\nb)'],
  ];
  for (const [message, expected, actual] of compared)
    it(`has both values: ${message}`, () => assert.deepEqual(comparisonIn(message), { expected, actual }));

  const others = [
    failed(''),
    failed(': Same value: 1'),
    'System.NullPointerException: Expected: 1, Actual: 2',
    // The value itself has the words, so nothing says where it ends.
    failed(': Expected: 1, Actual: 2, Actual: 3'),
    failed(': Expected: Expected: 1, Actual: 2'),
  ];
  for (const message of others)
    it(`has no values that could be told apart: ${message}`, () => assert.equal(comparisonIn(message), undefined));
});

describe('a failure because of a locked record', () => {
  it('is one of a change, of a query, or a deadlock', () => {
    const messages = [
      'System.DmlException: Update failed. First exception on row 0 with id 001xx; first error: UNABLE_TO_LOCK_ROW, unable to obtain exclusive access to this record: []',
      'System.QueryException: Record Currently Unavailable: The record you are attempting to edit is being modified.',
    ];
    for (const message of messages) assert.equal(isLockFailure(message), true, message);
  });

  it('is no other failure', () => {
    assert.equal(isLockFailure('System.DmlException: Insert failed. REQUIRED_FIELD_MISSING'), false);
  });
});
