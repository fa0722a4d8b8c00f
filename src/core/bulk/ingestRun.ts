// Runs all parts of a load, several at once, as one stream of events. Every row gets a result even when the load ends
// early.
import { toSalesforceError } from '../errors/salesforceError';
import type { JobDelayed } from '../model/job';
import type { PartEvent, PartState } from '../model/load';
import { mergeRuns } from '../kernel/merge';
import { isResumable } from '../kernel/retry';
import { finishUnknown, finishUnsent, partRun, type PartRun } from './partRun';

/**
 * Runs the parts that are not finished yet, in order, up to `parallel` at once. Throws the first error after the
 * parts under way have ended. If a resume can overcome it (network, login, limits), the other parts are left for the
 * resume; otherwise their rows are unprocessed first, or unknown where an earlier run has sent them.
 */
export async function* ingestRun(
  parts: readonly PartState[],
  parallel: number,
  run: PartRun,
): AsyncGenerator<PartEvent | JobDelayed> {
  const finished = new Set<number>();
  const open = parts.filter((part) => part.phase !== 'finished');
  /** Salesforce has all data of these parts, so their rows may be saved. */
  const sent = new Set(open.filter(isSent).map(({ plan }) => plan.index));
  try {
    for await (const event of mergeRuns(
      open.map((part) => () => partRun(part, run)),
      parallel,
    )) {
      if (event.type === 'uploaded') sent.add(event.part);
      if (event.type === 'partFinished') finished.add(event.part);
      yield event;
    }
  } catch (error) {
    const reason = toSalesforceError(error);
    if (run.task.signal.aborted || isResumable(reason)) throw error;
    const message = 'Not sent, because an earlier part failed.';
    for (const { plan } of open) {
      if (finished.has(plan.index)) continue;
      if (sent.has(plan.index)) yield* finishUnknown(plan, reason, run);
      else yield* finishUnsent(plan, { state: 'Failed', message }, run);
    }
    throw error;
  }
}

/** A job is closed only after its upload was answered. */
const isSent = ({ remoteId, phase }: PartState): boolean => remoteId !== undefined && phase !== 'uploading';
