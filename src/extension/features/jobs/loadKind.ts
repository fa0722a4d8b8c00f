// The load among the kinds of jobs: a CSV file whose rows go into one object.
import { l10n } from 'vscode';
import type { JobPhase, JobState, LeftOutColumn, LoadState } from '../../../core/core';
import { codeFailureIn } from '../../../shared/protocol/codePlace';
import { visibleText } from '../../../shared/visibleText';
import { fileNameOf, shortFileName } from '../../host/fileName';
import { plain } from '../../host/markdown';
import { operationInWords } from '../../words/operation';
import { rowsInWords } from '../../words/counts';
import { encodingName } from '../../words/encoding';
import { naCellsInWords } from '../../words/naCells';
import { formatCount } from '../../words/quantities';
import { routeInWords } from '../../words/route';
import { saveInWords } from '../../words/saveOption';
import { apiTimeOf, partDetails, remoteContext, toPartView, totalsOf } from './details';
import type { JobKindView, KindSnapshot } from './jobKind';
import type { JobSituation } from './situation';
import { abortedSentence, completedSentence, countsInWords } from './loadMessages';
import { listDetails } from './loadDetails';
import { orphanDetails, orphanViews } from './orphans';

export const isLoad = (job: JobState): job is LoadState => job.kind === 'load';

export const loadKind: JobKindView<LoadState> = {
  icon: 'cloud-upload',
  title: (job) =>
    l10n.t('{0} {1} → {2}', operationInWords(job.spec.operation), shortFileName(fileOf(job)), job.spec.object),
  label: ({ spec }) => l10n.t('{0} {1}', operationInWords(spec.operation), spec.object),
  file: fileOf,
  output: () => undefined,
  phase: ({ phase }) => phaseInWords(phase),
  speed: (perSecond) => l10n.t('{0} rows/s', formatCount(Math.round(perSecond))),
  outcome: outcomeInWords,
  completed: (job) => ({
    severity: job.failed === 0 ? 'info' : job.succeeded === 0 ? 'error' : 'warning',
    text: completedSentence(job),
    commandIds: job.failed === 0 ? ['kinetic.jobs.open'] : ['kinetic.jobs.showFailed'],
  }),
  aborted: (job) => abortedSentence(loadKind.title(job), job),
  abortDetail: () =>
    l10n.t(
      'Salesforce stops processing the job. Rows that are already saved stay saved. If you keep it running, the Jobs view shows its progress.',
    ),
  removeDetails: ({ spec }) => [
    l10n.t('The result files and all retries of the rows are deleted from this computer.'),
    ...(spec.retryOf ? [l10n.t('Rows of a retry can be retried again only if it has saved none of them.')] : []),
  ],
  isLong: () => false,
  details: (job, situation) => [
    ...listDetails(job, situation),
    ...partDetails(job, situation),
    ...orphanDetails(job, situation),
  ],
  facts: (job) => [
    ...amountInWords(job).map(plain),
    ...(job.plan?.route ? [plain(l10n.t('API: {0}', routeInWords(job.plan.route)))] : []),
  ],
  context: (job, situation) => [
    'load',
    ...(job.failed > 0 ? ['failures'] : []),
    ...(job.failed + job.succeeded > 0 ? ['results'] : []),
    ...(isUnsure(situation) ? ['unsure'] : []),
    ...(situation.isUndeletable === true ? ['undeletable'] : []),
    ...remoteContext(job, situation),
  ],
  openRows: (job, jobs) => {
    if (!job.outcome) return undefined;
    const open = jobs.openRows(job.jobId);
    return open.failed + open.unprocessed + open.unknown > 0 ? open : undefined;
  },
  isInBackground: ({ plan }) => plan?.route?.wait === false,
  restarted: () => undefined,
  hasOwnLines: ({ plan }) => plan?.keepsLines === false,
  snapshot,
};

/** An undelete reads the results of a deletion, which no user knows by name. */
function fileOf({ spec }: LoadState): string {
  return spec.undeletes?.file ?? spec.file;
}

/** Salesforce may have saved all rows that can be retried. */
const isUnsure = ({ retryable }: JobSituation): boolean =>
  retryable !== undefined && retryable.failed + retryable.unprocessed === 0;

function phaseInWords(phase: JobPhase): string {
  switch (phase) {
    case 'preparing':
      return l10n.t('Preparing');
    case 'uploading':
      return l10n.t('Uploading');
    case 'processing':
      return l10n.t('Processing');
    case 'downloading':
      return l10n.t('Downloading results');
    case 'finished':
      return l10n.t('Finished');
  }
}

