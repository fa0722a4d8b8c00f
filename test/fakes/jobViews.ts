// How tests show jobs: with the kinds and the progress of the extension.
import { paceOf, phasesOf, type JobState } from '../../src/core/core';
import type { JobsDeps } from '../../src/extension/features/jobs/deps';
import type { KindOf } from '../../src/extension/features/jobs/jobKind';
import { createKindOf, jobKinds } from '../../src/extension/features/jobs/kinds';
import { toSnapshot, type SnapshotContext } from '../../src/extension/features/jobs/snapshot';
import type { JobItem } from '../../src/extension/features/jobs/tree';
import type { JobSnapshot } from '../../src/shared/protocol/job';

export const kindOf: KindOf = createKindOf(jobKinds);

export const progress: JobsDeps['progress'] = () => Promise.resolve({ paceOf, phasesOf });

/** A job in the tree. */
export const itemOf = (job: JobState, more: Partial<JobItem> = {}): JobItem => ({
  job,
  pace: paceOf(job),
  situation: {},
  ...more,
});

export const snapshotOf = (job: JobState, more: Partial<SnapshotContext> = {}): JobSnapshot =>
  toSnapshot(job, {
    kind: kindOf(job),
    pace: paceOf(job),
    phases: phasesOf(job),
    orgKind: 'practice',
    nowMs: job.changedAt,
    error: undefined,
    ...more,
  });
