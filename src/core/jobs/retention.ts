// Which jobs may be forgotten: whole families, since a retry leads back to the rows of the job before it.
import type { JobState } from '../model/job';
import { descendants, rootOf } from './retry/attempts';

/** Jobs that ended before `before` (milliseconds since 1970) together with all their attempts; each after its retries. */
export function removableJobs(all: readonly JobState[], before: number): readonly JobState[] {
  const byId = new Map(all.map((state) => [state.jobId, state]));
  const roots = all.filter((state) => rootOf(state, (jobId) => byId.get(jobId)) === state);
  return roots.flatMap((root) => {
    const family = [root, ...descendants(root.jobId, all)];
    const isOver = family.every(({ phase, changedAt }) => phase === 'finished' && changedAt < before);
    return isOver ? family.reverse() : [];
  });
}
