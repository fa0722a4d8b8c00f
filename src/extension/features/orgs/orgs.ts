// The orgs feature: the Orgs view, the current org with its place in the status bar, and the commands on an org.
import type { Org } from '../../../core/core';
import { bindCommands } from '../../host/commands';
import type { StepAnswer, StepTitle } from '../../host/pick';
import { createReports } from '../../host/reports';
import { registerRowBadges } from '../../host/rowBadges';
import { createTree } from '../../host/treeView';
import { createCurrentOrg, tellContext, type CurrentOrg } from './current';
import { createActions } from './actions';
import type { OrgsDeps } from './deps';
import { createFactBook } from './facts';
import type { manifest } from './manifest';
import { orgTree, type Seen } from './orgTree';
import { createOrgPicker } from './pickOrg';
import { readPolicies } from './policy/read';
import { createStatus } from './status';

export interface OrgsFeature {
  readonly current: CurrentOrg;
  /** Redraws everything that shows an org. */
  readonly refresh: () => Promise<void>;
  readonly pickOrg: (step: StepTitle) => Promise<StepAnswer<Org>>;
}

export function registerOrgs(deps: OrgsDeps): OrgsFeature {
  const { orgs, core, boundary, disposables, isStopped } = deps;
  const list = async (): Promise<readonly Org[]> => (await orgs()).list();
  const current = disposables.add(createCurrentOrg(orgs, deps.memory));
  const status = disposables.add(createStatus());
  const seen: Seen = { currentId: undefined, policies: new Map(), orgs: [] };
  const redrawOne = (orgId: string): void => tree.refresh(seen.orgs.find((org) => org.orgId === orgId));
  const askAgain = (orgId: string): void => {
    facts.outdate(orgId);
    redrawOne(orgId);
  };
  const facts = disposables.add(createFactBook({ ...deps, changed: redrawOne, again: askAgain, now: Date.now }));
  const tree = disposables.add(createTree(orgTree({ orgs: list, isStopped, current, facts, seen }), boundary));
  disposables.add(registerRowBadges());
  const refresh = async (): Promise<void> => {
    const known = await list();
    const chosen = await current.get();
    seen.currentId = chosen?.orgId;
    seen.policies = await readPolicies(known, await core());
    tree.refresh();
    status.show(chosen, {
      known: known.length,
      stopped: chosen !== undefined && isStopped(chosen),
      policy: chosen && seen.policies.get(chosen.orgId),
    });
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
    disposables.add({ dispose: (await core()).policies.onChange(redraw) });
    await refresh();
  });
  const picker = createOrgPicker(deps);
  const parts = { current, picker, facts, redraw, reports: disposables.add(createReports()) };
  disposables.add(bindCommands<typeof manifest>(boundary, createActions(deps, parts)));
  return { current, refresh, pickOrg: picker.pick };
}
