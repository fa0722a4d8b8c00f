// The outcome of a write: never better than it was.
import assert from 'node:assert/strict';
import { SalesforceError } from '../../../../../src/core/errors/salesforceError';
import { resultOfAnswer, resultOfError } from '../../../../../src/core/policy/intent/outcome';
import { CancelReason } from '../../../../../src/core/kernel/task';

describe('the outcome of a write that was answered', () => {
  const cases: readonly (readonly [string, unknown, readonly [string, number?, number?]])[] = [
    ['a record', { id: '001', success: true, errors: [] }, ['completed', 1, 0]],
    ['no body', undefined, ['completed']],
    ['a collection', [{ success: true }, { success: true }], ['completed', 2, 0]],
    ['a collection with a failure', [{ success: true }, { success: false }], ['partial', 1, 1]],
    ['a collection of failures', [{ success: false }], ['rejected', 0, 1]],
    [
      'a composite request that was rolled back',
      { compositeResponse: [{ httpStatusCode: 400 }, { httpStatusCode: 400 }] },
      ['rejected', 0, 2],
    ],
    ['a batch', { hasErrors: true, results: [{ statusCode: 204 }, { statusCode: 404 }] }, ['partial', 1, 1]],
    ['a tree that failed', { hasErrors: true, results: [{ referenceId: 'a', errors: [{}] }] }, ['rejected', 0, 1]],
    ['a graph', { graphs: [{ isSuccessful: true }, { isSuccessful: false }] }, ['partial', 1, 1]],
    ['Apex that failed', { compiled: true, success: false }, ['rejected', 0, 1]],
    ['a bulk job', { id: '750', state: 'Open' }, ['completed']],
  ];
  for (const [what, answer, [outcome, succeeded, failed]] of cases)
    it(`counts the parts of ${what}`, () => {
      const result = resultOfAnswer(answer === undefined ? '' : JSON.stringify(answer));
      assert.deepEqual([result.outcome, result.counts?.succeeded, result.counts?.failed], [outcome, succeeded, failed]);
    });
});

describe('the outcome of a write that failed', () => {
  it('is rejected only when nothing can have been written', () => {
    const ends: readonly (readonly [SalesforceError, string])[] = [
      [new SalesforceError('request.refused'), 'rejected'],
      [new SalesforceError('login.expired'), 'rejected'],
      [new SalesforceError('limit.requests'), 'rejected'],
      [new SalesforceError('network.unreachable', { reached: 'no' }), 'rejected'],
      [new SalesforceError('network.connectionLost', { reached: 'maybe' }), 'unknown'],
      [new SalesforceError('server.failed'), 'unknown'],
    ];
    for (const [error, outcome] of ends) assert.deepEqual(resultOfError(error), { outcome, reason: error.code });
    assert.deepEqual(resultOfError(new CancelReason('user')), { outcome: 'unknown' });
  });
});
