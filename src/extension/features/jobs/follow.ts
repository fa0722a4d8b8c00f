// Stays with a job until it ends: a notification with Cancel while a short one runs, one message at the end.
import { commands, l10n, ProgressLocation, window, type MessageItem } from 'vscode';
import type { ExportState, JobState, Jobs } from '../../../core/core';
import { formatCount } from '../../words/quantities';
import type { JobsDeps } from './deps';
import { exportedSentence, isExport } from './exportWords';
import { helpTitle, jobStanding, jobTitle, operationDone, type Help } from './words';

/** An export of a bigger file takes long enough for the panel and the view to show its progress. */
const shortUpToBytes = 20_000_000;

/**
 * Shows the progress of a job that was just started, of a load until its rows are counted and too many to wait for. Cancel
 * asks: abort the job, or only stop looking.
 */
export async function showProgress(jobs: Jobs, jobId: string, sizeBytes: number): Promise<void> {
  const state = jobs.get(jobId);
  if (!state || state.outcome || (state.spec.kind === 'export' && sizeBytes > shortUpToBytes)) return;
  const options = { location: ProgressLocation.Notification, title: jobTitle(state), cancellable: true };
  const wantsAbort = await window.withProgress(options, async (progress, token) => {
    const waiting = new AbortController();
    let isCancelled = false;
    token.onCancellationRequested(() => {
      isCancelled = true;
      waiting.abort();
    });
    const stopListening = jobs.onChange((changed) => {
      if (changed.jobId !== jobId) return;
      progress.report({ message: jobStanding(changed) });
      if (isInBackground(changed)) waiting.abort();
    });
    await jobs.whenFinished(jobId, waiting.signal).catch((error: unknown) => {
      if (!waiting.signal.aborted) throw error;
    });
    stopListening();
    return isCancelled;
  });
  if (wantsAbort) return offerAbort(jobs, jobId);
  const now = jobs.get(jobId);
  if (now && isInBackground(now))
    void window.showInformationMessage(l10n.t('{0} goes on in the background.', jobTitle(now)));
}

const isInBackground = (state: JobState): boolean =>
  state.kind === 'load' &&
  state.plan?.route?.wait === false &&
  state.outcome === undefined &&
  state.interrupted === undefined;

/** Jobs whose question is open: a double click asks once. */
const asked = new WeakMap<Jobs, Set<string>>();

/** Asks before it aborts a job: what is saved stays saved. */
export async function offerAbort(jobs: Jobs, jobId: string): Promise<void> {
  const state = jobs.get(jobId);
  const open = asked.get(jobs) ?? new Set();
  if (!state || state.outcome || state.aborting || open.has(jobId)) return;
  asked.set(jobs, open.add(jobId));
  const wantsAbort = await confirmAbort(state).finally(() => open.delete(jobId));
  if (wantsAbort) await jobs.abort(jobId);
}

async function confirmAbort(state: JobState): Promise<boolean> {
  const abort: MessageItem = { title: l10n.t('Abort the Job') };
  const chosen = await window.showWarningMessage(
    l10n.t('Abort “{0}” in {1}?', jobTitle(state), state.orgLabel),
    {
      modal: true,
      detail: isExport(state)
        ? l10n.t('What has arrived by now is deleted. Otherwise the export goes on, and the Jobs view shows it.')
        : l10n.t(
            'Salesforce stops working on it. Rows that are already saved stay saved. Otherwise the job goes on, and the Jobs view shows it.',
          ),
    },
    abort,
    { title: l10n.t('Let It Go On'), isCloseAffordance: true },
  );
  return chosen === abort;
}

interface Watch {
  readonly log: JobsDeps['log'];
  readonly closing: AbortSignal;
  /** Jobs whose end is waited for. */
  readonly awaited: Set<string>;
}

/**
 * Waits for the end of a job and says once how it ended, also where several ask for that. The log keeps both, without what
 * is in the rows.
 */
export async function sayEnd(jobs: Jobs, jobId: string, { log, closing, awaited }: Watch): Promise<void> {
  if (awaited.has(jobId)) return;
  awaited.add(jobId);
  const begun = jobs.get(jobId);
  if (begun) log.info(`${jobId}: ${jobTitle(begun)}, ${begun.orgLabel}`);
  const state = await jobs.whenFinished(jobId, closing).finally(() => awaited.delete(jobId));
  // Another window or program has taken the job over, and says how it ends.
  if (state.outcome === undefined && state.interrupted === undefined) return;
  const { severity, text, commandIds } = endMessage(state, await troubleSentence(state), await helpOf(state));
  log.info(`${jobId}: ${text}`);
  const buttons = commandIds.map((id) => ({ id, title: buttonTitle(id) }));
  const chosen = await show[severity](text, ...buttons);
  if (chosen) await commands.executeCommand(chosen.id, jobId);
}

