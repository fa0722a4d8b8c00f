// The pages of jobs: what each shows, which rows it gets, and what it may ask for by name.
import { Uri, type WebviewPanel } from 'vscode';
import type { JobState, Jobs, RowList } from '../../../core/core';
import { jobProtocol, type JobProtocol, type JobSnapshot } from '../../../shared/protocol/job';
import { createPanels } from '../../host/panels';
import { toError, toSentence } from '../../words/errors';
import type { JobsDeps } from './deps';
import { jobErrorOf } from './jobError';
import { createPageActions } from './pageActions';
import { readRows } from './loadRowsTable';
import { toSnapshot } from './snapshot';
import { jobIdOf } from './tree';

export interface JobPanels {
  /** Opens the page of the job or brings it to the front, with one of its lists. */
  readonly open: (jobId: string, list?: RowList) => Promise<void>;
  /** Fills a page that VS Code kept through a reload of the window; `stored` is what it had saved. */
  readonly restore: (panel: WebviewPanel, stored: unknown) => Promise<void>;
  /** Updates the pages that show something of the job. */
  readonly changed: (job: JobState) => Promise<void>;
  readonly close: (jobId: string) => void;
}

export async function createJobPanels(deps: JobsDeps): Promise<JobPanels> {
  const { kindOf } = deps;
  const jobs = await deps.jobs();
  const panels = createPanels<JobProtocol>(
    {
      viewType: 'kinetic.job',
      page: {
        protocol: jobProtocol,
        page: 'job',
        folder: Uri.joinPath(deps.extensionUri, 'dist', 'webview'),
        icon: Uri.joinPath(deps.extensionUri, 'media', 'job.svg'),
      },
      keyOf: jobIdOf,
      title: (jobId) => {
        const job = jobs.get(jobId);
        return Promise.resolve(job && kindOf(job).title(job));
      },
      greeting: async (jobId) => {
        const job = jobs.get(jobId);
        return job ? [{ type: 'snapshot', job: await snapshotOf(job, jobs, deps) }] : [];
      },
      handlers: (jobId) => ({
        notify: createPageActions(deps, jobs, jobId),
        answer: { readRows: (ask, signal) => readRows(jobs, jobId, ask, signal) },
      }),
    },
    deps.boundary,
  );
  const draw = async (job: JobState): Promise<void> => {
    if (panels.isOpen(job.jobId))
      panels.notify(job.jobId, { type: 'snapshot', job: await snapshotOf(job, jobs, deps) });
  };
  return {
    open: (jobId, list) => panels.open(jobId, list && { type: 'show', list }),
    restore: panels.restore,
    changed: async (job) => {
      // Another window has removed it from the list.
      if (!jobs.get(job.jobId)) {
        panels.close(job.jobId);
        return;
      }
      // Each attempt shows the totals of all attempts.
      const attempts = jobs.attempts(job.jobId)?.attempts ?? [job];
      for (const attempt of attempts) await draw(attempt.jobId === job.jobId ? job : attempt);
    },
    close: panels.close,
  };
}

async function snapshotOf(job: JobState, jobs: Jobs, deps: JobsDeps): Promise<JobSnapshot> {
  const org = await deps.org(job.spec.orgId);
  const error = jobErrorOf(job, deps.advise);
  const kind = deps.kindOf(job);
  const restarted = kind.restarted(job);
  const { paceOf, phasesOf } = await deps.progress();
  return toSnapshot(job, {
    kind,
    pace: paceOf(job),
    phases: phasesOf(job),
    orgKind: org?.kind,
    nowMs: Date.now(),
    attempts: jobs.attempts(job.jobId),
    retryable: kind.openRows(job, jobs),
    delay: job.delayed && toSentence(toError(job.delayed)),
    restarted: restarted && toSentence(toError(restarted)),
    error: error && { sentence: error.sentence, ...(error.remedy && { action: error.remedy.label }) },
  });
}
