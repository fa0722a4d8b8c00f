// Sends no write before the org's policy allows it, and has each write journaled before and after.
import { SalesforceError } from '../errors/salesforceError';
import type { JobPermit, Write, WriteEnded } from '../model/writes';
import type { Task } from '../kernel/task';
import type { OrgRequest } from './client';
import type { Call, CallResponse, Interceptor } from './interceptors';

export type WriteResult = Pick<WriteEnded, 'outcome' | 'reason' | 'counts'>;

/** Declared here, implemented by core/policy. */
export interface WriteGate {
  /** What a request would write; undefined for a read. `apiVersion` replaces `{v}` in the path. */
  readonly intentOf: (request: OrgRequest, apiVersion: string) => Write | undefined;
  /** The result of a write, from the text of its response. */
  readonly resultOfAnswer: (text: string, write: Write) => WriteResult;
  /** The result of a write that threw. */
  readonly resultOfError: (error: unknown) => WriteResult;
  /**
   * Resolves when the write may be sent: allowed, confirmed and in the journal. Call the function it gives with the
   * result. Throws `policy.*`. With a permit no person is asked, and the entry in the journal is that of the whole job.
   */
  readonly open: (
    write: Write,
    permit: JobPermit | undefined,
    task: Pick<Task, 'signal' | 'startedBy'>,
  ) => Promise<(result: WriteResult) => Promise<void>>;
}

/** For a client that only reads: every method but GET counts as a write, and every write is rejected. */
export const readOnlyGate: WriteGate = {
  intentOf: ({ method }) => (method === 'GET' ? undefined : { operations: ['unknown'] }),
  resultOfAnswer: () => ({ outcome: 'unknown' }),
  resultOfError: () => ({ outcome: 'unknown' }),
  open: () => Promise.reject(new SalesforceError('bug.unexpected', { message: 'a read-only client tried to write' })),
};

export interface WriteGuard {
  readonly gate: WriteGate;
  readonly apiVersion: string;
  readonly permit?: JobPermit;
}

/** The outermost layer: retries of a call belong to one write, and a rejected write does not even renew a session. */
export function guardWrites({ gate, apiVersion, permit }: WriteGuard): Interceptor {
  return (next) => async (call, task) => {
    const write = gate.intentOf(call.request, apiVersion);
    if (!write) return next(call, task);
    task.signal.throwIfAborted();
    const end = await gate.open(write, permit, task);
    let isUncertain = false;
    // The first try may have written although its retry fails, for example because it deleted the record.
    const report = (result: WriteResult): Promise<void> =>
      end(isUncertain && result.outcome !== 'completed' ? { ...result, outcome: 'unknown' } : result);
    try {
      const response = await next({ ...call, onUncertainRetry: () => (isUncertain = true) }, task);
      await report(await resultOf({ call, response, write }, gate));
      return response;
    } catch (error) {
      await report(gate.resultOfError(error));
      throw error;
    }
  };
}

interface Answered {
  readonly call: Call;
  readonly response: CallResponse;
  readonly write: Write;
}

/** Code of the org that answers with an error may have saved records before it. */
async function resultOf({ call, response, write }: Answered, gate: WriteGate): Promise<WriteResult> {
  if (call.isBuffered || call.request.readsText) return gate.resultOfAnswer(await response.text(), write);
  return { outcome: response.status < 400 ? 'completed' : 'failed' };
}
