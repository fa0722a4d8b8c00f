// Sends a call again when it failed for a reason that passes, and when that can do no harm.
import { SalesforceError, toSalesforceError, toErrorData } from '../errors/salesforceError';
import type { Clock, HttpRequest, Logger } from '../ports';
import type { Task } from '../kernel/task';
import type { Call, Interceptor } from './interceptors';
import { toWaitMs } from './serverTime';

export interface RetryPolicy {
  readonly clock: Clock;
  readonly log: Logger;
  /** From 0 to below 1; spreads the clients that failed together. */
  readonly random: () => number;
}

const mostRepeats = 5;
const firstWaitMs = 500;
/** Who is told to come back later than this is better served by an error that says so. */
const longestWaitMs = 120_000;
const worthTellingMs = 1_000;

/** Waits 0.5, 1, 2, 4, 8 seconds (each shortened by chance to as little as half), or as long as Retry-After says. */
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
        if (error instanceof SalesforceError && !isUntouched(error)) call.doubt?.();
        // A single break is over before anybody could read of it.
        if (repeats > 0 || wait.waitMs > worthTellingMs) task.delayed?.(toErrorData(toSalesforceError(error)));
        await pause(wait, task);
      }
    }
  };

  async function pause({ waitMs, repeats, code }: Wait, task: Task): Promise<void> {
    log.warn('The call failed and will be repeated.', { code, waitMs: Math.round(waitMs), repeat: repeats + 1 });
    task.progress({ phase: 'waiting', done: repeats + 1, total: mostRepeats, unit: 'steps' });
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

/** Undefined when the call must not or need not be repeated. */
function toWait(error: unknown, call: Call, { repeats, waitMs, now }: Attempt): Wait | undefined {
  if (!(error instanceof SalesforceError) || !error.retryable || repeats === mostRepeats) return undefined;
  // A certificate and a proxy are as bad a few seconds later; whoever can wait longer may.
  if (['network.untrusted', 'network.proxy'].includes(error.code) || !canSendAgain(call.request.body)) return undefined;
  if (call.request.repeat === 'never' && !isUntouched(error)) return undefined;
  const asked = error.details['retryAfter'];
  const wanted = (asked === undefined ? undefined : toWaitMs(String(asked), now)) ?? waitMs;
  return wanted > longestWaitMs ? undefined : { waitMs: wanted, repeats, code: error.code };
}

/** The server certainly did not act on the call: it was never reached, or turned the call away at the door. */
const isUntouched = (error: SalesforceError): boolean =>
  error.details['reached'] === 'no' || error.code === 'limit.concurrent';

/** Text and bytes can go out any number of times; a stream only when it can be opened again. */
export function canSendAgain(body: HttpRequest['body']): boolean {
  return body === undefined || typeof body === 'string' || body instanceof Uint8Array || body.reopenable === true;
}
