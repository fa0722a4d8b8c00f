// Follows a job to its end: a notification with its progress while a short one runs, and one message when it ends.
import { commands, l10n } from 'vscode';
import type { JobState, Jobs } from '../../../core/core';
import { showError, showInfo, showWarning, type StatusMessage } from '../../host/messages';
import { showProgressUntil } from '../../host/task';
import { offerAbort } from './abort';
import type { JobsDeps } from './deps';
import type { ErrorHelp } from './endMessage';
import { errorSentence, helpOf } from './errorWords';
import type { EndMessage } from './jobKind';
import { jobStateInWords } from './words';

interface Started {
  readonly jobId: string;
  /** The size of its data, 0 if unknown. */
  readonly sizeBytes: number;
}

interface Following extends Pick<JobsDeps, 'progress' | 'kindOf' | 'log'> {
  readonly closing: AbortSignal;
  /** Whether the page of the job is visible, which says all that a message would say. */
  readonly isVisible: (jobId: string) => Promise<boolean>;
  /** Whether the user looks at the page of the job: then a notification would cover a part of what it repeats. */
  readonly isActive: (jobId: string) => Promise<boolean>;
  /** Of the last job that ended. */
  readonly endMessage: StatusMessage;
  /** Jobs whose end is waited for. */
  readonly awaited: Set<string>;
}

/**
 * Shows the progress of a job that was just started, unless it takes long. A load of many rows leaves the notification
 * as soon as they are counted. Cancel asks whether to abort the job or to keep it running.
 */
export async function showProgress(jobs: Jobs, { jobId, sizeBytes }: Started, following: Following): Promise<void> {
  const { kindOf, progress: loadProgress } = following;
  const job = jobs.get(jobId);
  if (!job || job.outcome || kindOf(job).isLong(sizeBytes)) return;
  const { paceOf } = await loadProgress();
  const isInBackground = (state: JobState): boolean =>
    state.outcome === undefined && state.interrupted === undefined && kindOf(state).isInBackground(state);
  const title = kindOf(job).title(job);
  const isCanceled = await showProgressUntil(title, async ({ report, onCancel }) => {
    const waiting = new AbortController();
    let isCanceled = false;
    onCancel(() => {
      isCanceled = true;
      waiting.abort();
    });
    const stopListening = jobs.onChange((changed) => {
      if (changed.jobId !== jobId) return;
      report(jobStateInWords(changed, kindOf(changed), paceOf(changed)));
      if (isInBackground(changed)) waiting.abort();
    });
    try {
      await jobs.whenFinished(jobId, waiting.signal);
    } catch (error) {
      if (!waiting.signal.aborted) throw error;
    } finally {
      stopListening();
    }
    return isCanceled;
  });
  if (isCanceled) return offerAbort(jobs, [jobId], kindOf);
  const now = jobs.get(jobId);
  if (now && isInBackground(now) && !(await following.isVisible(jobId)))
    void showInfo(l10n.t('{0} is running in the background.', title));
}

/**
 * Waits for the end of a job and shows one message about it, even when called more than once for the job: in the status
 * bar while its page is the active editor, else as a notification. The log gets the start and the end, without the
 * content of rows.
 */
export async function announceEnd(jobs: Jobs, jobId: string, following: Following): Promise<void> {
  const { log, closing, kindOf, awaited } = following;
  if (awaited.has(jobId)) return;
  awaited.add(jobId);
  const started = jobs.get(jobId);
  if (started) log.info(`${jobId}: ${kindOf(started).title(started)}, ${started.orgLabel}`);
  const job = await jobs.whenFinished(jobId, closing).finally(() => awaited.delete(jobId));
  // Another window or program has taken the job over and announces its end.
  if (job.outcome === undefined && job.interrupted === undefined) return;
  const about: ErrorHelp = { sentence: await errorSentence(job, kindOf), help: await helpOf(job) };
  const { buttonTitle, endMessage } = await import('./endMessage');
  const { severity, text, commandIds } = endMessage(job, kindOf(job), about);
  log.info(`${jobId}: ${text}`);
  if (await following.isActive(jobId)) {
    following.endMessage.show(text);
    return;
  }
  const pressed = await show[severity](text, ...commandIds.map(buttonTitle));
  const chosen = commandIds.find((id) => buttonTitle(id) === pressed);
  if (chosen) await commands.executeCommand(chosen, jobId);
}

const show: Readonly<Record<EndMessage['severity'], typeof showInfo>> = {
  info: showInfo,
  warning: showWarning,
  error: showError,
};
