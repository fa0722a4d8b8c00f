// Jobs whose journal cannot be read: a row that says why, and the command that removes it.
import { l10n } from 'vscode';
import type { Jobs, UnreadableJob } from '../../../core/core';
import { plain } from '../../host/markdown';
import { askModal } from '../../host/messages';
import type { JobDetail } from './details';
import { jobIdOf } from './tree';

export async function unreadableItems(jobs: Pick<Jobs, 'unreadable'>): Promise<readonly JobDetail[]> {
  const found = jobs.unreadable();
  if (found.length === 0) return [];
  const { toError, toSentence } = await import('../../words/errors');
  return found.map((job) => unreadableItem(job, toSentence(toError(job.error))));
}

export function unreadableItem({ jobId }: Pick<UnreadableJob, 'jobId'>, sentence: string): JobDetail {
  const label = l10n.t('Unreadable job');
  return {
    job: { jobId },
    row: {
      id: jobId,
      label,
      description: jobId,
      icon: 'error',
      iconColor: 'list.errorForeground',
      tooltip: plain(sentence),
      context: ['unreadable'],
      spoken: `${label}, ${sentence}`,
    },
  };
}

/** False when the job was not removed. */
export async function removeUnreadable(node: unknown, jobs: Pick<Jobs, 'unreadable' | 'remove'>): Promise<boolean> {
  const job = jobs.unreadable().find(({ jobId }) => jobId === jobIdOf(node));
  if (!job) return false;
  const remove = l10n.t('Remove');
  const detail = l10n.t(
    'Its journal and its result files are deleted from this computer. Nothing changes in Salesforce.',
  );
  const question = l10n.t('Remove the unreadable job {0} from the list?', job.jobId);
  if ((await askModal({ question, detail: [detail], buttons: [remove] })) !== remove) return false;
  await jobs.remove(job.jobId);
  return true;
}
