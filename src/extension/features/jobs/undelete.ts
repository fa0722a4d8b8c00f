// Takes the records of a deletion out of the Recycle Bin, by the IDs in the results of its job.
import { l10n } from 'vscode';
import type { JobState, Jobs, LoadSpec } from '../../../core/core';
import { askModal, showInfo } from '../../host/messages';
import { plural } from '../../words/counts';
import { formatCount } from '../../words/quantities';
import { isLoad } from './loadKind';
import { canUndelete } from './undeletable';

/** `start` loads like any other load, so the org’s policy applies. */
export async function offerUndelete(
  job: JobState,
  jobs: Pick<Jobs, 'list' | 'resultFile'>,
  start: (spec: LoadSpec) => Promise<string | undefined>,
): Promise<void> {
  if (!isLoad(job) || !canUndelete(job, jobs)) return;
  const file = await jobs.resultFile(job.jobId, 'succeeded');
  if (file === undefined)
    return void showInfo(l10n.t('The IDs of the deleted records are no longer on this computer.'));
  const undelete = l10n.t('Undelete');
  const { spec, succeeded, orgLabel } = job;
  const chosen = await askModal({
    question: l10n.t(
      plural(succeeded, {
        one: 'Undelete {0} record of {1} in {2}?',
        other: 'Undelete {0} records of {1} in {2}?',
      }),
      formatCount(succeeded),
      spec.object,
      orgLabel,
    ),
    detail: [
      l10n.t(
        'Salesforce keeps deleted records in the Recycle Bin for 15 days. Records that were deleted with them come back, too.',
      ),
    ],
    buttons: [undelete],
  });
  if (chosen !== undelete) return;
  const { orgId, object } = spec;
  const undeletes = { jobId: job.jobId, file: spec.file };
  await start({ kind: 'load', orgId, file, object, operation: 'undelete', api: 'auto', undeletes });
}
