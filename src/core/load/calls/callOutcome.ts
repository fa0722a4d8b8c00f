// What a failed call means for its rows: whether they may have been saved, and whether to send them again.
import type { SalesforceError } from '../../errors/salesforceError';
import { isCanceled } from '../../kernel/task';
import type { RouteApi } from '../../model/route';

/**
 * `rejected`: no row was saved, because of one of them. `busy`: no row was saved, and the same call may succeed a
 * little later. `final`: no row was saved, and every other call would fail, too. `unknown`: rows may have been saved.
 * `bug`: the same, and another call would fail like this one.
 */
export type CallOutcome = 'rejected' | 'busy' | 'final' | 'unknown' | 'bug';

/**
 * A server on the way may fail although Salesforce has processed the call, or still does. Only Salesforce's own code
 * and its page of maintenance tell that it has not.
 */
const isFromSalesforce = ({ details }: SalesforceError): boolean =>
  details['errorCode'] !== '' || details['page'] === 'maintenance';

export function callOutcomeOf(cause: unknown, error: SalesforceError, api: RouteApi): CallOutcome {
  const { code, details } = error;
  if (isCanceled(cause)) return 'unknown';
  if (code.startsWith('network.')) return details['reached'] === 'no' ? 'final' : 'unknown';
  switch (code) {
    case 'request.refused':
      return 'rejected';
    case 'server.failed':
      // A failure of Salesforce itself rolls the call back.
      return isFromSalesforce(error) ? 'rejected' : 'unknown';
    case 'request.notFound':
    case 'request.noAccess':
    case 'input.badArgument':
      // In a REST call the URL names the record; in a collections call it names the object of all rows.
      return api === 'rest' ? 'rejected' : 'final';
    case 'server.unavailable':
      return isFromSalesforce(error) ? 'busy' : 'unknown';
    case 'limit.concurrent':
      return isFromSalesforce(error) ? 'final' : 'unknown';
    case 'server.tooDeep':
    case 'server.tooLarge':
    case 'server.unexpected':
      // 300: several records have the external id.
      return details['status'] === 300 ? 'rejected' : 'unknown';
    case 'bug.unexpected':
      return 'bug';
    default:
      return 'final';
  }
}
