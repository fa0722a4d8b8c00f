// “In Salesforce” below the jobs of this machine: the bulk jobs of everybody in the current org.
import { commands, env, l10n, Uri, window } from 'vscode';
import type { IngestOperation, Org, RemoteFilter, RemoteJob, RemoteJobs } from '../../../../core/core';
import { plain } from '../../../host/markdown';
import { operationInWords } from '../../../words/operation';
import { askText, back, pickOne, type StepTitle } from '../../../host/pick';
import type { Row } from '../../../host/treeView';
import { withTask } from '../../../host/task';
import type { JobsDeps } from '../deps';

/** An age stays what it is, while the moment it began at moves on. */
export type ViewFilter = Omit<RemoteFilter, 'since'> & { readonly hours?: number };

export type RemoteNode =
  | { readonly kind: 'remote'; readonly org: Org; readonly filter: ViewFilter }
  | { readonly kind: 'remoteJob'; readonly org: Org; readonly remote: RemoteJob; readonly isOurs: boolean }
  | { readonly kind: 'remoteNone'; readonly org: Org };

export interface RemoteView {
  /** The node of the current org; undefined without one. */
  readonly root: () => Promise<RemoteNode | undefined>;
  readonly children: (node: RemoteNode) => Promise<readonly RemoteNode[]>;
  /** Asks Salesforce anew. */
  readonly refresh: () => void;
  readonly filter: () => Promise<void>;
  readonly abort: (node: unknown) => Promise<void>;
  readonly remove: (node: unknown) => Promise<void>;
  readonly download: (node: unknown) => Promise<void>;
  readonly copyId: (node: unknown) => Promise<void>;
  readonly open: (node: unknown) => Promise<void>;
}

type RemoteDeps = Pick<JobsDeps, 'jobs' | 'currentOrg' | 'remoteJobs'> & { readonly redraw: () => void };
type JobNode = Extract<RemoteNode, { kind: 'remoteJob' }>;

export function createRemoteView(deps: RemoteDeps): RemoteView {
  let filter: ViewFilter = {};
  /** The view is redrawn several times a second while jobs run here; Salesforce is only asked when somebody wants it. */
  let kept: { readonly orgId: string; readonly jobs: Promise<readonly RemoteJob[]> } | undefined;
  const listOf = (node: Extract<RemoteNode, { kind: 'remote' }>): Promise<readonly RemoteJob[]> => {
    const { orgId } = node.org;
    if (kept?.orgId !== orgId) {
      const jobs = deps.remoteJobs(orgId).then((remote) => fetchJobs(node, remote));
      kept = { orgId, jobs };
    }
    return kept.jobs;
  };
  const refresh = (): void => {
    kept = undefined;
    deps.redraw();
  };
  const on =
    (act: (node: JobNode) => Promise<unknown>) =>
    async (node: unknown): Promise<void> => {
      if (isJobNode(node)) await act(node);
    };
  const changing = async ({ org, remote }: JobNode, change: 'abort' | 'remove'): Promise<void> => {
    if (!(await confirm(remote, org, change))) return;
    const jobs = await deps.remoteJobs(org.orgId);
    await withTask({ title: titleOf(remote), where: 'window' }, (task) => jobs[change](remote, task));
    refresh();
  };
  return {
    root: async () => {
      const org = await deps.currentOrg();
      return org && { kind: 'remote', org, filter };
    },
    children: async (node) => {
      if (node.kind !== 'remote') return [];
      const found = await listOf(node);
      const ours = new Set((await deps.jobs()).list().flatMap(({ parts }) => parts.map(({ remoteId }) => remoteId)));
      if (found.length === 0) return [{ kind: 'remoteNone', org: node.org }];
      return found.map((remote) => ({ kind: 'remoteJob', org: node.org, remote, isOurs: ours.has(remote.remoteId) }));
    },
    refresh,
    filter: async () => {
      filter = (await askFilter(filter)) ?? filter;
      refresh();
    },
    abort: on((node) => changing(node, 'abort')),
    remove: on((node) => changing(node, 'remove')),
    download: on(async ({ org, remote }) => download(remote, await deps.remoteJobs(org.orgId))),
    copyId: on(async ({ remote }) => env.clipboard.writeText(remote.remoteId)),
    open: on(async ({ org, remote }) => {
      if (org.kind === 'practice') return window.showInformationMessage(l10n.t('The practice org has no Setup pages.'));
      const page = `/lightning/setup/AsyncApiJobStatus/page?address=%2F${remote.remoteId}`;
      return env.openExternal(Uri.parse(`${org.instanceUrl}${page}`, true));
    }),
  };
}

const fetchJobs = (
  { filter }: Extract<RemoteNode, { kind: 'remote' }>,
  jobs: RemoteJobs,
): Promise<readonly RemoteJob[]> => {
  const { hours, ...rest } = filter;
  const wanted: RemoteFilter = { ...rest, ...(hours !== undefined && { since: Date.now() - hours * hourMs }) };
  return withTask({ title: l10n.t('Jobs in Salesforce'), where: 'view:kinetic.jobs' }, (task) =>
    jobs.list(wanted, task),
  );
};

export const isRemote = (node: { readonly kind: string }): node is RemoteNode => node.kind.startsWith('remote');

const isJobNode = (node: unknown): node is JobNode =>
  typeof node === 'object' && node !== null && 'kind' in node && node.kind === 'remoteJob';

const titleOf = ({ operation, object }: RemoteJob): string =>
  [operationName(operation), object].filter(Boolean).join(' ');

/** As jobs of this machine are called; Salesforce may know more operations than we do. */
const operationName = (operation: string): string =>
  isLoadOperation(operation) ? operationInWords(operation) : operation.charAt(0).toUpperCase() + operation.slice(1);