function outcomeInWords(job: LoadState): string {
  switch (job.outcome) {
    case 'rejected':
      return l10n.t('Rejected: nothing was sent');
    case 'aborted':
      return [l10n.t('Aborted'), ...countsInWords(job)].join(' · ');
    case 'failed':
      return [l10n.t('Failed'), ...countsInWords(job)].join(' · ');
    default:
      return resultInWords(job);
  }
}

/** “2 failed of 500”. The counts one by one where some rows neither succeeded nor failed. */
function resultInWords(job: LoadState): string {
  const { succeeded, failed, unprocessed, unknown } = job;
  if (failed === 0 || unprocessed + unknown > 0) return countsInWords(job).join(' · ');
  const count = formatCount(failed);
  if (succeeded > 0) return l10n.t('{0} failed of {1}', count, formatCount(succeeded + failed));
  return failed === 1 ? l10n.t('{0} failed', count) : l10n.t('all {0} failed', count);
}

function amountInWords({ total, parts }: LoadState): readonly string[] {
  if (total === undefined) return [];
  const count = sentParts(parts).length;
  if (count > 1) return [l10n.t('{0}, {1} parts', rowsInWords(total), count)];
  return [rowsInWords(total)];
}

/** The rows of the other one failed when the load was planned. */
const sentParts = (parts: LoadState['parts']): LoadState['parts'] => parts.filter(({ plan }) => !plan.unsent);

type FilePlan = NonNullable<LoadState['plan']>;

const naNote = (found: NonNullable<FilePlan['naCells']>, { naCells }: LoadState['spec']): string =>
  naCells === 'text'
    ? l10n.t('#N/A is stored as text: {0}', naCellsInWords(found))
    : l10n.t('#N/A clears the field: {0}', naCellsInWords(found));

function leftOutInWords({ column, reason }: LeftOutColumn): string {
  switch (reason) {
    case 'leftOut':
      return l10n.t('{0} (left out by the mapping)', column);
    case 'notMapped':
      return l10n.t('{0} (not in the mapping)', column);
    case 'onlyIds':
      return l10n.t('{0} (only IDs are sent)', column);
    case 'resultColumn':
      return l10n.t('{0} (from the results of a load)', column);
  }
}

/** How the file was read, what of it is not sent, and how the rows are saved. */
function fileNotes({ spec }: LoadState, { encoding, leftOut = [], trimmed = [], naCells }: FilePlan): string[] {
  const saved = saveInWords(spec.save);
  return [
    ...(encoding ? [l10n.t('read as {0}', encodingName(encoding))] : []),
    ...(leftOut.length > 0 ? [l10n.t('left out: {0}', leftOut.map(leftOutInWords).join(', '))] : []),
    ...(trimmed.length > 0 ? [l10n.t('blanks around column names ignored: {0}', trimmed.join(', '))] : []),
    ...(naCells ? [naNote(naCells, spec)] : []),
    ...(saved.length > 0 ? [l10n.t('saving: {0}', saved.join(', '))] : []),
  ];
}

/** Refused calls are divided and sent again, so there may be more than the route says. */
function callsOf({ parts }: LoadState): Pick<KindSnapshot, 'calls'> {
  const calls = parts.reduce((sum, part) => sum + (part.calls?.sent ?? 0), 0);
  return calls > 0 ? { calls } : {};
}

function snapshot(job: LoadState): KindSnapshot {
  const { spec, plan, parts, failed, succeeded, unprocessed, unknown, processedOverTime } = job;
  const orphans = orphanViews(job);
  return {
    object: spec.object,
    kind: 'load',
    operation: spec.operation,
    ...(spec.externalIdField !== undefined && { externalIdField: spec.externalIdField }),
    // Where only ids are sent, no cell is blank.
    ...(!['delete', 'hardDelete', 'undelete'].includes(spec.operation) && { blanks: spec.blanks ?? 'ignore' }),
    fileName: visibleText(fileNameOf(fileOf(job))),
    ...(plan && { notes: fileNotes(job, plan) }),
    ...(plan?.route && { route: routeInWords(plan.route) }),
    totals: totalsOf(job),
    bytes: { sent: parts.reduce((sum, part) => sum + part.sentBytes, 0), ...(plan && { total: plan.sizeBytes }) },
    ...(processedOverTime.length > 0 && { processedOverTime: [...processedOverTime] }),
    ...apiTimeOf(job),
    ...callsOf(job),
    parts: sentParts(parts).map(toPartView),
    ...(orphans.length > 0 && { orphans }),
    groups: job.groups.map((group) => ({ ...group, ...codeFailureIn(group.message), fields: [...group.fields] })),
    rows: { succeeded, failed, unprocessed, unknown },
  };
}
