// What people read about a job of any kind: its state in one line, its attempts, and the errors that have a button.
import { l10n } from 'vscode';
import type { Attempts, JobState, Pace } from '../../../core/core';
import { formatCount, formatDuration } from '../../words/quantities';
import type { HelpCommand, JobKindView } from './jobKind';

/** The state of a job in one line: its phase with share and speed, or how it ended. */
export function jobStateInWords(job: JobState, kind: JobKindView, { share, rowsPerSecond }: Pace): string {
  if (job.outcome) return kind.outcome(job);
  if (job.interrupted) return l10n.t('Interrupted');
  if (job.aborting) return l10n.t('Aborting…');
  if (job.delayed) return `${kind.phase(job)} · ${delayInWords(job.delayed.code)}`;
  const words = [share === undefined ? kind.phase(job) : `${kind.phase(job)} ${Math.floor(share * 100)}%`];
  if (rowsPerSecond !== undefined) words.push(kind.speed(rowsPerSecond));
  if (job.phase === 'processing' && job.failed > 0) words.push(l10n.t('{0} failed', formatCount(job.failed)));
  return words.join(' · ');
}

const delayInWords = (code: string): string =>
  code.startsWith('network.') ? l10n.t('waiting for the connection') : l10n.t('waiting for Salesforce');

/** The button that helps with an error of the job. */
export function helpTitle(command: HelpCommand): string {
  switch (command) {
    case 'kinetic.jobs.openSetup':
      return l10n.t('Open Setup');
    case 'kinetic.jobs.chooseEncoding':
      return l10n.t('Choose Encoding…');
    case 'kinetic.jobs.acceptCharacters':
      return l10n.t('Load As It Is');
    case 'kinetic.jobs.useCollections':
      return l10n.t('Load with Collections');
  }
}

/** The result of all attempts together. */
export function attemptTotals({
  succeeded,
  failed,
  unprocessed,
  unknown,
  pending,
  leftOut,
}: Attempts['totals']): string {
  return [
    ...(failed > 0 ? [l10n.t('{0} failed', formatCount(failed))] : []),
    l10n.t('{0} succeeded', formatCount(succeeded)),
    ...(unprocessed > 0 ? [l10n.t('{0} unprocessed', formatCount(unprocessed))] : []),
    ...(unknown > 0 ? [l10n.t('{0} unknown', formatCount(unknown))] : []),
    ...(pending > 0 ? [l10n.t('{0} running', formatCount(pending))] : []),
    ...(leftOut > 0 ? [l10n.t('{0} left out', formatCount(leftOut))] : []),
  ].join(' · ');
}

export const jobDuration = ({ createdAt, changedAt }: JobState): string => formatDuration(changedAt - createdAt);
