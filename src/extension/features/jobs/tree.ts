// The Jobs view as pure functions: a job, and below it its error, its attempts and the details of its kind.
import { l10n } from 'vscode';
import type { Attempts, JobState, Pace } from '../../../core/core';
import { fileNameOf } from '../../host/fileName';
import { plain } from '../../host/markdown';
import { isShowMore, moreRow, type ShowMore } from '../../host/paging';
import type { Row, TreeNodes, ViewBadge } from '../../host/treeView';
import { plural } from '../../words/counts';
import { formatCount } from '../../words/quantities';
import { openJob, type JobDetail } from './details';
import type { KindOf } from './jobKind';
import { attemptTotals, jobDuration, jobStateInWords } from './words';

/** A job in the tree, with all that its row shows. */
export interface JobItem {
  readonly job: JobState;
  readonly pace: Pace;
  /** What is wrong with the job as a whole. */
  readonly sentence?: string;
  /** The load and its retries, once there is a retry. */
  readonly attempts?: Attempts;
  readonly canRetry: boolean;
}

export type JobNode = JobItem | JobDetail | ShowMore;

export const isRunning = (job: JobState): boolean => job.outcome === undefined && job.interrupted === undefined;

/** The job of a tree node, a link's argument or a plain id. */
export function jobIdOf(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  if (typeof argument !== 'object' || argument === null) return undefined;
  if ('jobId' in argument && typeof argument.jobId === 'string') return argument.jobId;
  return 'job' in argument ? jobIdOf(argument.job) : undefined;
}

type JobNodes = Pick<TreeNodes<JobNode>, 'row'> & { readonly children: (node: JobNode) => readonly JobNode[] };

export const jobNodes = (kindOf: KindOf): JobNodes => ({
  row: (node) => rowOf(node, kindOf),
  children: (node) => childrenOf(node, kindOf),
});

function childrenOf(node: JobNode, kindOf: KindOf): readonly JobNode[] {
  if (isShowMore(node)) return [];
  if ('row' in node) return node.children ?? [];
  const { job, sentence, attempts } = node;
  return [
    ...(sentence === undefined ? [] : [{ job, row: errorRow(job, sentence) }]),
    ...(attempts ? [{ job, row: attemptsRow(job, attempts) }] : []),
    ...kindOf(job).details(job),
  ];
}

function rowOf(node: JobNode, kindOf: KindOf): Row {
  if (isShowMore(node)) return showMoreRow(node);
  return 'row' in node ? node.row : jobRow(node, kindOf);
}

export const showMoreRow = (node: ShowMore): Row =>
  moreRow(node, { id: 'kinetic.jobs.showMore', title: l10n.t('Show More…') });

function jobRow({ job, pace, attempts, canRetry }: JobItem, kindOf: KindOf): Row {
  const kind = kindOf(job);
  const state = jobStateInWords(job, kind, pace);
  const words = attempts ? `${attemptNumber(job, attempts)} · ${state}` : state;
  const file = kind.file(job);
  return {
    id: job.jobId,
    label: kind.label(job),
    description: file === undefined ? words : `${words} · ${fileNameOf(file)}`,
    ...iconOf(job),
    tooltip: tooltipOf(job, words, kindOf),
    context: [
      'job',
      job.interrupted ? 'resumable' : job.outcome ? 'finished' : 'running',
      ...kind.context(job),
      ...(canRetry ? ['retryable'] : []),
      ...(attempts ? ['attempts'] : []),
    ],
    children: 'collapsed',
    command: openJob(),
    spoken: `${kind.title(job)}, ${job.orgLabel}, ${words}`,
  };
}

function attemptNumber(job: JobState, { attempts }: Attempts): string {
  const at = attempts.findIndex(({ jobId }) => jobId === job.jobId) + 1;
  return l10n.t('attempt {0} of {1}', at, attempts.length);
}

function iconOf(job: JobState): Pick<Row, 'icon' | 'iconColor'> {
  if (job.interrupted) return { icon: 'debug-pause', iconColor: 'list.warningForeground' };
  if (job.outcome === undefined) return { icon: 'sync~spin' };
  if (job.outcome === 'failed' || job.outcome === 'rejected')
    return { icon: 'error', iconColor: 'list.errorForeground' };
  if (job.outcome === 'aborted') return { icon: 'circle-slash' };
  return job.failed > 0
    ? { icon: 'warning', iconColor: 'list.warningForeground' }
    : { icon: 'pass', iconColor: 'testing.iconPassed' };
}

function tooltipOf(job: JobState, words: string, kindOf: KindOf): string {
  const kind = kindOf(job);
  const file = kind.file(job);
  const paragraphs = [
    `**${plain(kind.title(job))}**`,
    l10n.t('Org: {0}', plain(job.orgLabel)),
    words,
    ...kind.facts(job),
    ...(job.outcome ? [l10n.t('Took {0}', jobDuration(job))] : []),
    ...(file === undefined ? [] : [plain(file)]),
  ];
  return paragraphs.join('\n\n');
}

function errorRow({ jobId }: JobState, sentence: string): Row {
  return {
    id: `${jobId}/error`,
    label: sentence,
    icon: 'info',
    tooltip: plain(sentence),
    context: ['error'],
    command: openJob(),
    spoken: sentence,
  };
}

function attemptsRow({ jobId }: JobState, { attempts, totals }: Attempts): Row {
  const label = l10n.t('After {0} attempts', attempts.length);
  const words = attemptTotals(totals);
  return {
    id: `${jobId}/attempts`,
    label,
    description: words,
    icon: 'history',
    context: ['attempts'],
    command: openJob(),
    spoken: `${label}, ${words}`,
  };
}

/** The number of running jobs on the view's icon. */
export function runningBadge(running: number): ViewBadge | undefined {
  if (running === 0) return undefined;
  return {
    value: running,
    tooltip: l10n.t(
      plural(running, { one: '{0} job is running', other: '{0} jobs are running' }),
      formatCount(running),
    ),
  };
}
