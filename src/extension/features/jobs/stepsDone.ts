// Which steps of the walkthrough the jobs of this computer are.
import type { Jobs } from '../../../core/core';
import type { KindOf } from './jobKind';
import { isLoad } from './loadKind';

interface About {
  readonly kindOf: KindOf;
  /** The file of “Try a Sample”. */
  readonly isSample: (file: string) => boolean;
}

/** Loads of the sample and of other files, without retries. */
export function stepsDone(jobs: Pick<Jobs, 'list'>, { kindOf, isSample }: About): readonly ('sample' | 'load')[] {
  const loads = jobs.list().filter((job) => isLoad(job) && job.outcome === 'completed' && !job.spec.retryOf);
  return loads.map((job) => (isSample(kindOf(job).file(job) ?? '') ? 'sample' : 'load'));
}
