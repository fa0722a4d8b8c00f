// The commands on a job; each acts on the clicked row's job, else on the one the person picks.
import { commands, env, l10n, Uri, window } from 'vscode';
import type { JobState } from '../../../core/core';
import type { HandlersOf } from '../../../shared/manifest';
import { back, pickOne } from '../../host/pick';
import type { JobsDeps } from './deps';
import { offerAbort } from './follow';
import { isExported } from './exportWords';
import type { manifest } from './manifest';
import type { JobPanels } from './panels';
import { revealFile } from './reveal';
import { createRowActions, type OnJob, type RowParts } from './rowActions';
import { isRunning, jobIdOf, type JobNode } from './tree';
import { jobStanding, jobTitle } from './words';

interface Parts extends RowParts {
  readonly panels: () => Promise<JobPanels>;
  /** Says once how the job ended. */
  readonly announce: (jobId: string) => void;
}

export function createActions(deps: Pick<JobsDeps, 'jobs' | 'org'>, parts: Parts): HandlersOf<typeof manifest> {
  const { jobs, org } = deps;
  const on: OnJob =
    (suits, act) =>
    async (node): Promise<void> => {
      const known = await jobs();
      const job = known.get(jobIdOf(node) ?? '') ?? (await pickJob(known.list().filter(suits)));
      if (job) await act(job, known, node);
    };
  return {
    ...createRowActions(deps, on, parts),
    'kinetic.jobs.open': on(anyJob, async ({ jobId }) => (await parts.panels()).open(jobId)),
    'kinetic.jobs.showFailed': on(
      ({ failed }) => failed > 0,
      async ({ jobId }) => (await parts.panels()).open(jobId, 'failed'),
    ),
    'kinetic.jobs.abort': on(isRunning, ({ jobId }, known) => offerAbort(known, jobId)),
    'kinetic.jobs.resume': on(
      (job) => job.interrupted !== undefined,
      async ({ jobId }, known) => {
        await known.resume(jobId);
        parts.announce(jobId);
      },
    ),
    'kinetic.jobs.openFile': on(isExported, async ({ spec }) =>
      commands.executeCommand('vscode.open', Uri.file(spec.file)),
    ),
    'kinetic.jobs.revealFile': on(anyJob, ({ spec }) => revealFile(Uri.file(spec.file))),
    'kinetic.jobs.copyId': on(anyJob, async ({ jobId }) => env.clipboard.writeText(jobId)),
    'kinetic.jobs.copyRemoteId': on(anyJob, async (job, _, node) =>
      env.clipboard.writeText(remoteIds(job, node).join('\n')),
    ),
    'kinetic.jobs.openInOrg': on(anyJob, async (job, _, node) =>
      openInSetup(await org(job.spec.orgId), remotePage(remoteIds(job, node)[0])),
    ),
    'kinetic.jobs.openSetup': on(anyJob, async ({ spec }) => openInSetup(await org(spec.orgId), 'PermSets/home')),
    'kinetic.jobs.readAsWindows1252': on(anyJob, async ({ spec }) => {
      if (spec.kind === 'load')
        await parts.retries.load({ ...spec, dialect: { ...spec.dialect, encoding: 'windows-1252' } });
    }),
    'kinetic.jobs.remove': on(
      (job) => !isRunning(job),
      async (job, known) => {
        if (!(await confirmRemove(job))) return;
        await known.remove(job.jobId);
        (await parts.panels()).close(job.jobId);
        await parts.redraw();
      },
    ),
  };
}

const anyJob = (): boolean => true;

async function pickJob(jobs: readonly JobState[]): Promise<JobState | undefined> {
  if (jobs.length === 0) {
    void window.showInformationMessage(l10n.t('There is no such job.'));
    return undefined;
  }
  const step = { title: l10n.t('Jobs'), canGoBack: false };
  const choices = jobs.map((job) => ({
    value: job,
    label: jobTitle(job),
    description: job.orgLabel,
    detail: jobStanding(job),
  }));
  const chosen = await pickOne(step, { placeholder: l10n.t('Which job?'), choices });
  return chosen === back ? undefined : chosen;
}

/** The remote ids of the clicked part, else of the whole job. */
function remoteIds(job: JobState, node: unknown): readonly string[] {
  const part =
    typeof node === 'object' && node !== null && 'part' in node
      ? (node as Extract<JobNode, { kind: 'part' }>).part
      : undefined;
  const parts = part ? [part] : job.parts;
  return parts.flatMap(({ remoteId }) => (remoteId === undefined ? [] : [remoteId]));
}

const remotePage = (remoteId: string | undefined): string =>
  `AsyncApiJobStatus${remoteId === undefined ? '/home' : `/page?address=%2F${remoteId}`}`;

async function openInSetup(
  org: { readonly instanceUrl: string; readonly kind: string } | undefined,
  page: string,
): Promise<void> {
  if (!org) return void window.showInformationMessage(l10n.t('This org is not signed in any more.'));
  if (org.kind === 'practice')
    return void window.showInformationMessage(l10n.t('The practice org has no Setup pages.'));
  await env.openExternal(Uri.parse(`${org.instanceUrl}/lightning/setup/${page}`, true));
}

async function confirmRemove(job: JobState): Promise<boolean> {
  const remove = l10n.t('Remove');
  const chosen = await window.showWarningMessage(
    l10n.t('Remove “{0}” from the list?', jobTitle(job)),
    {
      modal: true,
      detail: l10n.t(
        'Its result files are deleted from this machine, and with them all retries of its rows. Nothing changes in Salesforce.',
      ),
    },
    remove,
  );
  return chosen === remove;
}
