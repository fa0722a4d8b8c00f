// Asks before jobs are aborted, because what Salesforce has saved by then stays saved.
import { l10n, window, type MessageItem } from 'vscode';
import type { JobState, Jobs } from '../../../core/core';
import type { KindOf } from './jobKind';

/** Jobs with an open question: a double click asks once. */
const asked = new WeakMap<Jobs, Set<string>>();

/** Ignores jobs that have ended, are being aborted, or have an open question. */
export async function offerAbort(jobs: Jobs, jobIds: readonly string[], kindOf: KindOf): Promise<void> {
  const open = asked.get(jobs) ?? new Set<string>();
  const running = jobIds.flatMap((jobId) => {
    const job = jobs.get(jobId);
    return job && !job.outcome && !job.aborting && !open.has(jobId) ? [job] : [];
  });
  const [first, ...others] = running;
  if (!first) return;
  asked.set(jobs, open);
  for (const { jobId } of running) open.add(jobId);
  const agreed = await confirmAbort([first, ...others], kindOf).finally(() => {
    for (const { jobId } of running) open.delete(jobId);
  });
  if (agreed) await Promise.all(running.map(({ jobId }) => jobs.abort(jobId)));
}

async function confirmAbort([job, ...others]: readonly [JobState, ...JobState[]], kindOf: KindOf): Promise<boolean> {
  const kind = kindOf(job);
  const count = others.length + 1;
  const question =
    count === 1 ? l10n.t('Abort “{0}” in {1}?', kind.title(job), job.orgLabel) : l10n.t('Abort {0} jobs?', count);
  const details = new Set([job, ...others].map((each) => kindOf(each).abortDetail()));
  const abort: MessageItem = { title: count === 1 ? l10n.t('Abort Job') : l10n.t('Abort Jobs') };
  const chosen = await window.showWarningMessage(question, { modal: true, detail: [...details].join('\n\n') }, abort, {
    title: l10n.t('Keep Running'),
    isCloseAffordance: true,
  });
  return chosen === abort;
}
