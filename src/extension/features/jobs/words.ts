// How a job and where it stands are said to a person.
import { l10n } from 'vscode';
import type { Family, IngestOperation, JobState } from '../../../core/core';
import { fileNameOf } from '../../host/fileName';
import { operationInWords } from '../../words/operation';
import { formatCount, formatDuration } from '../../words/quantities';
import { exportEnd, exportPhase, isExport } from './exportWords';
import { paceOf } from './pace';

/** The past participle, for “12 rows of Account upserted”. */
export function operationDone(operation: IngestOperation): string {
  switch (operation) {
    case 'insert':
      return l10n.t('inserted');
    case 'update':
      return l10n.t('updated');
    case 'upsert':
      return l10n.t('upserted');
    case 'delete':
    case 'hardDelete':
      return l10n.t('deleted');
  }
}

export const jobTitle = ({ spec, object }: JobState): string =>
  spec.kind === 'export'
    ? l10n.t('Export {0} → {1}', object, fileNameOf(spec.file))
    : l10n.t('{0} {1} → {2}', operationInWords(spec.operation), fileNameOf(spec.file), object);

/** Short enough to leave room for the standing beside it. */
export const jobLabel = ({ spec, object }: JobState): string =>
  spec.kind === 'export' ? l10n.t('Export {0}', object) : l10n.t('{0} {1}', operationInWords(spec.operation), object);

/** Where a job stands in a few words: the phase with its share and speed, or how it ended. */
export function jobStanding(state: JobState): string {
  if (state.outcome) return endInWords(state);
  if (state.interrupted) return l10n.t('interrupted');
  if (state.aborting) return l10n.t('aborting…');
  if (state.delayed) return `${phaseInWords(state)} · ${delayInWords(state.delayed.code)}`;
  const { share, rowsPerSecond } = paceOf(state);
  const words = [share === undefined ? phaseInWords(state) : `${phaseInWords(state)} ${Math.floor(share * 100)} %`];
  if (rowsPerSecond !== undefined) words.push(rate(state, formatCount(Math.round(rowsPerSecond))));
  if (state.phase === 'processing' && state.failed > 0) words.push(l10n.t('{0} failed', formatCount(state.failed)));
  return words.join(' · ');
}

const rate = (state: JobState, count: string): string =>
  isExport(state) ? l10n.t('{0} records/s', count) : l10n.t('{0} rows/s', count);

const delayInWords = (code: string): string =>
  code.startsWith('network.') ? l10n.t('waiting for the connection') : l10n.t('waiting for Salesforce');

function phaseInWords(state: JobState): string {
  if (isExport(state)) return exportPhase(state);
  switch (state.phase) {
    case 'preparing':
      return l10n.t('preparing');
    case 'uploading':
      return l10n.t('uploading');
    case 'processing':
      return l10n.t('processing');
    case 'downloading':
      return l10n.t('collecting results');
    case 'finished':
      return l10n.t('finished');
  }
}

function endInWords(state: JobState): string {
  if (isExport(state)) return exportEnd(state);
  if (state.outcome === 'rejected') return l10n.t('refused, nothing was sent');
  const words =
    state.outcome === 'aborted' ? [l10n.t('aborted')] : state.outcome === 'failed' ? [l10n.t('broken off')] : [];
  if (state.failed > 0) words.push(l10n.t('{0} failed', formatCount(state.failed)));
  // A job that broke off may have saved rows that nobody could count.
  if (state.succeeded > 0 || state.outcome === 'completed')
    words.push(l10n.t('{0} succeeded', formatCount(state.succeeded)));
  if (state.unprocessed > 0) words.push(l10n.t('{0} unprocessed', formatCount(state.unprocessed)));
  return words.join(' · ');
}

export type Help = 'kinetic.jobs.openSetup' | 'kinetic.jobs.readAsWindows1252';

/** The button against a job's trouble. */
export const helpTitle = (help: Help): string =>
  help === 'kinetic.jobs.openSetup' ? l10n.t('Open Setup') : l10n.t('Load as Windows-1252');

/** What all attempts together have done with the rows. */
export function familyInWords({ succeeded, failed, unprocessed, pending, leftOut }: Family['totals']): string {
  return [
    ...(failed > 0 ? [l10n.t('{0} failed', formatCount(failed))] : []),
    l10n.t('{0} succeeded', formatCount(succeeded)),
    ...(unprocessed > 0 ? [l10n.t('{0} unprocessed', formatCount(unprocessed))] : []),
    ...(pending > 0 ? [l10n.t('{0} under way', formatCount(pending))] : []),
    ...(leftOut > 0 ? [l10n.t('{0} left out', formatCount(leftOut))] : []),
  ].join(' · ');
}

export const jobDuration = ({ createdAt, changedAt }: JobState): string => formatDuration(changedAt - createdAt);
