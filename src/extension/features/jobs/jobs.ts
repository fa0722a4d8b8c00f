// The jobs feature: the Jobs view, the pages of jobs, and the messages about jobs that run and end.
import { commands, window, workspace } from 'vscode';
import type { Jobs, JobState } from '../../../core/core';
import { bindCommands } from '../../host/commands';
import { joinTrees } from '../../host/joinTrees';
import { once } from '../../host/once';
import { createPaging, type Paging } from '../../host/paging';
import { createTree, type TreeSpec } from '../../host/treeView';
import { createActions } from './actions';
import type { JobsDeps } from './deps';
import { errorSentence } from './errorWords';
import { announceEnd, showProgress } from './follow';
import { createRetries } from './loadRetry';
import type { manifest } from './manifest';
import { createRemoteJobsView } from './remote/remote';
import { isRemoteNode } from './remote/remoteTree';
import { isRunning, jobNodes, runningBadge, type JobItem, type JobNode } from './tree';
import { unreadableItems } from './unreadable';

export interface JobsFeature {
  /** Shows the page and the progress of a job that was just started, and one message when it ends. */
  readonly follow: (jobId: string, sizeBytes: number) => void;
}

export function registerJobs(deps: JobsDeps): JobsFeature {
  const { jobs, kindOf, boundary, disposables } = deps;
  const closing = new AbortController();
  disposables.add({ dispose: () => closing.abort() });
  const panels = once(async () => (await import('./panels')).createJobPanels(deps));
  const following = {
    log: deps.log,
    closing: closing.signal,
    kindOf,
    progress: deps.progress,
    awaited: new Set<string>(),
  };
  const announce = (jobId: string): void =>
    void boundary.runQuietly(async () => announceEnd(await jobs(), jobId, following));

  const paging = createPaging(pageRows, () => tree.refresh());
  const remote = createRemoteJobsView({ ...deps, paging, redraw: () => tree.refresh() });
  const tree = disposables.add(createTree(joinTrees(ownJobs(deps, paging), remote.nodes, isRemoteNode), boundary));
  const reveal = (jobId: string): void =>
    void boundary.runQuietly(async () => {
      const all = await jobs();
      const index = all.list().findIndex((job) => job.jobId === jobId);
      const job = all.get(jobId);
      if (!job) return;
      paging.include(ownList, index + 1);
      await tree.reveal(await toItem(job, all, deps));
    });
  const redraw = async (): Promise<void> => {
    tree.refresh();
    await commands.executeCommand('setContext', 'kinetic.jobs.running', (await jobs()).list().some(isRunning));
  };
  void boundary.runQuietly(async () => {
    const all = await jobs();
    const stopListening = all.onChange((job) => {
      void boundary.runQuietly(redraw);
      void boundary.runQuietly(async () => (await panels()).changed(job));
    });
    disposables.add({ dispose: stopListening });
    for (const jobId of await all.resumeUnfinished()) announce(jobId);
    all.adoptAbandoned(announce);
    await removeOld(all);
    await redraw();
  });
  disposables.add(
    window.registerWebviewPanelSerializer('kinetic.job', {
      deserializeWebviewPanel: (panel, stored) =>
        boundary.run(async () => (await panels()).restore(panel, stored)).then(),
    }),
  );
  const follow = (jobId: string, sizeBytes: number): void => {
    announce(jobId);
    reveal(jobId);
    void boundary.run(async () => (await panels()).open(jobId));
    void boundary.run(async () => showProgress(await jobs(), { jobId, sizeBytes }, following));
  };
  const retries = createRetries({ ...deps, follow });
  const parts = { panels, announce, reveal, redraw, retries, remote: remote.actions };
  disposables.add(bindCommands<typeof manifest>(boundary, createActions(deps, parts)));
  return { follow };
}

/** Jobs on one page of the tree; the row “Show More…” adds another page. */
const pageRows = 100;
const ownList = 'jobs';

/** The jobs of this computer. */
function ownJobs(deps: ItemDeps & Pick<JobsDeps, 'jobs'>, paging: Paging): TreeSpec<JobNode> {
  const { jobs } = deps;
  return {
    viewId: 'kinetic.jobs',
    ...jobNodes(deps.kindOf),
    roots: async () => {
      const all = await jobs();
      const { items, more } = paging.page(ownList, all.list());
      const own = await Promise.all(items.map((job) => toItem(job, all, deps)));
      return [...(await unreadableItems(all)), ...own, ...more];
    },
    badge: async () => runningBadge((await jobs()).list().filter(isRunning).length),
    canSelectMany: true,
  };
}

type ItemDeps = Pick<JobsDeps, 'kindOf' | 'progress'>;

async function toItem(job: JobState, jobs: Jobs, { kindOf, progress }: ItemDeps): Promise<JobItem> {
  const { paceOf } = await progress();
  const sentence = await errorSentence(job, kindOf);
  const attempts = jobs.attempts(job.jobId);
  return {
    job,
    pace: paceOf(job),
    canRetry: kindOf(job).openRows(job, jobs) !== undefined,
    ...(sentence !== undefined && { sentence }),
    ...(attempts && attempts.attempts.length > 1 && { attempts }),
  };
}

const dayMs = 24 * 60 * 60 * 1000;

async function removeOld(jobs: Jobs): Promise<void> {
  const days = workspace.getConfiguration('kinetic.jobs').get<number>('keepDays', 30);
  if (days > 0) await jobs.removeFinished(Date.now() - days * dayMs);
}
