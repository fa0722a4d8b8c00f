// Sends the other request of a call when the org refuses the first one, once and as a part of the same write.
import { SalesforceError } from '../errors/salesforceError';
import type { Interceptor } from './interceptors';

export const sendInstead: Interceptor = (next) => async (call, task) => {
  const { instead } = call.request;
  try {
    return await next(call, task);
  } catch (error) {
    if (!instead || !(error instanceof SalesforceError) || !instead.after(error)) throw error;
    return next({ ...call, request: instead.request }, task);
  }
};
