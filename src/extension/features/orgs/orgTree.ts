// The Orgs view: each org, and below it what is asked for only while it is open.
import type { Org } from '../../../core/core';
import type { TreeSpec } from '../../host/treeView';
import type { CurrentOrg } from './current';
import { detailsOf, hasEnded, type Detail } from './details';
import type { FactBook } from './facts';
import type { KnownPolicy } from './policy/words';
import { orgRow } from './words';

export type OrgNode = Org | Detail;

/** What was read for the last drawing: rows are drawn at once. */
export interface Seen {
  currentId: string | undefined;
  /** By the org's id. */
  policies: ReadonlyMap<string, KnownPolicy>;
  /** The orgs that are drawn: only these very objects can be drawn anew alone. */
  orgs: readonly Org[];
}

interface TreeParts {
  readonly orgs: () => Promise<readonly Org[]>;
  readonly isStopped: (org: Org) => boolean;
  readonly current: CurrentOrg;
  readonly facts: FactBook;
  readonly seen: Seen;
}

const isOrg = (node: OrgNode): node is Org => 'orgId' in node;

export function orgTree({ orgs, isStopped, current, facts, seen }: TreeParts): TreeSpec<OrgNode> {
  return {
    viewId: 'kinetic.orgs',
    roots: async () => (seen.orgs = await orgs()),
    children: (node) => {
      if (!isOrg(node)) return [];
      const stopped = isStopped(node);
      const known = stopped ? facts.known(node.orgId) : facts.look(node);
      return detailsOf(node, { known, stopped, policy: seen.policies.get(node.orgId), now: Date.now() });
    },
    row: (node) => {
      if (!isOrg(node)) return node.row;
      return orgRow(node, {
        current: node.orgId === seen.currentId,
        stopped: isStopped(node),
        signedOut: hasEnded(facts.known(node.orgId)),
        folders: current.folders().get(node.orgId) ?? [],
        policy: seen.policies.get(node.orgId),
      });
    },
  };
}
