// Follows a job to its end: a notification with its progress while a short one runs, and one message when it ends.
import { commands, l10n, ProgressLocation, window } from 'vscode';
import type { JobState, Jobs } from '../../../core/core';
import { offerAbort } from './abort';
import type { JobsDeps } from './deps';
import { buttonTitle, endMessage, type ErrorHelp } from './endMessage';
import { errorSentence, helpOf } from './errorWords';
import type { EndCommand, EndMessage } from './jobKind';
import { jobStateInWords } from './words';

interface Started {
  readonly jobId: string;
  /** The size of its data, 0 if unknown. */
  readonly sizeBytes: number;
}

interface Following extends Pick<JobsDeps, 'progress' | 'kindOf' | 'log'> {
  readonly closing: AbortSignal;
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
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  const isCanceled = await window.withProgress(options, async (progress, token) => {
    const waiting = new AbortController();
    let isCanceled = false;
    token.onCancellationRequested(() => {
      isCanceled = true;
      waiting.abort();
    });
    const stopListening = jobs.onChange((changed) => {
      if (changed.jobId !== jobId) return;
      progress.report({ message: jobStateInWords(changed, kindOf(changed), paceOf(changed)) });
      if (isInBackground(changed)) waiting.abort();
    });
    await jobs.whenFinished(jobId, waiting.signal).catch((error: unknown) => {
      if (!waiting.signal.aborted) throw error;
    });
    stopListening();
    return isCanceled;
  });
  if (isCanceled) return offerAbort(jobs, [jobId], kindOf);
  const now = jobs.get(jobId);
  if (now && isInBackground(now))
    void window.showInformationMessage(l10n.t('{0} is running in the background.', title));
}

/**
 * Waits for the end of a job and shows one message about it, even when called more than once for the job. The log gets
 * the start and the end, without the content of rows.
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
  const { severity, text, commandIds } = endMessage(job, kindOf(job), about);
  log.info(`${jobId}: ${text}`);
  const buttons = commandIds.map((id) => ({ id, title: buttonTitle(id) }));
  const chosen = await show[severity](text, ...buttons);
  if (chosen) await commands.executeCommand(chosen.id, jobId);
}

interface Button {
  readonly id: EndCommand;
  readonly title: string;
}

type Show = (text: string, ...buttons: Button[]) => Thenable<Button | undefined>;

const show: Readonly<Record<EndMessage['severity'], Show>> = {
  info: (text, ...buttons) => window.showInformationMessage(text, ...buttons),
  warning: (text, ...buttons) => window.showWarningMessage(text, ...buttons),
  error: (text, ...buttons) => window.showErrorMessage(text, ...buttons),
};
