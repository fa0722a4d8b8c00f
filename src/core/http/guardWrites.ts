// No write leaves before the policy of the org has let it pass, and each is written down before and after.
import { SalesforceError } from '../errors/salesforceError';
import type { JobPermit, Write, WriteEnded } from '../model/writes';
import type { Task } from '../kernel/task';
import type { OrgRequest } from './client';
import type { Interceptor } from './interceptors';

export type WriteEnd = Pick<WriteEnded, 'outcome' | 'reason' | 'counts'>;

/** Declared here, implemented by core/policy. */
export interface WriteGate {
  /** What a request would write; undefined for a read. `apiVersion` replaces `{v}` in the path. */
  readonly intentOf: (request: OrgRequest, apiVersion: string) => Write | undefined;
  /** How a write ended, from the text of its response. */
  readonly endOfAnswer: (text: string) => WriteEnd;
  /** How a write ended that threw. */
  readonly endOfError: (error: unknown) => WriteEnd;
  /**
   * Resolves when the write may leave: allowed, agreed to, and in the journal; with what is to be told how it ended. Throws
   * `policy.*`. With a permit nobody is asked, and the journal's entry is that of the whole job.
   */
  readonly open: (
    write: Write,
    permit: JobPermit | undefined,
    task: Pick<Task, 'signal' | 'startedBy'>,
  ) => Promise<(end: WriteEnd) => Promise<void>>;
}

/** For a client that only reads. Every method but GET counts as a write, and every write is refused. */
export const readingOnly: WriteGate = {
  intentOf: ({ method }) => (method === 'GET' ? undefined : { operations: ['raw'] }),
  endOfAnswer: () => ({ outcome: 'unknown' }),
  endOfError: () => ({ outcome: 'unknown' }),
  open: () =>
    Promise.reject(new SalesforceError('bug.unexpected', { message: 'a client for reading wanted to write' })),
};

export interface WriteGuard {
  readonly gate: WriteGate;
  readonly apiVersion: string;
  readonly permit?: JobPermit;
}

/** Outermost, so that repeats of a call are part of it and a refused one does not even renew a session. */
export function guardWrites({ gate, apiVersion, permit }: WriteGuard): Interceptor {
  return (next) => async (call, task) => {
    const write = gate.intentOf(call.request, apiVersion);
    if (!write) return next(call, task);
    task.signal.throwIfAborted();
    const end = await gate.open(write, permit, task);
    let isDoubtful = false;
    // A repeat that is refused, as of a record that is gone by then, does not say that the first sending did nothing.
    const tell = (how: WriteEnd): Promise<void> =>
      end(isDoubtful && how.outcome !== 'completed' ? { ...how, outcome: 'unknown' } : how);
    try {
      const answer = await next({ ...call, doubt: () => (isDoubtful = true) }, task);
      await tell(call.whole ? gate.endOfAnswer(await answer.text()) : { outcome: 'completed' });
      return answer;
    } catch (error) {
      await tell(gate.endOfError(error));
      throw error;
    }
  };
}
