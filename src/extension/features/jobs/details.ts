// The rows below a job in the tree, and what the kinds of jobs share of them and of the page: parts and counts.
import { l10n } from 'vscode';
import type { JobState, PartState } from '../../../core/core';
import type { JobSnapshot, PartView } from '../../../shared/protocol/job';
import { plain } from '../../host/markdown';
import type { Row, RowCommand } from '../../host/treeView';
import type { JobSituation } from './situation';

export interface JobDetail {
  /** Commands on the row find the job by its id. */
  readonly job: Pick<JobState, 'jobId'>;
  readonly row: Row;
  readonly children?: readonly JobDetail[];
  /** For commands on one Bulk API job. */
  readonly part?: PartState;
  /** For commands on one group of failed rows: its index. */
  readonly index?: number;
}

export const openJob = (): RowCommand => ({ id: 'kinetic.jobs.open', title: l10n.t('Open Job') });

/** The Bulk API jobs of a job, as far as Salesforce has them. */
export const partDetails = (job: JobState, situation: JobSituation): readonly JobDetail[] =>
  job.parts
    .filter(({ remoteId }) => remoteId !== undefined)
    .map((part) => ({ job, part, row: partRow(job, part, situation) }));

/** Words for menus: the row is that of a Bulk API job, which may have a page in Setup. */
export const remoteWords = ({ hasSetup = false }: JobSituation): readonly string[] => [
  'remote',
  ...(hasSetup ? ['setup'] : []),
];

function partRow({ jobId, parts }: JobState, part: PartState, situation: JobSituation): Row {
  const count = parts.filter(({ plan }) => !plan.unsent).length;
  const label = count === 1 ? l10n.t('Salesforce job') : l10n.t('Part {0} of {1}', part.plan.index + 1, count);
  const words = [part.remoteState ?? part.phase, part.remoteId ?? ''].filter((word) => word !== '');
  return {
    id: `${jobId}/part/${part.plan.index}`,
    label,
    description: words.join(' · '),
    icon: 'server-process',
    ...(part.message !== undefined && { tooltip: plain(part.message) }),
    context: ['part', ...remoteWords(situation)],
    command: openJob(),
    spoken: `${label}, ${words.join(', ')}`,
  };
}

/** The same words for a job that has a Bulk API job. */
export const remoteContext = ({ parts }: JobState, situation: JobSituation): readonly string[] =>
  parts.some(({ remoteId }) => remoteId !== undefined) ? remoteWords(situation) : [];

export const totalsOf = ({
  total,
  processed,
  succeeded,
  failed,
  unprocessed,
  unknown,
}: JobState): JobSnapshot['totals'] => ({
  ...(total !== undefined && { records: total }),
  processed,
  succeeded,
  failed,
  unprocessed,
  unknown,
});

/** Time that Salesforce spent on the job in its API, once Salesforce says so. */
export function apiTimeOf({ parts }: JobState): Pick<JobSnapshot, 'apiTimeMs'> {
  const apiTimeMs = parts.reduce((sum, part) => sum + part.apiTimeMs, 0);
  return apiTimeMs > 0 ? { apiTimeMs } : {};
}

export function toPartView({ plan, remoteId, remoteState, message, ...part }: PartState): PartView {
  return {
    index: plan.index,
    phase: part.phase,
    records: plan.records,
    processed: part.processed,
    succeeded: part.succeeded,
    failed: part.failed,
    unprocessed: part.unprocessed,
    unknown: part.unknown,
    ...(remoteId !== undefined && { remoteId }),
    ...(remoteState !== undefined && { remoteState }),
    ...(message !== undefined && { message }),
  };
}
