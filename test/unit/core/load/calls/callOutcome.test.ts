// What a failed call means for its rows: a wrong answer sends rows twice, or makes a user look for rows that were never
// sent.
import assert from 'node:assert/strict';
import type { ErrorCode } from '../../../../../src/core/errors/catalog';
import { SalesforceError } from '../../../../../src/core/errors/salesforceError';
import { CancelReason } from '../../../../../src/core/kernel/task';
import { callOutcomeOf, type CallOutcome } from '../../../../../src/core/load/calls/callOutcome';

const outcomeOf = (code: ErrorCode, details: Readonly<Record<string, string | number>> = {}): CallOutcome => {
  const error = SalesforceError.of(code, details);
  return callOutcomeOf(error, error, 'collections');
};

describe('the outcome of a failed call', () => {
  for (const [what, found, expected] of [
    ['rejected by Salesforce', outcomeOf('request.refused', { status: 400 }), 'rejected'],
    [
      'failed inside Salesforce, which rolls it back',
      outcomeOf('server.failed', { errorCode: 'UNKNOWN_EXCEPTION' }),
      'rejected',
    ],
    ['failed on the way to Salesforce', outcomeOf('server.failed', { status: 500, errorCode: '' }), 'unknown'],
    ['that Salesforce was too busy for', outcomeOf('server.unavailable', { errorCode: 'SERVER_UNAVAILABLE' }), 'busy'],
    [
      'answered by a maintenance page',
      outcomeOf('server.unavailable', { status: 503, errorCode: '', page: 'maintenance' }),
      'busy',
    ],
    ['answered by a gateway', outcomeOf('server.unavailable', { status: 503, errorCode: '' }), 'unknown'],
    [
      'answered by a server that limits calls',
      outcomeOf('limit.concurrent', { status: 429, errorCode: '' }),
      'unknown',
    ],
    [
      'that Salesforce refused as one too many',
      outcomeOf('limit.concurrent', { errorCode: 'REQUEST_LIMIT_EXCEEDED' }),
      'final',
    ],
    ['cut off', outcomeOf('network.connectionLost', { reached: 'maybe' }), 'unknown'],
    ['answered by a proxy', outcomeOf('network.notSalesforce', { reached: 'maybe' }), 'unknown'],
    ['without an answer', outcomeOf('network.timeout', { reached: 'maybe' }), 'unknown'],
    ['that was never sent', outcomeOf('network.unreachable', { reached: 'no' }), 'final'],
    ['answered by something else', outcomeOf('server.unexpected', { status: 200 }), 'unknown'],
    ['without a login', outcomeOf('login.expired'), 'final'],
    ['without API calls left', outcomeOf('limit.requests'), 'final'],
    ['of an object that does not exist', outcomeOf('request.notFound'), 'final'],
    ['that failed because of a bug of ours', outcomeOf('bug.unexpected'), 'bug'],
  ] as const)
    it(`${what}: ${expected}`, () => assert.equal(found, expected));

  it('is unknown when the call was canceled, and rejected when a single record was not found', () => {
    const stopped = new CancelReason('user');
    assert.equal(callOutcomeOf(stopped, SalesforceError.of('bug.unexpected', {}), 'rest'), 'unknown');
    const gone = SalesforceError.of('request.notFound', { status: 404 });
    assert.equal(callOutcomeOf(gone, gone, 'rest'), 'rejected');
    const several = SalesforceError.of('server.unexpected', { status: 300 });
    assert.equal(callOutcomeOf(several, several, 'rest'), 'rejected');
  });
});
