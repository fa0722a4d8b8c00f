// The commands that send rows again, clear jobs away, and work on jobs in Salesforce.
import { l10n, Uri, window } from 'vscode';
import type { JobState, Jobs } from '../../../core/core';
import type { HandlersOf } from '../../../shared/manifest';
import type { JobsDeps } from './deps';
import type { manifest } from './manifest';
import type { RemoteView } from './remote/remoteTree';
import { canRetry, exportAttempts, type Retries, type ShownRows } from './retry';
import { revealFile } from './reveal';

type Handlers = HandlersOf<typeof manifest>;
type Act = (job: JobState, known: Jobs, node: unknown) => Promise<unknown>;

export interface RowParts {
  readonly retries: Retries;
  readonly remote: RemoteView;
  readonly showRemote: () => void;
  readonly redraw: () => Promise<void>;
}

/** Runs on the clicked job, else on one of those that suit. */
export type OnJob = (suits: (job: JobState) => boolean, act: Act) => (node: unknown) => Promise<void>;

type RowCommand =
  | `kinetic.remote.${string}`
  | `kinetic.jobs.${'retry' | 'edit'}${'Failed' | 'Group'}`
  | `kinetic.jobs.${'loadEdited' | 'exportAttempts' | 'clearFinished' | 'revealResults'}`;

export function createRowActions(
  { jobs }: Pick<JobsDeps, 'jobs'>,
  on: OnJob,
  { retries, remote, showRemote, redraw }: RowParts,
): Pick<Handlers, Extract<keyof Handlers, RowCommand>> {
  const retry = (edit: boolean) => async (node: unknown) => {
    const known = await jobs();
    const suits = (job: JobState): boolean => canRetry(job, known);
    await on(suits, (job) => retries.offer(job, { edit, shown: shownOf(node) }))(node);
  };
  const retryGroup = (edit: boolean) =>
    on(anyJob, (job, _, node) => retries.offer(job, { edit, choice: { list: 'failed', group: groupOf(node) } }));
  return {
    'kinetic.jobs.retryFailed': retry(false),
    'kinetic.jobs.editFailed': retry(true),
    'kinetic.jobs.retryGroup': retryGroup(false),
    'kinetic.jobs.editGroup': retryGroup(true),
    'kinetic.jobs.loadEdited': retries.loadEdited,
    'kinetic.jobs.exportAttempts': on(anyJob, (job, known) => exportAttempts(job, known)),
    'kinetic.jobs.clearFinished': async () => {
      if (await clearFinished(await jobs())) await redraw();
    },
    'kinetic.jobs.revealResults': on(anyJob, ({ jobId }, known) => revealResults(jobId, known)),
    'kinetic.remote.filter': remote.filter,
    'kinetic.remote.refresh': showRemote,
    'kinetic.remote.abort': remote.abort,
    'kinetic.remote.delete': remote.remove,
    'kinetic.remote.download': remote.download,
    'kinetic.remote.copyId': remote.copyId,
    'kinetic.remote.open': remote.open,
  };
}

const anyJob = (): boolean => true;

/** What a job's page shows, when the wish comes from there. */
const shownOf = (node: unknown): ShownRows | undefined =>
  typeof node === 'object' && node !== null && 'shown' in node ? (node.shown as ShownRows) : undefined;

const groupOf = (node: unknown): number =>
  typeof node === 'object' && node !== null && 'index' in node && typeof node.index === 'number' ? node.index : 0;

async function revealResults(jobId: string, jobs: Jobs): Promise<void> {
  const file = (await jobs.resultFile(jobId, 'failed')) ?? (await jobs.resultFile(jobId, 'succeeded'));
  if (file !== undefined) await revealFile(Uri.file(file));
  else void window.showInformationMessage(l10n.t('The job has no result files.'));
}

async function clearFinished(jobs: Jobs): Promise<boolean> {
  const clear = l10n.t('Clear');
  const detail = l10n.t(
    'Their result files are deleted from this machine. A load whose retry is still running stays. Nothing changes in Salesforce.',
  );
  const question = l10n.t('Remove all finished jobs from the list?');
  if ((await window.showWarningMessage(question, { modal: true, detail }, clear)) !== clear) return false;
  await jobs.removeFinished(Infinity);
  return true;
}
