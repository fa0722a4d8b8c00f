// The one message at the end of a job, or when it is interrupted.
import { l10n } from 'vscode';
import type { JobState } from '../../../core/core';
import type { EndCommand, EndMessage, HelpCommand, JobKindView } from './jobKind';
import { helpTitle } from './words';

/** What is known about the error of the job, as a sentence and a command that helps. */
export interface ErrorHelp {
  readonly sentence?: string | undefined;
  readonly help?: HelpCommand | undefined;
}

export function endMessage(job: JobState, kind: JobKindView, { sentence, help }: ErrorHelp = {}): EndMessage {
  const failures: readonly EndCommand[] = job.failed > 0 ? ['kinetic.jobs.showFailed'] : [];
  const title = kind.title(job);
  if (job.interrupted) {
    const text = l10n.t('{0} was interrupted. {1}', title, sentence ?? '').trim();
    return { severity: 'warning', text, commandIds: ['kinetic.jobs.resume', 'kinetic.jobs.open'] };
  }
  switch (job.outcome) {
    case 'failed':
    case 'rejected': {
      const text =
        job.outcome === 'failed'
          ? l10n.t('{0} failed. {1}', title, sentence ?? '')
          : l10n.t('{0} was rejected. {1}', title, sentence ?? '');
      const commandIds = [...failures, ...(help ? [help] : []), 'kinetic.jobs.open'] as const;
      return { severity: 'error', text: text.trim(), commandIds };
    }
    case 'aborted':
      return { severity: 'warning', text: kind.aborted(job), commandIds: [...failures, 'kinetic.jobs.open'] };
    default:
      return kind.completed(job, sentence);
  }
}

export function buttonTitle(command: EndCommand): string {
  switch (command) {
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
      return helpTitle(command);
  }
}
