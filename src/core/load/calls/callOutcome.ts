// What a call that failed says about the rows in it: were they taken, and what is to be done with them now?
import type { SalesforceError } from '../../errors/salesforceError';
import { isCanceled } from '../../kernel/task';
import type { LoadApi } from '../../model/route';

/**
 * `refused`: none was taken, for the sake of one of them. `busy`: none was taken, and the same call may go through a little
 * later. `ended`: none was taken, and no other call will be either. `unknown`: they may have been taken. `bug`: the same, and
 * another call would fail like this one.
 */
export type CallOutcome = 'refused' | 'busy' | 'ended' | 'unknown' | 'bug';

/** Gateways answer for a Salesforce that may have gone on working. */
const gateways = [502, 504];

export function callOutcomeOf(cause: unknown, error: SalesforceError, api: LoadApi): CallOutcome {
  const { code, details } = error;
  if (isCanceled(cause)) return 'unknown';
  if (code.startsWith('network.')) return details['reached'] === 'no' ? 'ended' : 'unknown';
  switch (code) {
    case 'request.refused':
    case 'server.failed':
      return 'refused';
    case 'request.notFound':
    case 'request.noAccess':
    case 'input.badArgument':
      // Alone, a record is named by the address; together, the address names the object that all of them need.
      return api === 'rest' ? 'refused' : 'ended';
    case 'server.unavailable':
      return gateways.includes(Number(details['status'])) ? 'unknown' : 'busy';
    case 'server.unexpected':
      // Several records have the external id (300).
      return details['status'] === 300 ? 'refused' : 'unknown';
    case 'bug.unexpected':
      return 'bug';
    default:
      return 'ended';
  }
}
