// The rows below a load in the tree: how many rows succeeded, failed, were not processed or are unknown, why they
// failed, and how many of them no later attempt took.
import { l10n } from 'vscode';
import type { FailureGroup, LoadState, RowList } from '../../../core/core';
import { codeFailureIn, readCodePlace } from '../../../shared/protocol/codePlace';
import { bold, paragraphs, plain } from '../../host/markdown';
import type { Row, RowCommand } from '../../host/treeView';
import { plural } from '../../words/counts';
import { formatCount } from '../../words/quantities';
import { openJob, type JobDetail } from './details';
import type { JobSituation } from './situation';
import { leftIn } from './retriedRows';

export const listDetails = (job: LoadState, situation: JobSituation): readonly JobDetail[] =>
  (['succeeded', 'failed', 'unknown', 'unprocessed'] as const)
    .filter((list) => job[list] > 0)
    .map((list) => ({
      job,
      row: listRow(job, list, situation),
      children: list === 'failed' ? groupDetails(job, situation) : [],
    }));

const groupDetails = (job: LoadState, { retryable, retried }: JobSituation): readonly JobDetail[] =>
  job.groups.map((group, index) => {
    const left = retried ? leftIn(group, index, retried) : group.count;
    const canRetry = left > 0 && retryable !== undefined && retryable.failed > 0;
    return { job, index, row: groupRow(group, { id: `${job.jobId}/failed/${index}`, left, canRetry }) };
  });

const openFailed = (): RowCommand => ({ id: 'kinetic.jobs.showFailed', title: l10n.t('Show Failed Rows') });

/** Nothing where no later attempt took any of the rows. */
function leftInWords(left: number, count: number): readonly string[] {
  if (left === count) return [];
  return [left === 0 ? l10n.t('all retried') : l10n.t('{0} of {1} left', formatCount(left), formatCount(count))];
}

function listRow(job: LoadState, list: RowList, { retried }: JobSituation): Row {
  const count = formatCount(job[list]);
  const label = {
    succeeded: l10n.t('{0} succeeded', count),
    failed: l10n.t('{0} failed', count),
    unprocessed: l10n.t('{0} unprocessed', count),
    unknown: l10n.t('{0} unknown', count),
  }[list];
  const icon = { succeeded: 'check', failed: 'close', unprocessed: 'dash', unknown: 'question' }[list];
  const [description] = list === 'succeeded' ? [] : leftInWords(job[list] - (retried?.[list] ?? 0), job[list]);
  return {
    id: `${job.jobId}/${list}`,
    label,
    ...(description !== undefined && { description }),
    icon,
    context: ['rows', list],
    ...(list === 'failed' && job.groups.length > 0 && { children: 'expanded' as const }),
    command: list === 'failed' ? openFailed() : openJob(),
    spoken: description === undefined ? label : `${label}, ${description}`,
  };
}

/** Where the code of the org failed the rows. */
function placeInWords(text = ''): readonly string[] {
  const place = readCodePlace(text);
  return place ? [l10n.t('{0}, line {1}', place.name, place.line)] : [];
}

interface GroupFacts {
  readonly id: string;
  /** Rows that no later attempt took. */
  readonly left: number;
  readonly canRetry: boolean;
}

function groupRow({ count, code, message, fields }: FailureGroup, { id, left, canRetry }: GroupFacts): Row {
  const words = leftInWords(left, count);
  const { reason = message, place } = codeFailureIn(message);
  const spoken = l10n.t(
    plural(count, { one: '{0} row failed with {1}: {2}', other: '{0} rows failed with {1}: {2}' }),
    formatCount(count),
    code,
    reason,
  );
  return {
    id,
    label: `${formatCount(left === 0 ? count : left)} × ${reason}`,
    // The same message about other fields is another error.
    description: [...words, ...placeInWords(place), ...fields, code].join(' · '),
    ...(left === 0 ? { icon: 'history' } : { icon: 'circle-small-filled', iconColor: 'list.errorForeground' }),
    tooltip: paragraphs(bold(code), plain(message), plain(fields.join(', '))),
    context: [canRetry ? 'group' : 'rows'],
    command: openFailed(),
    spoken: [spoken, ...placeInWords(place), ...words].join(', '),
  };
}
