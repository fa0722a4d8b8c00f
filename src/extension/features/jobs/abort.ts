// Asks before jobs are aborted, because what Salesforce has saved by then stays saved.
import { l10n } from 'vscode';
import type { JobState, Jobs } from '../../../core/core';
import { askModal, showInfo } from '../../host/messages';
import { formatCount } from '../../words/quantities';
import type { KindOf } from './jobKind';

/** Jobs with an open question: a double click asks once. */
const asked = new WeakMap<Jobs, Set<string>>();

/** Ignores jobs that have ended, have an open question, or are being aborted in an org that answers. */
export async function offerAbort(jobs: Jobs, jobIds: readonly string[], kindOf: KindOf): Promise<void> {
  const open = asked.get(jobs) ?? new Set<string>();
  const running = jobIds.flatMap((jobId) => {
    const job = jobs.get(jobId);
    return job && !job.outcome && (!job.aborting || isCutOff(job)) && !open.has(jobId) ? [job] : [];
  });
  const [first, ...others] = running;
  if (!first) return;
  asked.set(jobs, open);
  for (const { jobId } of running) open.add(jobId);
  const agreed = await confirmAbort([first, ...others], kindOf).finally(() => {
    for (const { jobId } of running) open.delete(jobId);
  });
  if (!agreed) return;
  const ended = running.filter(({ jobId }) => jobs.get(jobId)?.outcome !== undefined);
  await Promise.all(running.map(({ jobId }) => abort(jobId, jobs)));
  sayEnded(ended, kindOf);
}

/** A person who pressed “Abort Job” would wait for something to happen. */
function sayEnded(ended: readonly JobState[], kindOf: KindOf): void {
  const [job, ...others] = ended;
  if (!job) return;
  const count = others.length + 1;
  void showInfo(
    count === 1
      ? l10n.t('{0} ended before it could be aborted.', kindOf(job).title(job))
      : l10n.t('{0} jobs ended before they could be aborted.', formatCount(count)),
  );
}

/** The job may have ended while the question was open, and the org may answer again, or no longer. */
async function abort(jobId: string, jobs: Jobs): Promise<void> {
  const job = jobs.get(jobId);
  if (!job || job.outcome) return;
  await (isCutOff(job) ? jobs.endOffline(jobId) : jobs.abort(jobId));
}

/** The org does not answer, or the login is gone: no abort would arrive there, and the person need not wait for one. */
export function isCutOff({ interrupted, delayed }: Pick<JobState, 'interrupted' | 'delayed'>): boolean {
  const code = (interrupted ?? delayed)?.code ?? '';
  return code.startsWith('network.') || code.startsWith('login.');
}

const offlineDetail = (): string =>
  l10n.t(
    'The org cannot be reached, so the job ends on this computer only. Salesforce may still process what it has received. To abort the job there too, connect the org first.',
  );

async function confirmAbort([job, ...others]: readonly [JobState, ...JobState[]], kindOf: KindOf): Promise<boolean> {
  const kind = kindOf(job);
  const count = others.length + 1;
  const question =
    count === 1 ? l10n.t('Abort “{0}” in {1}?', kind.title(job), job.orgLabel) : l10n.t('Abort {0} jobs?', count);
  const details = new Set(
    [job, ...others].map((each) => (isCutOff(each) ? offlineDetail() : kindOf(each).abortDetail())),
  );
  const abort = count === 1 ? l10n.t('Abort Job') : l10n.t('Abort Jobs');
  const dialog = { question, detail: [...details], buttons: [abort], cancel: l10n.t('Keep Running') };
  return (await askModal(dialog)) === abort;
}
