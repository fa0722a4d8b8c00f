// The commands on a job of any kind.
import { commands, env, l10n, Uri } from 'vscode';
import type { JobState, Jobs, PartState } from '../../../core/core';
import { bulkJobPage } from '../../../shared/bulkJobPage';
import type { HandlersOf } from '../../../shared/manifest';
import { askModal, showWarning } from '../../host/messages';
import { isShowMore } from '../../host/paging';
import { offerAbort } from './abort';
import { anyJob, forJobs, type Suitable } from './chosenJobs';
import type { JobsDeps } from './deps';
import type { KindOf } from './jobKind';
import { createLoadActions, type LoadParts } from './loadActions';
import type { manifest } from './manifest';
import type { JobPanels } from './panels';
import type { RemoteActions } from './remote/remoteActions';
import { revealFile } from './reveal';
import { openSetup } from './setup';
import { removeUnreadable } from './unreadable';

interface Parts extends LoadParts {
  readonly panels: () => Promise<JobPanels>;
  readonly remote: RemoteActions;
  /** Shows one message when the job ends. */
  readonly announce: (jobId: string) => void;
  /** Selects the job in the Jobs view, if the view is visible. */
  readonly reveal: (jobId: string) => void;
  readonly redraw: () => Promise<void>;
}

/** Also interrupted jobs, whose org may never answer again. */
const unfinished: Suitable = {
  suits: ({ outcome }) => outcome === undefined,
  none: () => l10n.t('No job is running.'),
};
const ended: Suitable = { suits: ({ outcome }) => outcome !== undefined, none: () => l10n.t('No job has ended yet.') };
const interrupted: Suitable = {
  suits: (job) => job.interrupted !== undefined,
  none: () => l10n.t('No job is interrupted.'),
};
const withFailures: Suitable = { suits: ({ failed }) => failed > 0, none: () => l10n.t('No job has failed rows.') };

export function createActions(
  deps: Pick<JobsDeps, 'jobs' | 'org' | 'kindOf' | 'progress'>,
  parts: Parts,
): HandlersOf<typeof manifest> {
  const { jobs, org, kindOf } = deps;
  const { one, many } = forJobs(deps);
  const withOutput: Suitable = {
    suits: (job) => kindOf(job).output(job) !== undefined,
    none: () => l10n.t('No export is complete.'),
  };
  return {
    ...createLoadActions({ one, kindOf }, parts),
    ...parts.remote,
    'kinetic.jobs.open': one(anyJob, async ({ jobId }, _, node) => {
      await (await parts.panels()).open(jobId);
      if (!isTreeNode(node)) parts.reveal(jobId);
    }),
    'kinetic.jobs.showFailed': one(withFailures, async ({ jobId }) => (await parts.panels()).open(jobId, 'failed')),
    'kinetic.jobs.showMore': (node) => {
      if (isShowMore(node)) node.showMore();
    },
    'kinetic.jobs.abort': many(unfinished, (chosen, all) =>
      offerAbort(
        all,
        chosen.map(({ jobId }) => jobId),
        kindOf,
      ),
    ),
    'kinetic.jobs.resume': one(interrupted, async (job, all) => {
      if (job.interrupted?.code === 'network.orgStopped') return offerEnd(job, all, kindOf);
      await all.resume(job.jobId);
      parts.announce(job.jobId);
    }),
    'kinetic.jobs.openFile': one(withOutput, (job) => openFile(kindOf(job).output(job))),
    'kinetic.jobs.revealFile': one(anyJob, (job) => reveal(kindOf(job).file(job))),
    'kinetic.jobs.revealResults': one(anyJob, ({ jobId }, all) => revealResults(jobId, all)),
    'kinetic.jobs.copyId': one(anyJob, ({ jobId }) => env.clipboard.writeText(jobId)),
    'kinetic.jobs.copyRemoteId': one(anyJob, (job, _, node) =>
      env.clipboard.writeText(remoteIds(job, node).join('\n')),
    ),
    'kinetic.jobs.openInOrg': one(anyJob, async (job, _, node) =>
      openSetup(await org(job.spec.orgId), bulkJobPage(remoteIds(job, node)[0])),
    ),
    'kinetic.jobs.openSetup': one(anyJob, async ({ spec }) => openSetup(await org(spec.orgId), 'PermSets/home')),
    'kinetic.jobs.remove': many(ended, async (chosen, all) => {
      if (!(await confirmRemove(chosen, kindOf))) return;
      // A retry is removed with the load that it belongs to.
      for (const { jobId } of chosen) if (all.get(jobId)) await all.remove(jobId);
    }),
    'kinetic.jobs.removeUnreadable': async (node) => {
      if (await removeUnreadable(node, await jobs())) await parts.redraw();
    },
    'kinetic.jobs.clearFinished': async () => clearFinished(await jobs()),
  };
}

/** The bulk jobs of a practice org end with it, also when it is started again. */
async function offerEnd({ jobId, orgLabel }: JobState, jobs: Jobs, kindOf: KindOf): Promise<void> {
  const abort = l10n.t('Abort Job…');
  const text = l10n.t('The job cannot continue: {0} has stopped, and its jobs ended with it.', orgLabel);
  if ((await showWarning(text, abort)) === abort) await offerAbort(jobs, [jobId], kindOf);
}

const isTreeNode = (node: unknown): boolean => typeof node === 'object' && node !== null && 'job' in node;

async function openFile(path: string | undefined): Promise<void> {
  if (path !== undefined) await commands.executeCommand('vscode.open', Uri.file(path));
}

async function reveal(path: string | undefined): Promise<void> {
  if (path !== undefined) await revealFile(Uri.file(path));
}

const revealResults = async (jobId: string, jobs: Jobs): Promise<void> =>
  reveal((await jobs.resultFile(jobId, 'failed')) ?? (await jobs.resultFile(jobId, 'succeeded')));

/** The id of the clicked part at Salesforce, else those of all parts. */
function remoteIds(job: JobState, node: unknown): readonly string[] {
  const clicked = typeof node === 'object' && node !== null && 'part' in node ? (node.part as PartState) : undefined;
  const parts = clicked ? [clicked] : job.parts;
  return parts.flatMap(({ remoteId }) => (remoteId === undefined ? [] : [remoteId]));
}

async function confirmRemove(jobs: readonly JobState[], kindOf: KindOf): Promise<boolean> {
  const remove = l10n.t('Remove');
  const [first, ...others] = jobs;
  if (!first) return false;
  const chosen = await askModal({
    question:
      others.length === 0
        ? l10n.t('Remove “{0}” from the list?', kindOf(first).title(first))
        : l10n.t('Remove {0} jobs from the list?', jobs.length),
    detail: [
      ...new Set(jobs.flatMap((job) => kindOf(job).removeDetails(job))),
      l10n.t('Nothing changes in Salesforce.'),
    ],
    buttons: [remove],
  });
  return chosen === remove;
}

async function clearFinished(jobs: Jobs): Promise<void> {
  const clear = l10n.t('Clear');
  const detail = l10n.t(
    'Their result files are deleted from this computer. A load with a running retry stays in the list. Nothing changes in Salesforce.',
  );
  const question = l10n.t('Remove all finished jobs from the list?');
  if ((await askModal({ question, detail: [detail], buttons: [clear] })) === clear) await jobs.removeFinished(Infinity);
}
