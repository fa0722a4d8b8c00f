// The orgs feature: the Orgs view, the current org with its place in the status bar, and the commands on an org.
import type { Org } from '../../../core/core';
import { bindCommands } from '../../host/commands';
import type { Answer, Place } from '../../host/pick';
import { createReports } from '../../host/reports';
import { registerRowBadges } from '../../host/rowBadges';
import { createTree, type TreeSpec } from '../../host/treeView';
import { createCurrentOrg, tellContext, type CurrentOrg } from './current';
import { createActions } from './actions';
import type { OrgsDeps } from './deps';
import { detailsOf, type Detail } from './details';
import { createFactBook, type FactBook } from './facts';
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
  const facts = disposables.add(createFactBook({ ...deps, changed: () => tree.refresh(), now: Date.now }));
  const seen: Seen = { currentId: undefined };
  const tree = disposables.add(createTree(treeOf(deps, { current, facts, seen }), boundary));
  disposables.add(registerRowBadges());
  const refresh = async (): Promise<void> => {
    const known = await (await orgs()).list();
    const chosen = await current.get();
    seen.currentId = chosen?.orgId;
    tree.refresh();
    status.show(chosen, known.length, chosen !== undefined && isStopped(chosen));
    await tellContext(chosen, known);
  };
  const redraw = (): void => void boundary.runQuietly(refresh);
  disposables.add(current.onChange(redraw));
  void boundary.runQuietly(async () => {
    const stop = (await orgs()).onChange(() => {
      // Whoever signed in again wants to see that it helped.
      facts.outdateTroubled();
      redraw();
    });
    disposables.add({ dispose: stop });
    await refresh();
  });
  const picker = createOrgPicker(deps);
  const parts = { current, picker, facts, redraw, reports: disposables.add(createReports()) };
  disposables.add(bindCommands<typeof manifest>(boundary, createActions(deps, parts)));
  return { current, refresh, pickOrg: picker.pick };
}

interface Seen {
  currentId: string | undefined;
}

interface TreeParts {
  readonly current: CurrentOrg;
  readonly facts: FactBook;
  readonly seen: Seen;
}

const isOrg = (node: Org | Detail): node is Org => 'orgId' in node;

/** Each org, and below it what is asked for only while it is open. */
function treeOf({ orgs, isStopped }: OrgsDeps, { current, facts, seen }: TreeParts): TreeSpec<Org | Detail> {
  return {
    viewId: 'kinetic.orgs',
    roots: async () => (await orgs()).list(),
    children: (node) => {
      if (!isOrg(node)) return [];
      const stopped = isStopped(node);
      const known = stopped ? facts.known(node.orgId) : facts.look(node);
      return detailsOf(node, { known, stopped, now: Date.now() });
    },
    row: (node) => {
      if (!isOrg(node)) return node.row;
      const trouble = facts.known(node.orgId)?.facts.trouble?.code ?? '';
      return orgRow(node, {
        current: node.orgId === seen.currentId,
        stopped: isStopped(node),
        signedOut: trouble.startsWith('login.'),
        folders: current.folders().get(node.orgId) ?? [],
      });
    },
  };
}
