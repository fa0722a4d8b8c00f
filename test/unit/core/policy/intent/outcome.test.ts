// The outcome of a write: never better than it was.
import assert from 'node:assert/strict';
import { SalesforceError } from '../../../../../src/core/errors/salesforceError';
import { resultOfAnswer, resultOfError } from '../../../../../src/core/policy/intent/outcome';
import type { Write } from '../../../../../src/core/model/writes';
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
    ['a bulk job', { id: '750', state: 'Open' }, ['completed']],
  ];
  for (const [what, answer, [outcome, succeeded, failed]] of cases)
    it(`counts the parts of ${what}`, () => {
      const result = resultOfAnswer(answer === undefined ? '' : JSON.stringify(answer), { operations: ['insert'] });
      assert.deepEqual([result.outcome, result.counts?.succeeded, result.counts?.failed], [outcome, succeeded, failed]);
    });
});

const apex: Write = { operations: ['apex'] };

describe('the outcome of anonymous Apex', () => {
  const answers = [
    [{ compiled: true, success: true }, 'completed'],
    [{ compiled: true, success: false }, 'failed'],
    [{ compiled: false, success: false }, 'rejected'],
  ] as const;
  for (const [{ compiled, success }, outcome] of answers)
    it(`is ${outcome} with compiled ${compiled} and success ${success}, without rows, over both APIs`, () => {
      const xml = `<e><debugLog>&lt;success&gt;</debugLog><result><compiled>${compiled}</compiled><success>${success}</success></result></e>`;
      assert.deepEqual(resultOfAnswer(JSON.stringify({ compiled, success }), apex), { outcome });
      assert.deepEqual(resultOfAnswer(xml, apex), { outcome });
    });

  it('is unknown when the answer does not say it', () => {
    assert.deepEqual(resultOfAnswer('<html>Log in to the network</html>', apex), { outcome: 'unknown' });
  });
});

describe('the outcome of a rollback run', () => {
  const ofRollback = (success: boolean, exceptionMessage: string, compiled = true): readonly string[] => {
    const write: Write = { operations: ['apexRollback'] };
    const xml = `<e><debugLog>class KineticRollbackException extends Exception{}</debugLog><result><compiled>${compiled}</compiled><exceptionMessage>${exceptionMessage}</exceptionMessage><success>${success}</success></result></e>`;
    const json = JSON.stringify({ compiled, success, exceptionMessage });
    return [xml, json].map((text) => resultOfAnswer(text, write).outcome);
  };

  it('is completed only when its own exception ended it', () => {
    assert.deepEqual(ofRollback(false, 'KineticRollbackException: Rolled back'), ['completed', 'completed']);
    assert.deepEqual(ofRollback(false, 'System.LimitException: Too many'), ['failed', 'failed']);
    assert.deepEqual(ofRollback(false, '', false), ['rejected', 'rejected']);
  });

  it('is unknown without any exception, because what the code saved may be there', () => {
    assert.deepEqual(ofRollback(true, ''), ['unknown', 'unknown']);
  });
});

describe('the outcome of a write that failed', () => {
  it('is rejected only when nothing can have been written', () => {
    const ends: readonly (readonly [SalesforceError, string])[] = [
      [SalesforceError.of('request.refused', {}), 'rejected'],
      [SalesforceError.of('login.expired', {}), 'rejected'],
      [SalesforceError.of('limit.requests', {}), 'rejected'],
      [SalesforceError.of('limit.concurrent', { errorCode: 'REQUEST_LIMIT_EXCEEDED' }), 'rejected'],
      [SalesforceError.of('limit.concurrent', { errorCode: '', status: 429 }), 'unknown'],
      [SalesforceError.of('network.unreachable', { reached: 'no' }), 'rejected'],
      [SalesforceError.of('network.connectionLost', { reached: 'maybe' }), 'unknown'],
      [SalesforceError.of('server.failed', {}), 'unknown'],
    ];
    for (const [error, outcome] of ends) assert.deepEqual(resultOfError(error), { outcome, reason: error.code });
    assert.deepEqual(resultOfError(new CancelReason('user')), { outcome: 'unknown' });
  });
});
