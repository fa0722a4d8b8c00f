// Which jobs may be removed. A retry refers to the rows of earlier attempts, so all attempts are removed together.
import type { JobState } from '../model/job';
import { descendants, rootOf } from './retry/attempts';

/** Jobs that finished, with all their attempts, before a time (milliseconds since 1970). Retries come first. */
export function removableJobs(all: readonly JobState[], before: number): readonly JobState[] {
  const byId = new Map(all.map((state) => [state.jobId, state]));
  const roots = all.filter((state) => rootOf(state, (jobId) => byId.get(jobId)) === state);
  return roots.flatMap((root) => {
    const attempts = [root, ...descendants(root.jobId, all)];
    const areFinished = attempts.every(({ phase, changedAt }) => phase === 'finished' && changedAt < before);
    return areFinished ? attempts.reverse() : [];
  });
}
