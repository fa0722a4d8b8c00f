// The Jobs view as pure functions: a job with its counts, its reasons for failure and its parts below it.
import { l10n } from 'vscode';
import type { FailureGroup, Family, JobState, PartState, RowList } from '../../../core/core';
import { fileNameOf } from '../../host/fileName';
import { plain } from '../../host/markdown';
import { formatCount } from '../../words/quantities';
import { routeInWords } from '../../words/route';
import type { Row, TreeSpec } from '../../host/treeView';
import { exportEnd, isExport, isExported } from './exportWords';
import { familyInWords, jobDuration, jobLabel, jobStanding, jobTitle } from './words';

export type JobNode =
  /** `sentence` says what is wrong with the job as a whole. */
  | {
      readonly kind: 'job';
      readonly job: JobState;
      readonly sentence?: string;
      /** The load and its retries, once there is one. */
      readonly family?: Family;
      /** Some of its rows can be tried again. */
      readonly canRetry?: boolean;
    }
  | { readonly kind: 'family'; readonly job: JobState; readonly family: Family }
  /** What an export has written. */
  | { readonly kind: 'file'; readonly job: JobState }
  | { readonly kind: 'trouble'; readonly job: JobState; readonly sentence: string }
  | { readonly kind: 'rows'; readonly job: JobState; readonly list: RowList; readonly count: number }
  | { readonly kind: 'group'; readonly job: JobState; readonly group: FailureGroup; readonly index: number }
  | { readonly kind: 'part'; readonly job: JobState; readonly part: PartState };

type NodeOf<K extends JobNode['kind']> = Extract<JobNode, { kind: K }>;

interface JobTree extends TreeSpec<JobNode> {
  readonly children: (node: JobNode) => readonly JobNode[];
}

export function jobTree(roots: TreeSpec<JobNode>['roots']): JobTree {
  return {
    viewId: 'kinetic.jobs',
    roots,
    children,
    row,
    badge: (shown) => badge(shown.filter(({ job }) => isRunning(job)).length),
  };
}

export const isRunning = (job: JobState): boolean => job.outcome === undefined && job.interrupted === undefined;

/** The job of a tree node, a link's argument or a plain id. */
export function jobIdOf(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  if (typeof argument !== 'object' || argument === null) return undefined;
  if ('jobId' in argument && typeof argument.jobId === 'string') return argument.jobId;
  return 'job' in argument ? jobIdOf(argument.job) : undefined;
}

function badge(running: number): { readonly value: number; readonly tooltip: string } | undefined {
  if (running === 0) return undefined;
  return {
    value: running,
    tooltip: running === 1 ? l10n.t('1 job is running') : l10n.t('{0} jobs are running', running),
  };
}

function children(node: JobNode): readonly JobNode[] {
  const { job } = node;
  if (node.kind === 'rows' && node.list === 'failed') {
    return groupsOf(job).map((group, index) => ({ kind: 'group', job, group, index }));
  }
  if (node.kind !== 'job') return [];
  const lists = isExport(job) ? [] : (['succeeded', 'failed', 'unprocessed'] as const).filter((list) => job[list] > 0);
  return [
    ...(node.sentence === undefined ? [] : [{ kind: 'trouble', job, sentence: node.sentence } as const]),
    ...(node.family ? [{ kind: 'family', job, family: node.family } as const] : []),
    ...(isExported(job) ? [{ kind: 'file', job } as const] : []),
    ...lists.map((list) => ({ kind: 'rows', job, list, count: job[list] }) as const),
    ...job.parts.filter(({ remoteId }) => remoteId !== undefined).map((part) => ({ kind: 'part', job, part }) as const),
  ];
}

const groupsOf = (job: JobState): readonly FailureGroup[] => (isExport(job) ? [] : job.groups);

function row(node: JobNode): Row {
  switch (node.kind) {
    case 'job':
      return jobRow(node);
    case 'family':
      return familyRow(node);
    case 'file':
      return fileRow(node);
    case 'trouble':
      return troubleRow(node);
    case 'rows':
      return rowsRow(node);
    case 'group':
      return groupRow(node);
    case 'part':
      return partRow(node);
  }
}

const openJob = (): NonNullable<Row['command']> => ({ id: 'kinetic.jobs.open', title: l10n.t('Open Job') });
const openFailed = (): NonNullable<Row['command']> => ({
  id: 'kinetic.jobs.showFailed',
  title: l10n.t('Show Failed Rows'),
});

function jobRow({ job, family, canRetry }: NodeOf<'job'>): Row {
  const attempt = family && attemptInWords(job, family);
  const standing = [attempt, jobStanding(job)].filter(Boolean).join(' · ');
  const [icon, iconColor] = jobIcon(job);
  return {
    id: job.jobId,
    label: jobLabel(job),
    description: `${standing} · ${fileNameOf(job.spec.file)}`,
    icon,
    ...(iconColor && { iconColor }),
    tooltip: jobTooltip(job, standing),
    context: [...jobContext(job), ...(canRetry ? ['retryable'] : []), ...(family ? ['family'] : [])],
    children: 'collapsed',
    command: openJob(),
    spoken: `${jobTitle(job)}, ${job.orgLabel}, ${standing}`,
  };
}

