// What a failed call says about its rows: too bold, and rows are sent twice; too timid, and people have to look for
// nothing.
import assert from 'node:assert/strict';
import type { ErrorCode } from '../../../../../src/core/errors/catalog';
import { SalesforceError } from '../../../../../src/core/errors/salesforceError';
import { CancelReason } from '../../../../../src/core/kernel/task';
import { callOutcomeOf, type CallOutcome } from '../../../../../src/core/load/calls/callOutcome';

const fate = (code: ErrorCode, details: Readonly<Record<string, string | number>> = {}): CallOutcome => {
  const error = new SalesforceError(code, details);
  return callOutcomeOf(error, error, 'collections');
};

describe('the fate of rows whose call failed', () => {
  for (const [what, found, expected] of [
    ['refused by Salesforce', fate('request.refused', { status: 400 }), 'refused'],
    ['failed inside Salesforce, which takes all back', fate('server.failed', { status: 500 }), 'refused'],
    ['met by a maintenance page', fate('server.unavailable', { status: 503 }), 'busy'],
    ['answered by a gateway', fate('server.unavailable', { status: 504 }), 'unknown'],
    ['cut off', fate('network.connectionLost', { reached: 'maybe' }), 'unknown'],
    ['without an answer', fate('network.timeout', { reached: 'maybe' }), 'unknown'],
    ['that never left', fate('network.unreachable', { reached: 'no' }), 'ended'],
    ['answered by something else', fate('server.unexpected', { status: 200 }), 'unknown'],
    ['without a login', fate('login.expired'), 'ended'],
    ['without an allowance', fate('limit.requests'), 'ended'],
    ['of an object that nobody knows', fate('request.notFound'), 'ended'],
    ['broken by a mistake of ours', fate('bug.unexpected'), 'bug'],
  ] as const)
    it(`${what}: ${expected}`, () => assert.equal(found, expected));

  it('is unknown when the call was given up, and Salesforce’s word when a single record was not found', () => {
    const stopped = new CancelReason('user');
    assert.equal(callOutcomeOf(stopped, new SalesforceError('bug.unexpected', {}), 'rest'), 'unknown');
    const gone = new SalesforceError('request.notFound', { status: 404 });
    assert.equal(callOutcomeOf(gone, gone, 'rest'), 'refused');
    const several = new SalesforceError('server.unexpected', { status: 300 });
    assert.equal(callOutcomeOf(several, several, 'rest'), 'refused');
  });
});
