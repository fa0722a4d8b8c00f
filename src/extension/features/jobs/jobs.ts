// The jobs feature: the Jobs view, the job panels, and what a person hears about a job that runs and ends.
import { commands, window, workspace } from 'vscode';
import type { Jobs, JobState } from '../../../core/core';
import { bindCommands } from '../../host/commands';
import { once } from '../../host/once';
import { createTree, type TreeSpec } from '../../host/treeView';
import { createActions } from './actions';
import type { JobsDeps } from './deps';
import { sayEnd, showProgress, troubleSentence } from './follow';
import type { manifest } from './manifest';
import { createRemoteView, isRemote, remoteRow, type RemoteNode, type RemoteView } from './remote/remoteTree';
import { canRetry, createRetries } from './retry';
import { isRunning, jobTree, type JobNode } from './tree';

export interface JobsFeature {
  /** Shows the panel and the progress of a job that was just started, and says once how it ended. */
  readonly follow: (jobId: string, sizeBytes: number) => void;
}

export function registerJobs(deps: JobsDeps): JobsFeature {
  const { jobs, boundary, disposables } = deps;
  const closing = new AbortController();
  disposables.add({ dispose: () => closing.abort() });
  const panels = once(async () => (await import('./panels')).createJobPanels(deps));
  const watch = { log: deps.log, closing: closing.signal, awaited: new Set<string>() };
  const announce = (jobId: string): void => void boundary.runQuietly(async () => sayEnd(await jobs(), jobId, watch));

  const toNode = async (job: JobState): Promise<JobNode> => {
    const sentence = await troubleSentence(job);
    return { ...jobNode(job, await jobs()), ...(sentence !== undefined && { sentence }) };
  };
  const roots = async (): Promise<JobNode[]> => Promise.all((await jobs()).list().map(toNode));
  const remote = createRemoteView({ ...deps, redraw: () => tree.refresh() });
  let isRemoteAsked = false;
  const showRemote = (): void => {
    isRemoteAsked = true;
    remote.refresh();
  };
  const tree = disposables.add(
    createTree(
      wholeTree(roots, remote, () => isRemoteAsked),
      boundary,
    ),
  );

  const redraw = async (): Promise<void> => {
    tree.refresh();
    const running = (await jobs()).list().some(isRunning);
    await commands.executeCommand('setContext', 'kinetic.jobs.running', running);
  };
  void boundary.runQuietly(async () => {
    const known = await jobs();
    const stop = known.onChange((state) => {
      void boundary.runQuietly(redraw);
      void boundary.runQuietly(async () => (await panels()).changed(state));
    });
    disposables.add({ dispose: stop });
    for (const jobId of await known.resumeUnfinished()) announce(jobId);
    known.adoptAbandoned(announce);
    await removeOld(known);
    await redraw();
  });
  disposables.add(
    window.registerWebviewPanelSerializer('kinetic.job', {
      deserializeWebviewPanel: (panel, kept) => boundary.run(async () => (await panels()).restore(panel, kept)).then(),
    }),
  );
  const follow = (jobId: string, sizeBytes: number): void => {
    announce(jobId);
    void boundary.run(async () => (await panels()).open(jobId));
    void boundary.run(async () => showProgress(await jobs(), jobId, sizeBytes));
  };
  const retries = createRetries({ ...deps, follow });
  const parts = { panels, announce, redraw, retries, remote, showRemote };
  disposables.add(bindCommands<typeof manifest>(boundary, createActions(deps, parts)));
  return { follow };
}

function jobNode(job: JobState, jobs: Jobs): Extract<JobNode, { kind: 'job' }> {
  const family = jobs.attempts(job.jobId);
  return {
    kind: 'job',
    job,
    ...(family && family.attempts.length > 1 && { family }),
    canRetry: canRetry(job, jobs),
  };
}

/** The jobs of this machine, and below them those of the org; an empty view keeps its welcome until they are asked for. */
function wholeTree(
  roots: () => Promise<JobNode[]>,
  remote: RemoteView,
  isRemoteAsked: () => boolean,
): TreeSpec<JobNode | RemoteNode> {
  const own = jobTree(roots);
  return {
    viewId: own.viewId,
    roots: async () => {
      const found = await roots();
      const below = found.length > 0 || isRemoteAsked() ? await remote.root() : undefined;
      return below ? [...found, below] : found;
    },
    children: (node) => (isRemote(node) ? remote.children(node) : own.children(node)),
    row: (node) => (isRemote(node) ? remoteRow(node) : own.row(node)),
    badge: (shown) => own.badge?.(shown.flatMap((node) => (isRemote(node) ? [] : [node]))),
  };
}

const dayMs = 24 * 60 * 60 * 1000;

async function removeOld(jobs: Jobs): Promise<void> {
  const days = workspace.getConfiguration('kinetic.jobs').get<number>('keepDays', 30);
  if (days > 0) await jobs.removeFinished(Date.now() - days * dayMs);
}
