// The jobs feature: the Jobs view, the pages of jobs, and the messages about jobs that run and end.
import { window, workspace } from 'vscode';
import type { Jobs, JobState } from '../../../core/core';
import { bindCommands } from '../../host/commands';
import { createContextKeys } from '../../host/contextKeys';
import { joinTrees } from '../../host/joinTrees';
import { createStatusMessage } from '../../host/messages';
import { once } from '../../host/once';
import { createPaging, type Paging } from '../../host/paging';
import { createTree, type TreeSpec } from '../../host/treeView';
import { createActions } from './actions';
import type { JobsDeps } from './deps';
import { errorSentence } from './errorWords';
import { announceEnd, showProgress } from './follow';
import type { manifest } from './manifest';
import type { FilePlace } from '../../openPlace';
import type { JobPanels } from './panels';
import { createRemoteJobsView } from './remote/remote';
import { isRemoteNode } from './remote/remoteTree';
import { isJobItem, isRunning, jobNodes, runningBadge, type JobItem, type JobNode } from './tree';
import { canUndelete } from './undeletable';
import { unreadableItems } from './unreadable';

export interface JobsFeature {
  /** Shows the page and the progress of a job that was just started, and one message when it ends. */
  readonly follow: (jobId: string, sizeBytes: number) => void;
  /** Opens a file at a line, in the encoding in which it was loaded. */
  readonly openLine: (path: string, at: FilePlace) => Promise<void>;
}

export function registerJobs(deps: JobsDeps): JobsFeature {
  const { jobs, kindOf, boundary, disposables } = deps;
  const closing = new AbortController();
  disposables.add({ dispose: () => closing.abort() });
  const keys = createContextKeys();
  const panels = once(async () => (await import('./panels')).createJobPanels(deps));
  const following = {
    log: deps.log,
    closing: closing.signal,
    isVisible: async (jobId: string) => (await panels()).isVisible(jobId),
    endMessage: createStatusMessage(),
    isActive: async (jobId: string) => (await panels()).isActive(jobId),
    kindOf,
    progress: deps.progress,
    awaited: new Set<string>(),
  };
  const announce = (jobId: string): void =>
    void boundary.runQuietly(async () => announceEnd(await jobs(), jobId, following));

  const paging = createPaging(pageRows, () => tree.refresh());
  const remote = createRemoteJobsView({ ...deps, paging, redraw: () => tree.refresh() });
  const tree = disposables.add(createTree(joinTrees(ownJobs(deps, paging), remote.nodes, isRemoteNode), boundary));
  disposables.add(deps.onOrgChange(() => tree.refresh()));
  const reveal = (jobId: string): void =>
    void boundary.runQuietly(async () => {
      const all = await jobs();
      const index = all.list().findIndex((job) => job.jobId === jobId);
      const job = all.get(jobId);
      if (!job) return;
      paging.include(ownList, index + 1);
      const [item] = await toItems([job], all, deps);
      if (item) await tree.reveal(item);
    });
  const redraw = async (): Promise<void> => {
    tree.refresh();
    const all = await jobs();
    const { paletteKeys } = await import('./paletteKeys');
    await keys.set(paletteKeys(all, kindOf));
    const { stepsDone } = await import('./stepsDone');
    stepsDone(all, deps).forEach(deps.done);
  };
  void boundary.runQuietly(() => watchJobs(deps, { panels, redraw, announce }));
  disposables.add(
    window.registerWebviewPanelSerializer('kinetic.job', {
      deserializeWebviewPanel: (panel, stored) =>
        boundary.run(async () => (await panels()).restore(panel, stored)).then(),
    }),
  );
  const follow = (jobId: string, sizeBytes: number): void => {
    following.endMessage.clear();
    announce(jobId);
    reveal(jobId);
    void boundary.run(async () => (await panels()).open(jobId));
    void boundary.run(async () => showProgress(await jobs(), { jobId, sizeBytes }, following));
  };
  const retries = once(async () => (await import('./loadRetry')).createRetries({ ...deps, follow }));
  const parts = { panels, announce, reveal, redraw, retries, core: deps.core, remote: remote.actions };
  disposables.add(bindCommands<typeof manifest>(boundary, createActions(deps, parts)));
  return { follow, openLine: async (path, at) => (await import('./openLine')).openLine(path, at, await jobs()) };
}

interface Watching {
  readonly panels: () => Promise<JobPanels>;
  readonly redraw: () => Promise<void>;
  readonly announce: (jobId: string) => void;
}