function attemptInWords(job: JobState, { attempts }: Family): string {
  const at = attempts.findIndex(({ jobId }) => jobId === job.jobId) + 1;
  return l10n.t('attempt {0} of {1}', at, attempts.length);
}

function familyRow({ job, family: { attempts, totals } }: NodeOf<'family'>): Row {
  const label = l10n.t('All {0} attempts', attempts.length);
  const words = familyInWords(totals);
  return {
    id: `${job.jobId}/family`,
    label,
    description: words,
    icon: 'history',
    context: ['family'],
    command: openJob(),
    spoken: `${label}, ${words}`,
  };
}

function jobIcon(job: JobState): readonly [string, string?] {
  if (job.interrupted) return ['debug-pause', 'list.warningForeground'];
  if (job.outcome === undefined) return ['sync~spin'];
  if (job.outcome === 'failed' || job.outcome === 'rejected') return ['error', 'list.errorForeground'];
  if (job.outcome === 'aborted') return ['circle-slash'];
  return job.failed > 0 ? ['warning', 'list.warningForeground'] : ['pass', 'testing.iconPassed'];
}

function jobContext(job: JobState): readonly string[] {
  const standing = job.interrupted ? 'resumable' : job.outcome ? 'finished' : 'running';
  return [
    'job',
    standing,
    isExport(job) ? (isExported(job) ? 'exported' : 'export') : 'load',
    ...(job.failed > 0 ? ['failures'] : []),
    ...(job.parts.some(({ remoteId }) => remoteId) ? ['remote'] : []),
  ];
}

function amount({ total, parts }: JobState): readonly string[] {
  if (total === undefined) return [];
  return [
    parts.length > 1
      ? l10n.t('{0} rows, {1} parts', formatCount(total), parts.length)
      : total === 1
        ? l10n.t('1 row')
        : l10n.t('{0} rows', formatCount(total)),
  ];
}

function jobTooltip(job: JobState, standing: string): string {
  const lines = [
    `**${plain(jobTitle(job))}**`,
    l10n.t('Org: {0}', plain(job.orgLabel)),
    standing,
    ...(isExport(job)
      ? [`\`${job.spec.soql.replace(/[`\s]+/g, ' ')}\``]
      : [...amount(job), ...(job.plan?.route ? [l10n.t('Route: {0}', routeInWords(job.plan.route))] : [])]),
    ...(job.outcome ? [l10n.t('Took {0}', jobDuration(job))] : []),
    plain(job.spec.file),
  ];
  return lines.join('\n\n');
}

function troubleRow({ job, sentence }: NodeOf<'trouble'>): Row {
  return {
    id: `${job.jobId}/trouble`,
    label: sentence,
    icon: 'info',
    tooltip: plain(sentence),
    context: ['trouble'],
    command: openJob(),
    spoken: sentence,
  };
}

function fileRow({ job }: NodeOf<'file'>): Row {
  const label = exportEnd(job);
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

function rowsRow({ job, list, count }: NodeOf<'rows'>): Row {
  const label = {
    succeeded: l10n.t('{0} succeeded', formatCount(count)),
    failed: l10n.t('{0} failed', formatCount(count)),
    unprocessed: l10n.t('{0} unprocessed', formatCount(count)),
  }[list];
  const icon = { succeeded: 'check', failed: 'close', unprocessed: 'dash' }[list];
  return {
    id: `${job.jobId}/${list}`,
    label,
    icon,
    context: ['rows', list],
    ...(list === 'failed' && groupsOf(job).length > 0 && { children: 'expanded' as const }),
    command: list === 'failed' ? openFailed() : openJob(),
    spoken: label,
  };
}

function groupRow({ job, group, index }: NodeOf<'group'>): Row {
  return {
    id: `${job.jobId}/failed/${index}`,
    label: `${formatCount(group.count)} × ${group.message}`,
    // The same sentence about two fields is two errors.
    description: [...group.fields, group.code].join(' · '),
    icon: 'circle-small-filled',
    iconColor: 'list.errorForeground',
    tooltip: `**${plain(group.code)}**\n\n${plain(group.message)}\n\n${plain(group.fields.join(', '))}`,
    context: ['group'],
    command: openFailed(),
    spoken:
      group.count === 1
        ? l10n.t('1 row failed with {0}: {1}', group.code, group.message)
        : l10n.t('{0} rows failed with {1}: {2}', formatCount(group.count), group.code, group.message),
  };
}

function partRow({ job, part }: NodeOf<'part'>): Row {
  const one = job.parts.length === 1;
  const label = one ? l10n.t('Salesforce job') : l10n.t('Part {0} of {1}', part.plan.index + 1, job.parts.length);
  const words = [part.remoteState ?? part.phase, part.remoteId ?? ''].filter((word) => word !== '');
  return {
    id: `${job.jobId}/part/${part.plan.index}`,
    label,
    description: words.join(' · '),
    icon: 'server-process',
    ...(part.message !== undefined && { tooltip: plain(part.message) }),
    context: ['part', 'remote'],
    command: openJob(),
    spoken: `${label}, ${words.join(', ')}`,
  };
}
