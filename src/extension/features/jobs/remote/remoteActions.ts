// The commands on Bulk API jobs in Salesforce: abort, delete, download the results, open in Setup.
import { commands, env, l10n, Uri, window } from 'vscode';
import type { RemoteJob, RemoteJobs } from '../../../../core/core';
import { bulkJobPage } from '../../../../shared/bulkJobPage';
import type { Handler } from '../../../../shared/manifest';
import { askModal, showInfo } from '../../../host/messages';
import { withTask } from '../../../host/task';
import type { JobsDeps } from '../deps';
import { openSetup } from '../setup';
import { canAbort, canDelete, isRemoteJob, remoteTitle, type RemoteJobNode } from './remoteTree';

export type RemoteActions = Readonly<
  Record<`kinetic.remote.${'abort' | 'delete' | 'download' | 'copyId' | 'open' | 'filter' | 'refresh'}`, Handler>
>;

interface Parts extends Pick<JobsDeps, 'remoteJobs'>, Pick<RemoteActions, 'kinetic.remote.filter'> {
  readonly refresh: () => void;
  readonly show: () => Promise<void>;
}

type Change = 'abort' | 'remove';

export function createRemoteActions(parts: Parts): RemoteActions {
  const { remoteJobs, refresh } = parts;
  const one =
    (act: (node: RemoteJobNode) => unknown): Handler =>
    (node) =>
      isRemoteJob(node) ? act(node) : undefined;
  const change =
    (kind: Change, suits: (remote: RemoteJob) => boolean): Handler =>
    async (node, selected) => {
      const nodes = Array.isArray(selected) && selected.length > 1 ? selected : [node];
      const [first, ...others] = nodes.filter(isRemoteJob).filter(({ remote }) => suits(remote));
      if (!first || !(await confirm([first, ...others], kind))) return;
      const jobs = await remoteJobs(first.org.orgId);
      for (const { remote } of [first, ...others])
        await withTask({ title: remoteTitle(remote), where: 'window' }, (task) => jobs[kind](remote, task));
      refresh();
    };
  return {
    'kinetic.remote.filter': parts['kinetic.remote.filter'],
    'kinetic.remote.refresh': parts.show,
    'kinetic.remote.abort': change('abort', canAbort),
    'kinetic.remote.delete': change('remove', canDelete),
    'kinetic.remote.download': one(async ({ org, remote }) => download(remote, await remoteJobs(org.orgId))),
    'kinetic.remote.copyId': one(({ remote }) => env.clipboard.writeText(remote.remoteId)),
    'kinetic.remote.open': one(({ org, remote }) => openSetup(org, bulkJobPage(remote.remoteId))),
  };
}

async function confirm(
  [first, ...others]: readonly [RemoteJobNode, ...RemoteJobNode[]],
  change: Change,
): Promise<boolean> {
  const count = others.length + 1;
  const [question, detail, button] = change === 'abort' ? abortWords(first, count) : deleteWords(first, count);
  return (await askModal({ question, detail: [detail], buttons: [button] })) === button;
}

type Words = readonly [question: string, detail: string, button: string];

const abortWords = ({ remote, org }: RemoteJobNode, count: number): Words => [
  count === 1
    ? l10n.t('Abort “{0}” of {1} in {2}?', remoteTitle(remote), remote.userName, org.label)
    : l10n.t('Abort {0} jobs in {1}?', count, org.label),
  l10n.t('Salesforce stops processing. Rows that are already saved stay saved.'),
  count === 1 ? l10n.t('Abort Job') : l10n.t('Abort Jobs'),
];

const deleteWords = ({ remote, org }: RemoteJobNode, count: number): Words => [
  count === 1
    ? l10n.t('Delete “{0}” of {1} in {2}?', remoteTitle(remote), remote.userName, org.label)
    : l10n.t('Delete {0} jobs in {1}?', count, org.label),
  l10n.t('Salesforce deletes the job and its results for all users. Records are not changed.'),
  count === 1 ? l10n.t('Delete Job') : l10n.t('Delete Jobs'),
];

async function download(remote: RemoteJob, jobs: RemoteJobs): Promise<void> {
  const [folder] =
    (await window.showOpenDialog({
      canSelectFolders: true,
      canSelectFiles: false,
      openLabel: l10n.t('Save Here'),
      title: l10n.t('Download Results'),
    })) ?? [];
  if (!folder) return;
  const [first] = await withTask({ title: l10n.t('Downloading results…'), where: 'notification' }, (task) =>
    jobs.download(remote, folder.fsPath, task),
  );
  const open = l10n.t('Open');
  const chosen = await showInfo(l10n.t('The results were saved to {0}.', folder.fsPath), open);
  if (chosen === open && first !== undefined) await commands.executeCommand('vscode.open', Uri.file(first));
}
