// The session in use of one org: hands it out, and renews it once for everybody who asks at the same time.
import type { Session, TokenSource } from '../http/client';
import { quietTask, type Task } from '../kernel/task';

export interface TokenParts {
  /** The session on record; another window may have renewed it meanwhile. */
  readonly load: () => Promise<Session>;
  /** Logs in anew and puts the session on record. Throws `login.expired` where that takes a person. */
  readonly renew: (task: Task) => Promise<Session>;
}

export function createTokenSource({ load, renew }: TokenParts): TokenSource {
  let session: Promise<Session> | undefined;
  let renewal: Promise<Session> | undefined;

  const current = (): Promise<Session> => (session ??= forgetting(load()));

  /** A failed start must not be what every later call finds. */
  async function forgetting(loading: Promise<Session>): Promise<Session> {
    try {
      return await loading;
    } catch (error) {
      session = undefined;
      throw error;
    }
  }

  async function renewOnce(rejected: string): Promise<Session> {
    try {
      const onRecord = await load();
      // One caller giving up must not take the renewal from the others, so it stops for nobody.
      const fresh = onRecord.accessToken === rejected ? await renew(quietTask()) : onRecord;
      session = Promise.resolve(fresh);
      return fresh;
    } finally {
      renewal = undefined;
    }
  }

  return {
    current: () => current(),
    renew: async (rejected, { signal }) => {
      const known = await current();
      if (known.accessToken !== rejected) return known;
      renewal ??= renewOnce(rejected);
      return orStop(renewal, signal);
    },
  };
}

function orStop<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
