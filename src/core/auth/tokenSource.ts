// The session in use of one org: hands it out, and renews it once for everybody who asks at the same time.
import type { Session, TokenSource } from '../http/client';
import { createSingleFlight } from '../kernel/singleFlight';
import type { Task } from '../kernel/task';

export interface TokenParts {
  /** The session on record; another window may have renewed it meanwhile. */
  readonly load: () => Promise<Session>;
  /** Logs in anew and puts the session on record. Throws `login.expired` where that takes a person. */
  readonly renew: (task: Task) => Promise<Session>;
}

export interface HeldTokens extends TokenSource {
  /** Drops the session from memory: whoever asks next gets what is on record, or its error. */
  readonly forget: () => void;
}

export function createTokenSource({ load, renew }: TokenParts): HeldTokens {
  let session: Session | undefined;
  let era = 0;

  /** What was on its way when the session was dropped stays out of memory. */
  async function remember(find: () => Promise<Session>): Promise<Session> {
    const begunIn = era;
    const found = await find();
    if (era === begunIn) session = found;
    return found;
  }

  const current = async (): Promise<Session> => session ?? remember(load);

  const renewal = createSingleFlight((task) =>
    remember(async () => {
      const onRecord = await load();
      return onRecord.accessToken === session?.accessToken ? renewOrAdopt(onRecord, task) : onRecord;
    }),
  );

  /** Where refresh tokens rotate, the slower of two windows is refused; what the faster one put on record is good. */
  async function renewOrAdopt(ended: Session, task: Task): Promise<Session> {
    try {
      return await renew(task);
    } catch (error) {
      const onRecord = await load();
      if (onRecord.accessToken !== ended.accessToken) return onRecord;
      throw error;
    }
  }

  return {
    current,
    forget: () => {
      session = undefined;
      era += 1;
    },
    renew: async (rejected, { signal }) => {
      const known = await current();
      return known.accessToken === rejected ? renewal(signal) : known;
    },
  };
}
