// The export among the kinds of jobs: a query whose records go to a file.
import { l10n } from 'vscode';
import type { ExportState, JobPhase } from '../../../core/core';
import { visibleText } from '../../../shared/visibleText';
import { fileNameOf, shortFileName } from '../../host/fileName';
import { code, plain } from '../../host/markdown';
import type { Row } from '../../host/treeView';
import { plural } from '../../words/counts';
import { formatBytes, formatCount } from '../../words/quantities';
import { apiTimeOf, partDetails, remoteContext, toPartView, totalsOf } from './details';
import type { JobKindView, KindSnapshot } from './jobKind';

/** An export of more data takes long enough for its page and the Jobs view to show the progress. */
const longFromBytes = 20_000_000;

export const exportKind: JobKindView<ExportState> = {
  icon: 'cloud-download',
  title: ({ spec, object }) => l10n.t('Export {0} → {1}', object, shortFileName(spec.file)),
  label: ({ object }) => l10n.t('Export {0}', object),
  file: ({ spec }) => spec.file,
  output,
  phase: ({ phase }) => phaseInWords(phase),
  speed: (perSecond) => l10n.t('{0} records/s', formatCount(Math.round(perSecond))),
  outcome: outcomeInWords,
  completed: (job, note) => ({
    severity: 'info',
    text: [completedSentence(job), ...(note === undefined ? [] : [note])].join(' '),
    commandIds: ['kinetic.jobs.openFile', 'kinetic.jobs.revealFile'],
  }),
  aborted: (job) => l10n.t('{0} was aborted. No file was saved.', exportKind.title(job)),
  abortDetail: () =>
    l10n.t('Records downloaded so far are deleted. If you keep the export running, the Jobs view shows its progress.'),
  removeDetails: (job) => (output(job) === undefined ? [] : [l10n.t('The exported file stays where it is.')]),
  isLong: (sizeBytes) => sizeBytes > longFromBytes,
  details: (job, situation) => [
    ...(output(job) === undefined ? [] : [{ job, row: fileRow(job) }]),
    ...partDetails(job, situation),
  ],
  facts: ({ spec }) => [code(spec.soql)],
  context: (job, situation) => [output(job) === undefined ? 'export' : 'exported', ...remoteContext(job, situation)],
  openRows: () => undefined,
  isInBackground: () => false,
  restarted: ({ restarted }) => restarted,
  hasOwnLines: () => false,
  snapshot,
};

function output({ outcome, spec }: ExportState): string | undefined {
  return outcome === 'completed' ? spec.file : undefined;
}

function phaseInWords(phase: JobPhase): string {
  switch (phase) {
    case 'downloading':
      return l10n.t('Downloading');
    case 'finished':
      return l10n.t('Finished');
    case 'processing':
      return l10n.t('Running the query');
    default:
      return l10n.t('Preparing');
  }
}

function outcomeInWords({ outcome, succeeded }: ExportState): string {
  switch (outcome) {
    case 'aborted':
      return l10n.t('Aborted, no file was saved');
    case 'rejected':
      return l10n.t('Rejected');
    case 'failed':
      return l10n.t('Failed');
    default:
      return l10n.t(
        plural(succeeded, { one: '{0} record exported', other: '{0} records exported' }),
        formatCount(succeeded),
      );
  }
}

function completedSentence({ succeeded, object, orgLabel, spec, written }: ExportState): string {
  const file = shortFileName(spec.file);
  if (succeeded === 0)
    return spec.format === 'csv'
      ? l10n.t('No records of {0} in {1} match the query. {2} contains only the header.', object, orgLabel, file)
      : l10n.t('No records of {0} in {1} match the query. {2} is empty.', object, orgLabel, file);
  const size = formatBytes(written?.bytes ?? 0);
  const forms = {
    one: '{0} record of {1} exported from {2}: {3}, {4}.',
    other: '{0} records of {1} exported from {2}: {3}, {4}.',
  };
  return l10n.t(plural(succeeded, forms), formatCount(succeeded), object, orgLabel, file, size);
}

function fileRow(job: ExportState): Row {
  const label = outcomeInWords(job);
  const name = fileNameOf(job.spec.file);
  return {
    id: `${job.jobId}/file`,
    label,
    description: name,
    icon: 'file',
    tooltip: plain(job.spec.file),
    context: ['file'],
    command: { id: 'kinetic.jobs.openFile', title: l10n.t('Open File') },
    spoken: `${label}, ${name}`,
  };
}

function snapshot(job: ExportState): KindSnapshot {
  const { spec, outcome, downloaded = 0, succeeded, failed, unprocessed, unknown } = job;
  return {
    object: job.object,
    kind: 'export',
    operation: 'query',
    query: { soql: spec.soql, format: spec.format, all: spec.all ?? false, isRest: spec.rest ?? false },
    fileName: visibleText(fileNameOf(spec.file)),
    // While pages arrive, the downloaded records say more than those that are written.
    totals: { ...totalsOf(job), succeeded: outcome === undefined ? Math.max(succeeded, downloaded) : succeeded },
    bytes: { sent: job.written?.bytes ?? 0 },
    ...apiTimeOf(job),
    parts: job.parts.map(toPartView),
    groups: [],
    // The records are in the file and cannot be read as rows.
    rows: { succeeded: 0, failed, unprocessed, unknown },
  };
}
