// What a failed call means for its rows: whether they may have been saved, and whether to send them again.
import type { SalesforceError } from '../../errors/salesforceError';
import { isCanceled } from '../../kernel/task';
import type { LoadApi } from '../../model/route';

/**
 * `rejected`: no row was saved, because of one of them. `busy`: no row was saved, and the same call may succeed a
 * little later. `final`: no row was saved, and every other call would fail, too. `unknown`: rows may have been saved.
 * `bug`: the same, and another call would fail like this one.
 */
export type CallOutcome = 'rejected' | 'busy' | 'final' | 'unknown' | 'bug';

/** A gateway answers although Salesforce may still be processing the call. */
const gateways = [502, 504];

export function callOutcomeOf(cause: unknown, error: SalesforceError, api: LoadApi): CallOutcome {
  const { code, details } = error;
  if (isCanceled(cause)) return 'unknown';
  if (code.startsWith('network.')) return details['reached'] === 'no' ? 'final' : 'unknown';
  switch (code) {
    case 'request.refused':
    case 'server.failed':
      return 'rejected';
    case 'request.notFound':
    case 'request.noAccess':
    case 'input.badArgument':
      // In a REST call the URL names the record; in a collections call it names the object of all rows.
      return api === 'rest' ? 'rejected' : 'final';
    case 'server.unavailable':
      return gateways.includes(Number(details['status'])) ? 'unknown' : 'busy';
    case 'server.unexpected':
      // 300: several records have the external id.
      return details['status'] === 300 ? 'rejected' : 'unknown';
    case 'bug.unexpected':
      return 'bug';
    default:
      return 'final';
  }
}
