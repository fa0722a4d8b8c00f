// The Orgs view: each org, and below it the details that are requested only while it is expanded.
import type { KnownPolicy, Org } from '../../../core/core';
import type { TreeSpec } from '../../host/treeView';
import type { CurrentOrg } from './current';
import type { Detail } from './details';
import { hasEnded, type FactCache } from './facts';
import { orgRow } from './words';

export type OrgNode = Org | Detail;

/** What the last refresh read: rows are drawn without waiting. */
export interface Shown {
  currentId: string | undefined;
  /** By the org's id. */
  policies: ReadonlyMap<string, KnownPolicy>;
  /** The orgs in the view: VS Code refreshes a single row only for the same object. */
  orgs: readonly Org[];
}

interface TreeParts {
  readonly orgs: () => Promise<readonly Org[]>;
  readonly isStopped: (org: Org) => boolean;
  readonly current: CurrentOrg;
  readonly facts: FactCache;
  readonly shown: Shown;
}

export const isOrg = (node: OrgNode): node is Org => 'orgId' in node;

export function orgTree({ orgs, isStopped, current, facts, shown }: TreeParts): TreeSpec<OrgNode> {
  return {
    viewId: 'kinetic.orgs',
    roots: async () => (shown.orgs = await orgs()),
    children: async (node) => {
      if (!isOrg(node)) return [];
      const { detailsOf } = await import('./details');
      const stopped = isStopped(node);
      const cached = stopped ? facts.get(node.orgId) : facts.request(node);
      return detailsOf(node, { cached, stopped, policy: shown.policies.get(node.orgId), now: Date.now() });
    },
    row: (node) => {
      if (!isOrg(node)) return node.row;
      return orgRow(node, {
        current: node.orgId === shown.currentId,
        stopped: isStopped(node),
        signedOut: hasEnded(facts.get(node.orgId)),
        folders: current.folders().get(node.orgId) ?? [],
        policy: shown.policies.get(node.orgId),
      });
    },
  };
}
