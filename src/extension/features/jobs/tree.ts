// The Jobs view as pure functions: a job, and below it its error, its attempts and the details of its kind.
import { l10n } from 'vscode';
import type { Attempts, JobState, Pace } from '../../../core/core';
import { fileNameOf } from '../../host/fileName';
import { bold, paragraphs, plain, type Markdown } from '../../host/markdown';
import { isShowMore, moreRow, type ShowMore } from '../../host/paging';
import type { Row, TreeNodes, ViewBadge } from '../../host/treeView';
import { plural } from '../../words/counts';
import { formatCount, formatStart } from '../../words/quantities';
import { isCutOff } from './abort';
import { openJob, type JobDetail } from './details';
import type { JobKindView, KindOf } from './jobKind';
import type { JobSituation } from './situation';
import { attemptTotals, jobDuration, jobStateInWords } from './words';

/** A job in the tree, with all that its row shows. */
export interface JobItem {
  readonly job: JobState;
  readonly pace: Pace;
  /** What is wrong with the job as a whole. */
  readonly sentence?: string;
  /** The load and its retries, once there is a retry. */
  readonly attempts?: Attempts;
  readonly situation: JobSituation;
}

export type JobNode = JobItem | JobDetail | ShowMore;

export const isJobItem = (node: JobNode): node is JobItem => 'pace' in node;

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
  const { job, sentence, attempts, situation } = node;
  return [
    ...(sentence === undefined ? [] : [{ job, row: errorRow(job, sentence) }]),
    ...(attempts ? [{ job, row: attemptsRow(job, attempts) }] : []),
    ...kindOf(job).details(job, situation),
  ];
}

function rowOf(node: JobNode, kindOf: KindOf): Row {
  if (isShowMore(node)) return showMoreRow(node);
  return 'row' in node ? node.row : jobRow(node, kindOf);
}

export const showMoreRow = (node: ShowMore): Row =>
  moreRow(node, { id: 'kinetic.jobs.showMore', title: l10n.t('Show More…') });

function jobRow(item: JobItem, kindOf: KindOf): Row {
  const { job, attempts, situation } = item;
  const kind = kindOf(job);
  const [label, ...words] = wordsOf(item, kind);
  return {
    id: job.jobId,
    label,
    description: words.join(' · '),
    ...iconOf(job),
    tooltip: tooltipOf(item, kind),
    context: [
      'job',
      stateWord(job),
      ...kind.context(job, situation),
      ...(situation.retryable ? ['retryable'] : []),
      ...(attempts ? ['attempts'] : []),
    ],
    children: 'collapsed',
    command: openJob(),
    spoken: [label, ...words, job.orgLabel].join(', '),
  };
}

/** For menus. A job that is being aborted in an org that answers cannot be aborted again. */
function stateWord(job: JobState): 'resumable' | 'finished' | 'aborting' | 'running' {
  if (job.interrupted) return 'resumable';
  if (job.outcome) return 'finished';
  return job.aborting && !isCutOff(job) ? 'aborting' : 'running';
}

/** The file and the result first, because a narrow side bar cuts off the end. */
function wordsOf({ job, pace, attempts }: JobItem, kind: JobKindView): readonly [label: string, ...words: string[]] {
  const state = jobStateInWords(job, kind, pace);
  const time = job.outcome ? [formatStart(job.createdAt)] : [];
  const operation = kind.label(job);
  // The name of a retry file begins like that of the file that was loaded first.
  const file = kind.file(attempts?.attempts[0] ?? job);
  if (file === undefined) return [operation, state, ...time];
  const attempt = attempts ? [attemptNumber(job, attempts)] : [];
  return [fileNameOf(file), ...attempt, state, operation, ...time];
}

function attemptNumber(job: JobState, { attempts }: Attempts): string {
  const at = attempts.findIndex(({ jobId }) => jobId === job.jobId) + 1;
  return l10n.t('Attempt {0} of {1}', at, attempts.length);
}

function iconOf(job: JobState): Pick<Row, 'icon' | 'iconColor'> {
  if (job.interrupted) return { icon: 'debug-pause', iconColor: 'list.warningForeground' };
  if (job.outcome === undefined) return { icon: 'sync~spin' };
  if (job.outcome === 'failed' || job.outcome === 'rejected')
    return { icon: 'error', iconColor: 'list.errorForeground' };
  if (job.outcome === 'aborted') return { icon: 'circle-slash' };
  if (job.failed === 0) return { icon: 'pass', iconColor: 'testing.iconPassed' };
  return job.succeeded === 0
    ? { icon: 'error', iconColor: 'list.errorForeground' }
    : { icon: 'warning', iconColor: 'list.warningForeground' };
}

function tooltipOf({ job, pace, attempts }: JobItem, kind: JobKindView): Markdown {
  const file = kind.file(job);
  return paragraphs(
    bold(kind.title(job)),
    ...(attempts ? [plain(attemptNumber(job, attempts))] : []),
    plain(l10n.t('Org: {0}', job.orgLabel)),
    plain(jobStateInWords(job, kind, pace)),
    ...kind.facts(job),
    plain(l10n.t('Started {0}', formatStart(job.createdAt))),
    ...(job.outcome ? [plain(l10n.t('Took {0}', jobDuration(job)))] : []),
    ...(file === undefined ? [] : [plain(file)]),
  );
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
