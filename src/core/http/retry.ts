// Sends a call again when it failed for a temporary reason and sending it twice can do no harm.
import { SalesforceError, toSalesforceError, toErrorData } from '../errors/salesforceError';
import type { Clock, HttpRequest, Logger } from '../ports';
import type { Task } from '../kernel/task';
import type { Call, Interceptor } from './interceptors';
import { toWaitMs } from './serverTime';

export interface RetryPolicy {
  readonly clock: Clock;
  readonly log: Logger;
  /** From 0 to below 1; spreads the retries of clients that failed at the same time. */
  readonly random: () => number;
}

const maxRepeats = 5;
const firstWaitMs = 500;
/** If Salesforce asks for a longer wait, an error that says so is more useful than waiting. */
const maxWaitMs = 120_000;
/** Longer waits are reported to the task. */
const shortWaitMs = 1_000;

/** Waits 0.5, 1, 2, 4, 8 seconds (each shortened at random by up to half), or as long as Retry-After says. */
export function retry({ clock, log, random }: RetryPolicy): Interceptor {
  return (next) => async (call, task) => {
    for (let repeats = 0; ; repeats += 1) {
      try {
        const answer = await next(call, task);
        task.delayed?.(undefined);
        return answer;
      } catch (error) {
        const waitMs = (firstWaitMs * 2 ** repeats * (1 + random())) / 2;
        const wait = toWait(error, call, { repeats, waitMs, now: clock.now() });
        if (wait === undefined) throw error;
        if (error instanceof SalesforceError && !isUnprocessed(error)) call.onUncertainRetry?.();
        // A single short break is over before a person could read about it.
        if (repeats > 0 || wait.waitMs > shortWaitMs) task.delayed?.(toErrorData(toSalesforceError(error)));
        await pause(wait, task);
      }
    }
  };

  async function pause({ waitMs, repeats, code }: Wait, task: Task): Promise<void> {
    log.warn('The call failed and will be sent again.', { code, waitMs: Math.round(waitMs), repeat: repeats + 1 });
    task.progress({ phase: 'waiting', done: repeats + 1, total: maxRepeats, unit: 'steps' });
    await clock.sleep(waitMs, task.signal);
  }
}

interface Wait {
  readonly waitMs: number;
  readonly repeats: number;
  readonly code: string;
}

interface Attempt {
  readonly repeats: number;
  readonly waitMs: number;
  readonly now: number;
}

/**
 * A few seconds do not repair a certificate, a proxy, a slow network or a redirect. Jobs, which can wait longer, may
 * try again.
 */
const isLasting = ({ code, details }: SalesforceError): boolean =>
  ['network.untrusted', 'network.proxy', 'network.tooSlow'].includes(code) ||
  (code === 'network.notSalesforce' && /^3/.test(String(details['status'])));

/** Undefined when the call must not or need not be repeated. */
function toWait(error: unknown, call: Call, { repeats, waitMs, now }: Attempt): Wait | undefined {
  if (!(error instanceof SalesforceError) || !error.retryable || repeats === maxRepeats) return undefined;
  if (isLasting(error) || !canSendAgain(call.request.body)) return undefined;
  if (call.request.repeat === 'never' && !isUnprocessed(error)) return undefined;
  const { retryAfter } = error.details;
  const chosenMs = (retryAfter === undefined ? undefined : toWaitMs(String(retryAfter), now)) ?? waitMs;
  return chosenMs > maxWaitMs ? undefined : { waitMs: chosenMs, repeats, code: error.code };
}

/**
 * Salesforce certainly did not process the call: it was never reached, or it rejected the call at once, with a code of
 * its own. A status 429 without one may come from a server on the way.
 */
const isUnprocessed = ({ code, details }: SalesforceError): boolean =>
  details['reached'] === 'no' || (code === 'limit.concurrent' && details['errorCode'] !== '');

/** Text and bytes can be sent any number of times; a stream only when it can be opened again. */
export function canSendAgain(body: HttpRequest['body']): boolean {
  return body === undefined || typeof body === 'string' || body instanceof Uint8Array || body.reopenable === true;
}