const isLoadOperation = (operation: string): operation is IngestOperation =>
  ['insert', 'update', 'upsert', 'delete', 'hardDelete'].includes(operation);

const endStates = new Set(['JobComplete', 'Failed', 'Aborted', 'Closed']);

export function remoteRow(node: RemoteNode): Row {
  if (node.kind === 'remote') return rootRow(node);
  if (node.kind === 'remoteNone') {
    const label = l10n.t('No such jobs');
    return { id: `remote/${node.org.orgId}/none`, label, context: ['remoteNone'], spoken: label };
  }
  const { remote, org, isOurs } = node;
  const when = new Date(remote.createdAt).toLocaleString(env.language, { dateStyle: 'short', timeStyle: 'short' });
  const words = [...(remote.isClassic ? ['Bulk API 1.0'] : []), remote.state, remote.userName, when];
  const isOver = endStates.has(remote.state);
  return {
    id: `remote/${org.orgId}/${remote.remoteId}`,
    label: titleOf(remote),
    description: words.join(' · '),
    icon: remote.api === 'query' ? 'cloud-download' : 'cloud-upload',
    tooltip: [
      `**${plain(titleOf(remote))}**`,
      ...words.map(plain),
      remote.remoteId,
      ...(isOurs ? [l10n.t('Started from this machine')] : []),
    ].join('\n\n'),
    context: [
      'remoteJob',
      ...(remote.isClassic ? [] : [isOver ? 'over' : 'live']),
      ...(remote.state === 'JobComplete' && !remote.isClassic ? ['results'] : []),
    ],
    spoken: `${titleOf(remote)}, ${words.join(', ')}`,
  };
}

function rootRow({ org, filter }: Extract<RemoteNode, { kind: 'remote' }>): Row {
  const { hours, ...rest } = filter;
  const words = [org.label, ...Object.values(rest), ...(hours === undefined ? [] : [ageInWords(hours)])];
  return {
    // With another filter it is another list, folded up until somebody wants it.
    id: `remote/${org.orgId}`,
    label: l10n.t('In Salesforce'),
    description: words.join(' · '),
    icon: 'cloud',
    tooltip: l10n.t('Bulk jobs of all users in {0}. Salesforce keeps them for seven days.', plain(org.label)),
    context: ['remote'],
    children: 'collapsed',
    spoken: l10n.t('Bulk jobs of all users in {0}', org.label),
  };
}

async function confirm(remote: RemoteJob, org: Org, change: 'abort' | 'remove'): Promise<boolean> {
  const go = change === 'abort' ? l10n.t('Abort the Job') : l10n.t('Delete the Job');
  const question =
    change === 'abort'
      ? l10n.t('Abort “{0}” of {1} in {2}?', titleOf(remote), remote.userName, org.label)
      : l10n.t('Delete “{0}” of {1} in {2}?', titleOf(remote), remote.userName, org.label);
  const detail =
    change === 'abort'
      ? l10n.t('Salesforce stops working on it. Rows that are already saved stay saved.')
      : l10n.t('The job and its results disappear from Salesforce for everybody. Records stay as they are.');
  return (await window.showWarningMessage(question, { modal: true, detail }, go)) === go;
}

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
  const chosen = await window.showInformationMessage(l10n.t('The results are in {0}.', folder.fsPath), open);
  if (chosen === open && first !== undefined) await commands.executeCommand('vscode.open', Uri.file(first));
}

const hourMs = 60 * 60 * 1000;

const ageInWords = (hours: number): string =>
  hours === 1 ? l10n.t('last hour') : hours === 24 ? l10n.t('last day') : l10n.t('last {0} days', hours / 24);

/** Undefined when the person leaves things as they are. */
async function askFilter(before: ViewFilter): Promise<ViewFilter | undefined> {
  const step: StepTitle = { title: l10n.t('Filter the Jobs in Salesforce'), canGoBack: false };
  type By = 'none' | 'state' | 'object' | 'user' | 'age';
  const by = await pickOne<By>(step, {
    placeholder: l10n.t('Which jobs should be listed?'),
    choices: [
      { value: 'none', label: l10n.t('All jobs') },
      { value: 'state', label: l10n.t('In one state…') },
      { value: 'object', label: l10n.t('Of one object…') },
      { value: 'user', label: l10n.t('Of one user…') },
      { value: 'age', label: l10n.t('Of the last hours or days…') },
    ],
  });
  if (by === back) return undefined;
  if (by === 'none') return {};
  if (by === 'age') {
    const hours = await pickAge(step);
    return hours === back ? undefined : { ...before, hours };
  }
  const text =
    by === 'state' ? await pickState(step) : await askText(step, { prompt: promptOf(by), value: before[by] ?? '' });
  if (text === back) return undefined;
  const { [by]: _, ...others } = before;
  return text === '' ? others : { ...others, [by]: text };
}

const pickAge = (step: StepTitle): ReturnType<typeof pickOne<number>> =>
  pickOne<number>(step, {
    placeholder: l10n.t('How old may they be?'),
    choices: [1, 24, 72].map((hours) => ({ value: hours, label: ageInWords(hours) })),
  });

const promptOf = (by: 'object' | 'user'): string =>
  by === 'object' ? l10n.t('API name of the object, for example Account') : l10n.t('Full name of the user');

const pickState = (step: StepTitle): ReturnType<typeof pickOne<string>> =>
  pickOne<string>(step, {
    placeholder: l10n.t('In which state?'),
    choices: ['Open', 'UploadComplete', 'InProgress', 'JobComplete', 'Failed', 'Aborted', 'Closed'].map((value) => ({
      value,
      label: value,
    })),
  });
