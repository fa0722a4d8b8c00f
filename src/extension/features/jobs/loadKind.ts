// The load among the kinds of jobs: a CSV file whose rows go into one object.
import { l10n } from 'vscode';
import type { JobPhase, JobState, LoadState } from '../../../core/core';
import { fileNameOf } from '../../host/fileName';
import { operationInWords } from '../../words/operation';
import { rowsInWords } from '../../words/counts';
import { formatCount } from '../../words/quantities';
import { routeInWords } from '../../words/route';
import { apiTimeOf, partDetails, remoteContext, toPartView, totalsOf } from './details';
import type { JobKindView, KindSnapshot } from './jobKind';
import { abortedSentence, completedSentence, countsInWords } from './loadMessages';
import { listDetails } from './loadDetails';

export const isLoad = (job: JobState): job is LoadState => job.kind === 'load';

export const loadKind: JobKindView<LoadState> = {
  icon: 'cloud-upload',
  title: ({ spec }) => l10n.t('{0} {1} → {2}', operationInWords(spec.operation), fileNameOf(spec.file), spec.object),
  label: ({ spec }) => l10n.t('{0} {1}', operationInWords(spec.operation), spec.object),
  file: ({ spec }) => spec.file,
  output: () => undefined,
  phase: ({ phase }) => phaseInWords(phase),
  speed: (perSecond) => l10n.t('{0} rows/s', formatCount(Math.round(perSecond))),
  outcome: outcomeInWords,
  completed: (job) => ({
    severity: job.failed === 0 ? 'info' : 'warning',
    text: completedSentence(job),
    commandIds: job.failed === 0 ? ['kinetic.jobs.open'] : ['kinetic.jobs.showFailed'],
  }),
  aborted: (job) => abortedSentence(loadKind.title(job), job),
  abortDetail: () =>
    l10n.t(
      'Salesforce stops processing the job. Rows that are already saved stay saved. If you keep it running, the Jobs view shows its progress.',
    ),
  isLong: () => false,
  details: (job) => [...listDetails(job), ...partDetails(job)],
  facts: (job) => [
    ...amountInWords(job),
    ...(job.plan?.route ? [l10n.t('Route: {0}', routeInWords(job.plan.route))] : []),
  ],
  context: (job) => ['load', ...(job.failed > 0 ? ['failures'] : []), ...remoteContext(job)],
  openRows: (job, jobs) => {
    if (!job.outcome) return undefined;
    const open = jobs.openRows(job.jobId);
    return open.failed > 0 || open.unprocessed > 0 ? open : undefined;
  },
  isInBackground: ({ plan }) => plan?.route?.wait === false,
  restarted: () => undefined,
  hasOwnLines: ({ plan }) => plan?.keepsLines === false,
  snapshot,
};

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
      return countsInWords(job).join(' · ');
  }
}

function amountInWords({ total, parts }: LoadState): readonly string[] {
  if (total === undefined) return [];
  if (parts.length > 1) return [l10n.t('{0}, {1} parts', rowsInWords(total), parts.length)];
  return [rowsInWords(total)];
}

function snapshot(job: LoadState): KindSnapshot {
  const { spec, plan, parts, failed, succeeded, unprocessed } = job;
  // A deletion sends only ids, so it has no blank cells.
  const isDeletion = spec.operation === 'delete' || spec.operation === 'hardDelete';
  return {
    object: spec.object,
    kind: 'load',
    operation: spec.operation,
    ...(spec.externalIdField !== undefined && { externalIdField: spec.externalIdField }),
    ...(!isDeletion && { blanks: spec.blanks ?? 'ignore' }),
    fileName: fileNameOf(spec.file),
    ...(plan?.route && { route: routeInWords(plan.route) }),
    totals: totalsOf(job),
    bytes: { sent: parts.reduce((sum, part) => sum + part.sentBytes, 0), ...(plan && { total: plan.sizeBytes }) },
    ...apiTimeOf(job),
    parts: parts.map(toPartView),
    groups: job.groups.map((group) => ({ ...group, fields: [...group.fields] })),
    rows: { succeeded, failed, unprocessed },
  };
}
