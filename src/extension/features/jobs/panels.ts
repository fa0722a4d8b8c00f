// The job panels that are open, one a job: shows snapshots, answers for rows, and does what the page asks for by name.
import { Uri, type WebviewPanel } from 'vscode';
import type { JobState, Jobs, RowList } from '../../../core/core';
import type { HostHandlers } from '../../../shared/protocol/channel';
import { jobProtocol, type JobProtocol, type JobSnapshot } from '../../../shared/protocol/job';
import { createWebview, fillPanel, type PageSpec, type Panel } from '../../host/panel';
import { explain, toError, toSentence } from '../../words/errors';
import type { JobsDeps } from './deps';
import { createPageActions } from './pageActions';
import { canRetry } from './retry';
import { readRows } from './rowsTable';
import { toSnapshot } from './snapshot';
import { troubleOf } from './troubles';
import { jobIdOf } from './tree';
import { jobTitle } from './words';

export const viewType = 'kinetic.job';

export interface JobPanels {
  /** Opens the job's panel or brings it to the front, with one of its lists. */
  readonly open: (jobId: string, list?: RowList) => Promise<void>;
  /** Fills a panel that VS Code kept through a reload; `kept` is what its page stored. */
  readonly restore: (panel: WebviewPanel, kept: unknown) => Promise<void>;
  readonly changed: (state: JobState) => Promise<void>;
  readonly close: (jobId: string) => void;
}

interface OpenPanel {
  readonly panel: Panel<JobProtocol>;
  /** A list to show as soon as the page listens. */
  show: RowList | undefined;
}

export function createJobPanels(deps: JobsDeps): JobPanels {
  const open = new Map<string, OpenPanel>();
  const draw = async (state: JobState): Promise<void> => {
    if (!open.has(state.jobId)) return;
    const job = await snapshotOf(state, deps);
    open.get(state.jobId)?.panel.notify({ type: 'snapshot', job });
  };
  /** Other attempts show what all of them came to. */
  const changed = async (state: JobState): Promise<void> => {
    if (open.size === 0) return;
    const jobs = await deps.jobs();
    // Another window has removed it from the list.
    if (!jobs.get(state.jobId)) return open.get(state.jobId)?.panel.close();
    const family = jobs.attempts(state.jobId)?.attempts ?? [state];
    for (const attempt of family) await draw(attempt.jobId === state.jobId ? state : attempt);
  };
  const greet = async (state: JobState): Promise<void> => {
    await draw(state);
    const shown = open.get(state.jobId);
    if (shown?.show) shown.panel.notify({ type: 'show', list: shown.show });
    if (shown) shown.show = undefined;
  };
  const fill = async (webview: WebviewPanel, state: JobState, show?: RowList): Promise<void> => {
    const { jobId } = state;
    const jobs = await deps.jobs();
    const panel = fillPanel(webview, pageOf(deps.extensionUri), {
      handlers: handlersOf(deps, { jobs, jobId, greet: () => greet(jobs.get(jobId) ?? state) }),
      closed: () => open.delete(jobId),
    });
    open.set(jobId, { panel, show });
  };
  return {
    open: async (jobId, list) => {
      const state = (await deps.jobs()).get(jobId);
      const shown = open.get(jobId);
      shown?.panel.reveal();
      if (shown && list) shown.panel.notify({ type: 'show', list });
      if (state && !shown) await fill(createWebview(viewType, jobTitle(state)), state, list);
    },
    restore: async (webview, kept) => {
      const state = (await deps.jobs()).get(jobIdOf(kept) ?? '');
      if (state) await fill(webview, state);
      else webview.dispose();
    },
    changed,
    close: (jobId) => open.get(jobId)?.panel.close(),
  };
}

const pageOf = (extension: Uri): PageSpec<JobProtocol> => ({
  protocol: jobProtocol,
  page: 'job',
  folder: Uri.joinPath(extension, 'dist', 'webview'),
  icon: Uri.joinPath(extension, 'media', 'job.svg'),
});

interface Page {
  readonly jobs: Jobs;
  readonly jobId: string;
  /** Shows a page that has just begun to listen what there is. */
  readonly greet: () => Promise<void>;
}

function handlersOf(deps: JobsDeps, { jobs, jobId, greet }: Page): HostHandlers<JobProtocol> {
  const actions = createPageActions(deps, jobs, jobId);
  return {
    notify: (message) => void deps.boundary.run(() => (message.type === 'ready' ? greet() : actions(message))),
    answer: { readRows: (ask, signal) => readRows(jobs, jobId, ask, signal) },
    explain,
    report: (error) =>
      void deps.boundary.runQuietly(() => {
        throw error;
      }),
  };
}

async function snapshotOf(state: JobState, deps: JobsDeps): Promise<JobSnapshot> {
  const org = await deps.org(state.spec.orgId);
  const jobs = await deps.jobs();
  const trouble = troubleOf(state, deps.advise);
  return toSnapshot(state, {
    orgKind: org?.kind,
    nowMs: Date.now(),
    family: jobs.attempts(state.jobId),
    retryable: canRetry(state, jobs) ? jobs.openRows(state.jobId) : undefined,
    delay: state.delayed && toSentence(toError(state.delayed)),
    restarted: state.kind === 'export' && state.restarted ? toSentence(toError(state.restarted)) : undefined,
    error: trouble && { sentence: trouble.sentence, ...(trouble.remedy && { action: trouble.remedy.label }) },
  });
}
