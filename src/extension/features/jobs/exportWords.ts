// How an export, where it stands and how it ended are said to a person.
import { l10n } from 'vscode';
import type { ExportState, JobState } from '../../../core/core';
import { fileNameOf } from '../../host/fileName';
import { formatBytes, formatCount } from '../../words/quantities';

export const isExport = (state: JobState): state is ExportState => state.kind === 'export';

/** Its file is there under its name. */
export const isExported = (state: JobState): boolean => isExport(state) && state.outcome === 'completed';

export function exportPhase({ phase }: JobState): string {
  switch (phase) {
    case 'downloading':
      return l10n.t('downloading');
    case 'finished':
      return l10n.t('finished');
    case 'processing':
      return l10n.t('Salesforce runs the query');
    default:
      return l10n.t('preparing');
  }
}

export function exportEnd({ outcome: end, succeeded }: JobState): string {
  if (end === 'aborted') return l10n.t('aborted, nothing was kept');
  if (end === 'rejected') return l10n.t('could not begin');
  if (end === 'failed') return l10n.t('broken off');
  return l10n.t('{0} exported', formatCount(succeeded));
}

/** The message at the end of a complete export. */
export function exportedSentence({ succeeded, object, orgLabel, spec, written }: ExportState): string {
  const file = fileNameOf(spec.file);
  if (succeeded === 0)
    return spec.format === 'csv'
      ? l10n.t('No record of {0} in {1} matches the query; {2} has just its header.', object, orgLabel, file)
      : l10n.t('No record of {0} in {1} matches the query; {2} is empty.', object, orgLabel, file);
  const size = formatBytes(written?.bytes ?? 0);
  return succeeded === 1
    ? l10n.t('1 record of {0} exported from {1}: {2}, {3}.', object, orgLabel, file, size)
    : l10n.t('{0} records of {1} exported from {2}: {3}, {4}.', formatCount(succeeded), object, orgLabel, file, size);
}