interface Button {
  readonly id: Offer;
  readonly title: string;
}

type Show = (text: string, ...buttons: Button[]) => Thenable<Button | undefined>;

const show: Readonly<Record<EndMessage['severity'], Show>> = {
  info: (text, ...buttons) => window.showInformationMessage(text, ...buttons),
  warning: (text, ...buttons) => window.showWarningMessage(text, ...buttons),
  error: (text, ...buttons) => window.showErrorMessage(text, ...buttons),
};

type Offer = `kinetic.jobs.${'showFailed' | 'open' | 'resume' | 'openFile' | 'revealFile'}` | Help;

export interface EndMessage {
  readonly severity: 'info' | 'warning' | 'error';
  readonly text: string;
  readonly commandIds: readonly Offer[];
}

function buttonTitle(offer: Offer): string {
  switch (offer) {
    case 'kinetic.jobs.showFailed':
      return l10n.t('Show Failed Rows');
    case 'kinetic.jobs.open':
      return l10n.t('Open Job');
    case 'kinetic.jobs.resume':
      return l10n.t('Resume');
    case 'kinetic.jobs.openFile':
      return l10n.t('Open File');
    case 'kinetic.jobs.revealFile':
      return l10n.t('Reveal');
    default:
      return helpTitle(offer);
  }
}

/** What is wrong with a job as a whole, in words. */
export async function troubleSentence(state: JobState): Promise<string | undefined> {
  const { error, interrupted, delayed } = state;
  const cause = interrupted ?? error ?? delayed ?? (isExport(state) ? state.restarted : undefined);
  if (!cause) return undefined;
  const { toError, toSentence } = await import('../../words/errors');
  return toSentence(toError(cause));
}

async function helpOf({ error: trouble }: JobState): Promise<Help | undefined> {
  if (!trouble) return undefined;
  const { toError } = await import('../../words/errors');
  const { helpFor } = await import('./troubles');
  return helpFor(toError(trouble));
}

export function endMessage(state: JobState, sentence: string | undefined, help?: Help): EndMessage {
  const failures: readonly Offer[] = state.failed > 0 ? ['kinetic.jobs.showFailed'] : [];
  const title = jobTitle(state);
  if (state.interrupted) {
    const text = l10n.t('{0} was interrupted: {1}', title, sentence ?? '');
    return { severity: 'warning', text, commandIds: ['kinetic.jobs.resume', 'kinetic.jobs.open'] };
  }
  if (state.outcome === 'failed' || state.outcome === 'rejected') {
    return {
      severity: 'error',
      text: `${title}: ${sentence ?? jobStanding(state)}`,
      commandIds: [...failures, ...(help ? [help] : []), 'kinetic.jobs.open'],
    };
  }
  if (state.outcome === 'aborted') {
    return {
      severity: 'warning',
      text: `${title}: ${jobStanding(state)}`,
      commandIds: [...failures, 'kinetic.jobs.open'],
    };
  }
  if (isExport(state)) return exportMessage(state, sentence);
  const done = operationDone(state.spec.operation);
  if (state.failed === 0) {
    const text = l10n.t(
      '{0} rows of {1} {2} in {3}.',
      formatCount(state.succeeded),
      state.object,
      done,
      state.orgLabel,
    );
    return { severity: 'info', text, commandIds: ['kinetic.jobs.open'] };
  }
  const total = state.succeeded + state.failed + state.unprocessed;
  const text = l10n.t(
    '{0} of {1} rows of {2} {3} in {4}, {5} failed.',
    formatCount(state.succeeded),
    formatCount(total),
    state.object,
    done,
    state.orgLabel,
    formatCount(state.failed),
  );
  return { severity: 'warning', text, commandIds: failures };
}

/** `sentence`: what else there is to know of it. */
function exportMessage(state: ExportState, sentence: string | undefined): EndMessage {
  const text = [exportedSentence(state), ...(sentence === undefined ? [] : [sentence])].join(' ');
  return { severity: 'info', text, commandIds: ['kinetic.jobs.openFile', 'kinetic.jobs.revealFile'] };
}