/** Shows the jobs of earlier windows and of other programs, and resumes those whose owner is gone. */
async function watchJobs(deps: JobsDeps, { panels, redraw, announce }: Watching): Promise<void> {
  const { jobs, boundary, disposables } = deps;
  const all = await jobs();
  const stopListening = all.onChange((job) => {
    void boundary.runQuietly(redraw);
    void boundary.runQuietly(async () => (await panels()).changed(job));
  });
  disposables.add({ dispose: stopListening });
  for (const jobId of await all.resumeUnfinished()) announce(jobId);
  await interruptLost(all, deps);
  all.adoptAbandoned(announce);
  await redraw();
  disposables.add(
    workspace.onDidChangeConfiguration((changed) => {
      if (changed.affectsConfiguration('kinetic.jobs.keepDays')) void boundary.runQuietly(() => removeOld(all));
    }),
  );
  await removeOld(all);
}

/** A practice org may have ended while no window was open. */
async function interruptLost(jobs: Jobs, { org, isStopped }: Pick<JobsDeps, 'org' | 'isStopped'>): Promise<void> {
  const orgIds = new Set(jobs.list().flatMap(({ spec, outcome }) => (outcome === undefined ? [spec.orgId] : [])));
  for (const orgId of orgIds) {
    const found = await org(orgId);
    if (found && (await isStopped(found))) jobs.orgStopped(orgId);
  }
}

/** Jobs on one page of the tree; the row “Show More…” adds another page. */
const pageRows = 100;
const ownList = 'jobs';

/** The jobs of this computer. */
function ownJobs(deps: ItemDeps & Pick<JobsDeps, 'jobs'>, paging: Paging): TreeSpec<JobNode> {
  const { jobs } = deps;
  const nodes = jobNodes(deps.kindOf);
  return {
    viewId: 'kinetic.jobs',
    row: nodes.row,
    children: async (node) => nodes.children(isJobItem(node) ? await withRetried(node, await jobs()) : node),
    roots: async () => {
      const all = await jobs();
      const { items, more } = paging.page(ownList, all.list());
      return [...(await unreadableItems(all)), ...(await toItems(items, all, deps)), ...more];
    },
    badge: async () => runningBadge((await jobs()).list().filter(isRunning).length),
    canSelectMany: true,
  };
}

type ItemDeps = Pick<JobsDeps, 'kindOf' | 'progress' | 'org'>;

async function toItems(items: readonly JobState[], jobs: Jobs, deps: ItemDeps): Promise<readonly JobItem[]> {
  const withSetup = await orgsWithSetup(new Set(items.map(({ spec }) => spec.orgId)), deps);
  return Promise.all(items.map((job) => toItem(job, jobs, { ...deps, hasSetup: withSetup.has(job.spec.orgId) })));
}

/** A list of orgs that cannot be read must not hide the jobs. */
async function orgsWithSetup(orgIds: ReadonlySet<string>, { org }: ItemDeps): Promise<ReadonlySet<string>> {
  const found = await Promise.all([...orgIds].map((orgId) => org(orgId).catch(() => undefined)));
  return new Set(found.flatMap((one) => (one && one.kind !== 'practice' ? [one.orgId] : [])));
}

interface ItemContext extends ItemDeps {
  readonly hasSetup: boolean;
}

async function toItem(job: JobState, jobs: Jobs, { kindOf, progress, hasSetup }: ItemContext): Promise<JobItem> {
  const { paceOf } = await progress();
  const sentence = await errorSentence(job, kindOf);
  const attempts = jobs.attempts(job.jobId);
  const retryable = kindOf(job).openRows(job, jobs);
  return {
    job,
    pace: paceOf(job),
    situation: { hasSetup, isUndeletable: canUndelete(job, jobs), ...(retryable && { retryable }) },
    ...(sentence !== undefined && { sentence }),
    ...(attempts && attempts.attempts.length > 1 && { attempts }),
  };
}

/** Only for a job that is expanded, because it reads the index of all failed rows. */
async function withRetried(item: JobItem, jobs: Jobs): Promise<JobItem> {
  const { jobId } = item.job;
  const job = jobs.get(jobId);
  if (!job) return item;
  const open = jobs.openRows(jobId);
  const isRetried = open.failed < job.failed || open.unprocessed < job.unprocessed || open.unknown < job.unknown;
  if (!isRetried) return item;
  return { ...item, situation: { ...item.situation, retried: await jobs.retriedRows(jobId) } };
}

/** The command line has no settings, and keeps jobs as long as VS Code does. */
async function removeOld(jobs: Jobs): Promise<void> {
  await jobs.keepDays(workspace.getConfiguration('kinetic.jobs').get<number>('keepDays', 30));
  await jobs.removeOld();
}
