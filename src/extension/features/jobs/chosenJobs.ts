// Finds the jobs that a command is about: those of the clicked or selected rows of the tree, else the one that is
// picked.
import { l10n } from 'vscode';
import type { JobState, Jobs } from '../../../core/core';
import type { Handler } from '../../../shared/manifest';
import { showInfo } from '../../host/messages';
import { back, pickOne } from '../../host/pick';
import type { JobsDeps } from './deps';
import { jobIdOf } from './tree';
import { jobStateInWords } from './words';

/** Which jobs a command works on, and what to say when there is none to pick. */
export interface Suitable {
  readonly suits: (job: JobState, jobs: Jobs) => boolean;
  readonly none: () => string;
}

export type Act<T> = (jobs: T, all: Jobs, node: unknown) => unknown;

export interface ForJobs {
  /** Runs on the job of the clicked row. */
  readonly one: (suitable: Suitable, act: Act<JobState>) => Handler;
  /** Runs once, on the jobs of all selected rows that the command suits. */
  readonly many: (suitable: Suitable, act: Act<readonly JobState[]>) => Handler;
}

export const anyJob: Suitable = {
  suits: () => true,
  none: () => l10n.t('There are no jobs yet. Load a CSV file or export a query first.'),
};

export function forJobs({ jobs, kindOf, progress }: Pick<JobsDeps, 'jobs' | 'kindOf' | 'progress'>): ForJobs {
  const pick = async ({ suits, none }: Suitable, all: Jobs): Promise<JobState | undefined> => {
    const suitable = all.list().filter((job) => suits(job, all));
    if (suitable.length === 0) return void showInfo(none());
    const { paceOf } = await progress();
    const choices = suitable.map((job) => ({
      value: job,
      icon: kindOf(job).icon,
      label: kindOf(job).title(job),
      description: job.orgLabel,
      detail: jobStateInWords(job, kindOf(job), paceOf(job)),
    }));
    const chosen = await pickOne(
      { title: l10n.t('Jobs'), canGoBack: false },
      { placeholder: l10n.t('Which job?'), choices },
    );
    return chosen === back ? undefined : chosen;
  };
  return {
    one: (suitable, act) => async (node) => {
      const all = await jobs();
      const job = all.get(jobIdOf(node) ?? '') ?? (await pick(suitable, all));
      if (job) await act(job, all, node);
    },
    many: (suitable, act) => async (node, selected) => {
      const all = await jobs();
      const clicked = jobsOf(Array.isArray(selected) && selected.length > 1 ? selected : [node], all);
      const picked = clicked.length > 0 ? undefined : await pick(suitable, all);
      const chosen = picked ? [picked] : clicked.filter((job) => clicked.length === 1 || suitable.suits(job, all));
      if (chosen.length > 0) await act(chosen, all, node);
    },
  };
}

/** Several rows of one job name it once. */
function jobsOf(nodes: readonly unknown[], all: Jobs): readonly JobState[] {
  const ids = new Set(nodes.map((node) => jobIdOf(node) ?? ''));
  return [...ids].flatMap((jobId) => all.get(jobId) ?? []);
}
