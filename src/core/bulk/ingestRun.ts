// Runs all parts of a load, several at once, as one stream of events. Every row gets a result even when the load ends
// early.
import { toSalesforceError } from '../errors/salesforceError';
import type { JobDelayed } from '../model/job';
import type { PartEvent, PartState } from '../model/load';
import { mergeRuns } from '../kernel/merge';
import { isResumable } from '../kernel/retry';
import { partRun, finishUnsent, type PartRun } from './partRun';

/**
 * Runs the parts that are not finished yet, in order, up to `parallel` at once. Throws the first error after the
 * parts under way have ended. If a resume can overcome it (network, login, limits), the other parts are left for the
 * resume; otherwise their rows are unprocessed first.
 */
export async function* ingestRun(
  parts: readonly PartState[],
  parallel: number,
  run: PartRun,
): AsyncGenerator<PartEvent | JobDelayed> {
  const begun = new Set<number>();
  const open = parts.filter((part) => part.phase !== 'finished');
  const starts = open.map((part) => () => {
    begun.add(part.plan.index);
    return partRun(part, run);
  });
  try {
    yield* mergeRuns(starts, parallel);
  } catch (error) {
    if (run.task.signal.aborted || isResumable(toSalesforceError(error))) throw error;
    const message = 'Not sent, because an earlier part failed.';
    for (const { plan } of open)
      if (!begun.has(plan.index)) yield* finishUnsent(plan, { state: 'Failed', message }, run);
    throw error;
  }
}
