// What the jobs of this computer allow, as context keys for the palette.
import type { Jobs, JobState } from '../../../core/core';
import type { KindOf } from './jobKind';

type Keys = Readonly<Record<`kinetic.jobs.${string}`, boolean>>;

export function paletteKeys(jobs: Pick<Jobs, 'list' | 'openRows'>, kindOf: KindOf): Keys {
  const list = jobs.list();
  const has = (suits: (job: JobState) => boolean): boolean => list.some(suits);
  // Cheap for the many jobs without such rows.
  const mayBeRetried = ({ failed, unprocessed, unknown }: JobState): boolean => failed + unprocessed + unknown > 0;
  return {
    'kinetic.jobs.known': true,
    'kinetic.jobs.any': list.length > 0,
    'kinetic.jobs.running': has(({ outcome }) => outcome === undefined),
    'kinetic.jobs.finished': has(({ outcome }) => outcome !== undefined),
    'kinetic.jobs.interrupted': has(({ interrupted }) => interrupted !== undefined),
    'kinetic.jobs.failures': has(({ failed }) => failed > 0),
    'kinetic.jobs.retryable': has((job) => mayBeRetried(job) && kindOf(job).openRows(job, jobs) !== undefined),
  };
}
