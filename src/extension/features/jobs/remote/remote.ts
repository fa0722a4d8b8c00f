// “In Salesforce” in the Jobs view: reads the Bulk API jobs of the current org when they are asked for.
import { commands, l10n } from 'vscode';
import type { RemoteJob } from '../../../../core/core';
import type { Paging } from '../../../host/paging';
import { showInfo } from '../../../host/messages';
import { withTask } from '../../../host/task';
import type { TreeNodes } from '../../../host/treeView';
import type { JobsDeps } from '../deps';
import { createRemoteActions, type RemoteActions } from './remoteActions';
import { toRemoteFilter, type RemoteListFilter } from './remoteFilter';
import { isRemoteRoot, remoteListId, remoteRow, type RemoteNode, type RemoteRoot } from './remoteTree';

export interface RemoteJobsView {
  readonly nodes: TreeNodes<RemoteNode>;
  readonly actions: RemoteActions;
}

interface Parts extends Pick<JobsDeps, 'jobs' | 'currentOrg' | 'remoteJobs'> {
  readonly paging: Paging;
  readonly redraw: () => void;
}

export function createRemoteJobsView(parts: Parts): RemoteJobsView {
  const { jobs, currentOrg, paging, redraw } = parts;
  let filter: RemoteListFilter = {};
  /** An empty view keeps its welcome until the jobs in Salesforce are asked for. */
  let isAsked = false;
  const list = createList(parts);
  const refresh = (): void => {
    list.forget();
    redraw();
  };
  const nodes: TreeNodes<RemoteNode> = {
    roots: async () => {
      if (!isAsked && (await jobs()).list().length === 0) return [];
      const org = await currentOrg();
      return org ? [{ org, filter }] : [];
    },
    children: async (node, visible) => {
      if (!isRemoteRoot(node)) return [];
      const { org } = node;
      const found = await list.read(node, visible);
      if (found.length === 0) return [{ org, isEmpty: true }];
      const ours = new Set((await jobs()).list().flatMap((job) => job.parts.map(({ remoteId }) => remoteId)));
      const { items, more } = paging.page(remoteListId(org), found);
      return [...items.map((remote) => ({ org, remote, isOurs: ours.has(remote.remoteId) })), ...more];
    },
    row: remoteRow,
  };
  const show = async (): Promise<void> => {
    if (!(await currentOrg())) return chooseOrg();
    isAsked = true;
    refresh();
    await commands.executeCommand('kinetic.jobs.focus');
  };
  const actions = createRemoteActions({
    ...parts,
    refresh,
    show,
    'kinetic.remote.filter': async () => {
      const { askFilter } = await import('./askFilter');
      filter = (await askFilter(filter)) ?? filter;
      await show();
    },
  });
  return { nodes, actions };
}

/** The list is that of the current org. */
async function chooseOrg(): Promise<void> {
  const choose = l10n.t('Choose Org…');
  const chosen = await showInfo(l10n.t('Choose the org whose bulk jobs should be listed.'), choose);
  if (chosen === choose) await commands.executeCommand('kinetic.orgs.choose');
}

interface List {
  readonly read: (root: RemoteRoot, visible: AbortSignal) => Promise<readonly RemoteJob[]>;
  readonly forget: () => void;
}

/** Keeps the list until it is forgotten, because the view is redrawn several times a second while jobs run. */
function createList({ remoteJobs }: Pick<JobsDeps, 'remoteJobs'>): List {
  let cached: { readonly orgId: string; readonly jobs: Promise<readonly RemoteJob[]> } | undefined;
  const fetch = async ({ org, filter }: RemoteRoot, visible: AbortSignal): Promise<readonly RemoteJob[]> => {
    const jobs = await remoteJobs(org.orgId);
    return withTask({ title: l10n.t('Jobs in Salesforce'), where: 'view:kinetic.jobs' }, (task) =>
      jobs.list(toRemoteFilter(filter, Date.now()), { ...task, signal: AbortSignal.any([task.signal, visible]) }),
    );
  };
  return {
    read: (root, visible) => {
      const { orgId } = root.org;
      if (cached?.orgId !== orgId) {
        const jobs = fetch(root, visible);
        const entry = { orgId, jobs };
        cached = entry;
        jobs.catch(() => {
          // An aborted read says nothing about the org. A failed one does, and is not repeated with every redraw.
          if (visible.aborted && cached === entry) cached = undefined;
        });
      }
      return cached.jobs;
    },
    forget: () => {
      cached = undefined;
    },
  };
}
