// The pages of jobs: what each shows, which rows it gets, and what it may ask for by name.
import { Uri, type WebviewPanel } from 'vscode';
import type { JobState, Jobs, RowList } from '../../../core/core';
import { jobProtocol, type JobProtocol, type JobSnapshot, type RowAct } from '../../../shared/protocol/job';
import { createPanels } from '../../host/panels';
import { toError, toSentence } from '../../words/errors';
import type { JobsDeps } from './deps';
import { jobErrorOf } from './jobError';
import { createPageActions } from './pageActions';
import { readRows } from './loadRowsTable';
import { toRetried } from './retriedRows';
import { toSnapshot } from './snapshot';
import { jobIdOf } from './tree';
import { canUndelete } from './undeletable';

export interface JobPanels {
  /** Opens the page of the job or brings it to the front, with one of its lists. */
  readonly open: (jobId: string, list?: RowList) => Promise<void>;
  readonly isVisible: (jobId: string) => boolean;
  readonly isActive: (jobId: string) => boolean;
  /** Fills a page that VS Code kept through a reload of the window; `stored` is what it had saved. */
  readonly restore: (panel: WebviewPanel, stored: unknown) => Promise<void>;
  /** Does it with the rows that are selected on the page of the job. */
  readonly actOnRows: (jobId: string, act: RowAct) => void;
  /** Updates the pages that show something of the job, and closes the page of a job that was removed. */
  readonly changed: (job: JobState) => Promise<void>;
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
      firstMessages: async (jobId) => {
        const job = jobs.get(jobId);
        return job ? [{ type: 'snapshot', job: await snapshotOf(job, jobs, deps) }] : [];
      },
      handlers: (jobId) => ({
        notify: createPageActions(deps, jobs, jobId),
        answer: {
          readRows: async (request, signal) => {
            const found = await readRows(jobs, jobId, request, signal);
            if (request.filter.list === 'failed' && found.rows.length > 0) deps.done('failed');
            return found;
          },
        },
      }),
    },
    deps.boundary,
  );
  const draw = async (job: JobState): Promise<void> => {
    if (panels.isOpen(job.jobId))
      panels.notify(job.jobId, { type: 'snapshot', job: await snapshotOf(job, jobs, deps) });
  };
  const changed = async (job: JobState): Promise<void> => {
    // Each attempt shows the totals of all attempts.
    const attempts = jobs.attempts(job.jobId)?.attempts ?? [job];
    for (const attempt of attempts) await draw(attempt.jobId === job.jobId ? job : attempt);
    const deletion = 'undeletes' in job.spec ? jobs.get(job.spec.undeletes.jobId) : undefined;
    if (deletion) await draw(deletion);
  };
  /** Its rows may be free again, or their attempt is lost: the page of the job that it retried says which. */
  const removed = async ({ jobId, spec }: JobState): Promise<void> => {
    panels.close(jobId);
    const origin = 'retryOf' in spec ? jobs.get(spec.retryOf.jobId) : undefined;
    if (origin) await changed(origin);
  };
  return {
    open: (jobId, list) => panels.open(jobId, list && { type: 'show', list }),
    isVisible: panels.isVisible,
    isActive: panels.isActive,
    restore: panels.restore,
    actOnRows: (jobId, act) => panels.notify(jobId, { type: 'actOnRows', act }),
    changed: (job) => (jobs.get(job.jobId) ? changed(job) : removed(job)),
  };
}

async function snapshotOf(job: JobState, jobs: Jobs, deps: JobsDeps): Promise<JobSnapshot> {
  const org = await deps.org(job.spec.orgId);
  const error = jobErrorOf(job, deps.advise);
  const kind = deps.kindOf(job);
  const restarted = kind.restarted(job);
  const { paceOf, phasesOf } = await deps.progress();
  const retried = await jobs.retriedRows(job.jobId);
  return toSnapshot(job, {
    kind,
    pace: paceOf(job),
    phases: phasesOf(job),
    orgKind: org?.kind,
    nowMs: Date.now(),
    attempts: jobs.attempts(job.jobId),
    retryable: kind.openRows(job, jobs),
    isUndeletable: canUndelete(job, jobs),
    retried: { rows: retried, shown: toRetried(retried, job.jobId, jobs) },
    delay: job.delayed && toSentence(toError(job.delayed)),
    restarted: restarted && toSentence(toError(restarted)),
    error: error && {
      sentence: error.sentence,
      ...(error.remedy && { action: error.remedy.label }),
      ...(error.places && { places: [...error.places] }),
    },
  });
}
