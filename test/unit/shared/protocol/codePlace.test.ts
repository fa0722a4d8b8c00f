// Which code failed a row, from the text that Salesforce writes about it, and nothing from other texts.
import { strict as assert } from 'node:assert';
import { codeFailureIn, readCodePlace } from '../../../../src/shared/protocol/codePlace';

const failed = (...stack: readonly string[]): string =>
  [
    'AccountTrigger: execution of BeforeInsert',
    'caused by: System.NullPointerException: Attempt',
    stack.join('\n'),
  ].join('\n\n');

describe('the code that failed a row', () => {
  it('is the line of the trigger', () =>
    assert.deepEqual(codeFailureIn(failed('Trigger.AccountTrigger: line 5, column 1')), {
      reason: 'System.NullPointerException: Attempt',
      place: 'Trigger.AccountTrigger:5',
    }));

  it('is the innermost line of a class', () => {
    const stack = ['Class.Orders.Line.close: line 12, column 3', 'Trigger.OrderTrigger: line 2, column 1'];
    assert.equal(codeFailureIn(failed(...stack)).place, 'Class.Orders.Line:12');
  });

  it('has no place where Salesforce hides the code of a package', () =>
    assert.deepEqual(codeFailureIn(failed('(ns)')), { reason: 'System.NullPointerException: Attempt' }));

  for (const message of [
    'Required fields are missing: [Name]',
    'Pay line 5, column 1',
    'Trigger.a b: line 5, column 1',
    'Class.Only: line 5, column 1 or later',
  ])
    it(`is not in “${message}”`, () => assert.deepEqual(codeFailureIn(message), {}));

  for (const place of ['Trigger.A:5/../x', 'Trigger.../../x:5', 'Class.a*:1', 'Trigger.A:5\nx', 'trigger.A:5', ''])
    it(`is not named by ${JSON.stringify(place)}`, () => assert.equal(readCodePlace(place), undefined));
});
