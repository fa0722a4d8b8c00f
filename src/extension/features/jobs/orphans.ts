// Bulk jobs that a create call without an answer may have left in Salesforce, as the page and the tree show them.
import { l10n } from 'vscode';
import type { LoadState, PartState } from '../../../core/core';
import type { OrphanView } from '../../../shared/protocol/job';
import { plain } from '../../host/markdown';
import { openJob, remoteWords, type JobDetail } from './details';
import type { JobSituation } from './situation';

/** Each as a part with the ID of the orphan, for commands on one Bulk API job. */
export const orphansOf = ({
  parts,
}: Pick<LoadState, 'parts'>): readonly (PartState & { readonly remoteId: string })[] =>
  parts.flatMap((part) => (part.orphansLeft ?? []).map((remoteId) => ({ ...part, remoteId })));

export const orphanViews = (job: Pick<LoadState, 'parts'>): OrphanView[] =>
  orphansOf(job).map(({ remoteId }) => ({ remoteId, sentence: orphanInWords(remoteId) }));

export const orphanDetails = (job: LoadState, situation: JobSituation): readonly JobDetail[] =>
  orphansOf(job).map((part) => {
    const { remoteId } = part;
    const label = l10n.t('A job may be left in Salesforce');
    return {
      job,
      part,
      row: {
        id: `${job.jobId}/orphan/${remoteId}`,
        label,
        description: remoteId,
        icon: 'warning',
        iconColor: 'list.warningForeground',
        tooltip: plain(orphanInWords(remoteId)),
        context: ['orphan', ...remoteWords(situation)],
        command: openJob(),
        spoken: `${label}, ${orphanInWords(remoteId)}`,
      },
    };
  });

const orphanInWords = (remoteId: string): string =>
  l10n.t(
    'Salesforce did not answer a call to create a bulk job. The bulk job {0} may come from that call. If no other program uses it, abort it in Setup. Salesforce closes it after a day.',
    remoteId,
  );
