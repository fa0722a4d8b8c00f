// The orgs feature: the Orgs view, the current org with its place in the status bar, and the commands on an org.
import type { Org } from '../../../core/core';
import { bindCommands } from '../../host/commands';
import type { Answer, Place } from '../../host/pick';
import { createTree } from '../../host/treeView';
import { createCurrentOrg, tellContext, type CurrentOrg } from './current';
import { createActions } from './actions';
import type { OrgsDeps } from './deps';
import type { manifest } from './manifest';
import { createOrgPicker } from './pickOrg';
import { createStatus } from './status';
import { orgRow } from './words';

export interface OrgsFeature {
  readonly current: CurrentOrg;
  /** Redraws everything that shows an org. */
  readonly refresh: () => Promise<void>;
  readonly pickOrg: (place: Place) => Promise<Answer<Org>>;
}

export function registerOrgs(deps: OrgsDeps): OrgsFeature {
  const { orgs, boundary, disposables, isStopped } = deps;
  const current = disposables.add(createCurrentOrg(orgs, deps.memory));
  const status = disposables.add(createStatus());
  let currentId: string | undefined;
  const tree = disposables.add(
    createTree<Org>(
      {
        viewId: 'kinetic.orgs',
        roots: async () => (await orgs()).list(),
        children: () => [],
        row: (org) => orgRow(org, { current: org.orgId === currentId, stopped: isStopped(org) }),
      },
      boundary,
    ),
  );
  const refresh = async (): Promise<void> => {
    const known = await (await orgs()).list();
    const chosen = await current.get();
    currentId = chosen?.orgId;
    tree.refresh();
    status.show(chosen, known.length, chosen !== undefined && isStopped(chosen));
    await tellContext(chosen, known);
  };
  const redraw = (): void => void boundary.runQuietly(refresh);
  disposables.add(current.onChange(redraw));
  void boundary.runQuietly(async () => {
    const stop = (await orgs()).onChange(redraw);
    disposables.add({ dispose: stop });
    await refresh();
  });
  const picker = createOrgPicker(deps);
  disposables.add(bindCommands<typeof manifest>(boundary, createActions(deps, { current, picker })));
  return { current, refresh, pickOrg: picker.pick };
}
