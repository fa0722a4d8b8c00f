// Which jobs have deleted records that can be taken out of the Recycle Bin.
import { l10n } from 'vscode';
import type { JobState, Jobs, LoadState } from '../../../core/core';
import type { Suitable } from './chosenJobs';

/** A hard delete does not use the Recycle Bin. Rows that an undelete could not restore are retried from its own job. */
export const canUndelete = (job: JobState, jobs: Pick<Jobs, 'list'>): boolean =>
  job.kind === 'load' && hasDeleted(job) && !jobs.list().some((other) => hasUndeleted(other, job.jobId));

const hasDeleted = ({ spec, outcome, succeeded }: LoadState): boolean =>
  spec.operation === 'delete' && outcome !== undefined && succeeded > 0;

const hasUndeleted = (job: JobState, deletion: string): boolean =>
  job.kind === 'load' && job.spec.undeletes?.jobId === deletion && job.outcome === 'completed' && job.succeeded > 0;

export const undeletable: Suitable = {
  suits: canUndelete,
  none: () => l10n.t('No job has deleted records that can be undeleted.'),
};
