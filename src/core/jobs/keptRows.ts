// Whether the result files have the rows that a job counts.
import { SalesforceError } from '../errors/salesforceError';
import type { JobState } from '../model/job';
import { isLoad } from '../model/load';
import type { RowSource } from '../results/rowSource';

/**
 * Throws `job.rowsNotKept` when a finished load has rows in the list and none of them in its files: their values are
 * those of its file, which was gone or another one by then.
 */
export function requireKept(state: JobState, { list, total }: Pick<RowSource, 'list' | 'total'>): void {
  if (isKept(state, { list, total }) || !isLoad(state)) return;
  throw new SalesforceError('job.rowsNotKept', { list, file: state.spec.file });
}

export const isKept = (state: JobState, { list, total }: Pick<RowSource, 'list' | 'total'>): boolean =>
  state.outcome === undefined || !isLoad(state) || total > 0 || state[list] === 0;
