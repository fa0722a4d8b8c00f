// The current session of one org. Callers that ask for a renewal at the same time share one.
import type { Session, TokenSource } from '../http/client';
import { createSingleFlight } from '../kernel/singleFlight';
import type { Task } from '../kernel/task';

export interface TokenParts {
  /** The stored session; another window may have renewed it. */
  readonly load: () => Promise<Session>;
  /** Logs in again and stores the session. Throws `login.expired` where that takes a person. */
  readonly renew: (task: Task) => Promise<Session>;
}

export interface OrgTokens extends TokenSource {
  /** Drops the session from memory: the next caller gets the stored one, or the error of reading it. */
  readonly forget: () => void;
}

export function createTokenSource({ load, renew }: TokenParts): OrgTokens {
  let session: Session | undefined;
  let generation = 0;

  /** A session that was requested before `forget` is not kept in memory. */
  async function remember(find: () => Promise<Session>): Promise<Session> {
    const startedIn = generation;
    const found = await find();
    if (generation === startedIn) session = found;
    return found;
  }

  const current = async (): Promise<Session> => session ?? remember(load);

  const renewal = createSingleFlight((task) =>
    remember(async () => {
      const stored = await load();
      return stored.accessToken === session?.accessToken ? renewOrReload(stored, task) : stored;
    }),
  );

  /**
   * If refresh tokens rotate and two windows renew at once, the slower one fails. It takes what the faster one stored.
   */
  async function renewOrReload(expired: Session, task: Task): Promise<Session> {
    try {
      return await renew(task);
    } catch (error) {
      const stored = await load();
      if (stored.accessToken !== expired.accessToken) return stored;
      throw error;
    }
  }

  return {
    current,
    forget: () => {
      session = undefined;
      generation += 1;
    },
    renew: async (rejected, { signal }) => {
      const known = await current();
      return known.accessToken === rejected ? renewal(signal) : known;
    },
  };
}
