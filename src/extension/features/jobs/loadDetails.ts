// The rows below a load in the tree: how many rows succeeded, failed and were not processed, and why they failed.
import { l10n } from 'vscode';
import type { FailureGroup, LoadState, RowList } from '../../../core/core';
import { plain } from '../../host/markdown';
import type { Row, RowCommand } from '../../host/treeView';
import { plural } from '../../words/counts';
import { formatCount } from '../../words/quantities';
import { openJob, type JobDetail } from './details';

export const listDetails = (job: LoadState): readonly JobDetail[] =>
  (['succeeded', 'failed', 'unprocessed'] as const)
    .filter((list) => job[list] > 0)
    .map((list) => ({ job, row: listRow(job, list), children: list === 'failed' ? groupDetails(job) : [] }));

const groupDetails = (job: LoadState): readonly JobDetail[] =>
  job.groups.map((group, index) => ({ job, index, row: groupRow(job, group, index) }));

const openFailed = (): RowCommand => ({ id: 'kinetic.jobs.showFailed', title: l10n.t('Show Failed Rows') });

function listRow(job: LoadState, list: RowList): Row {
  const count = formatCount(job[list]);
  const label = {
    succeeded: l10n.t('{0} succeeded', count),
    failed: l10n.t('{0} failed', count),
    unprocessed: l10n.t('{0} unprocessed', count),
  }[list];
  const icon = { succeeded: 'check', failed: 'close', unprocessed: 'dash' }[list];
  return {
    id: `${job.jobId}/${list}`,
    label,
    icon,
    context: ['rows', list],
    ...(list === 'failed' && job.groups.length > 0 && { children: 'expanded' as const }),
    command: list === 'failed' ? openFailed() : openJob(),
    spoken: label,
  };
}

function groupRow({ jobId }: LoadState, { count, code, message, fields }: FailureGroup, index: number): Row {
  return {
    id: `${jobId}/failed/${index}`,
    label: `${formatCount(count)} × ${message}`,
    // The same message about other fields is another error.
    description: [...fields, code].join(' · '),
    icon: 'circle-small-filled',
    iconColor: 'list.errorForeground',
    tooltip: `**${plain(code)}**\n\n${plain(message)}\n\n${plain(fields.join(', '))}`,
    context: ['group'],
    command: openFailed(),
    spoken: l10n.t(
      plural(count, { one: '{0} row failed with {1}: {2}', other: '{0} rows failed with {1}: {2}' }),
      formatCount(count),
      code,
      message,
    ),
  };
}
