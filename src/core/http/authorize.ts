// Adds the session to a call; when Salesforce says it has expired, renews it once and sends the call again.
import { SalesforceError } from '../errors/salesforceError';
import type { TokenSource } from './client';
import type { Interceptor } from './interceptors';
import { canSendAgain } from './retry';

/** Errors: `login.expired` when the session cannot be renewed, or the new one is refused too. */
export function authorize(tokens: TokenSource): Interceptor {
  return (next) => async (call, task) => {
    const session = await tokens.current(task);
    try {
      return await next({ ...call, session }, task);
    } catch (error) {
      // Salesforce did nothing with a session it refused, so even calls that change data may be sent again.
      if (!(error instanceof SalesforceError) || error.code !== 'login.expired') throw error;
      const fresh = await tokens.renew(session.accessToken, task);
      if (!canSendAgain(call.request.body)) throw error;
      return next({ ...call, session: fresh }, task);
    }
  };
}
