// All parts of a load, several at once: one stream of events, and every row settled even when the load ends early.
import { toSalesforceError } from '../errors/salesforceError';
import type { JobDelayed } from '../model/job';
import type { PartEvent, PartState } from '../model/load';
import { mergeRuns } from '../kernel/merge';
import { isResumable } from '../kernel/retry';
import { partRun, finishUnsent, type PartRun } from './partRun';

/**
 * Runs the parts that are not settled yet, in order, up to `parallel` at once.
 * Throws the first trouble after the parts under way have ended; if no resume can cure it, the rows of parts that were
 * never begun are settled as unprocessed first. Passing trouble (network, login, limits) leaves them for the resume.
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
