// The orgs feature: the Orgs view, the current org in the status bar, and the commands for an org.
import type { Core, KnownPolicy, Org } from '../../../core/core';
import { bindCommands } from '../../host/commands';
import { createContextKeys } from '../../host/contextKeys';
import type { StepAnswer, StepTitle } from '../../host/pick';
import { registerRowBadges } from '../../host/rowBadges';
import { createTree, type TreeSpec } from '../../host/treeView';
import { createCurrentOrg, keysOf, type CurrentOrg } from './current';
import { createActions } from './actions';
import type { OrgsDeps } from './deps';
import { createFactCache } from './facts';
import type { manifest } from './manifest';
import { orgTree, type OrgNode, type Shown } from './orgTree';
import { createOrgPicker, type OrgPicker } from './pickOrg';
import { orgStatus } from './words';
import { createStatus } from './status';

export interface OrgsFeature {
  readonly current: CurrentOrg;
  /** Redraws everything that shows an org. */
  readonly refresh: () => Promise<void>;
  readonly pickOrg: (step: StepTitle) => Promise<StepAnswer<Org>>;
  readonly pickOrgs: OrgPicker['pickMany'];
}

export function registerOrgs(deps: OrgsDeps): OrgsFeature {
  const { orgs, core, boundary, disposables, isStopped } = deps;
  const list = async (): Promise<readonly Org[]> => (await orgs()).list();
  const current = disposables.add(createCurrentOrg(orgs, deps.memory));
  const status = disposables.add(createStatus());
  const shown: Shown = { currentId: undefined, policies: new Map(), orgs: [] };
  const redrawOne = (orgId: string): void => tree.refresh(shown.orgs.find((org) => org.orgId === orgId));
  const askAgain = (orgId: string): void => {
    facts.expire(orgId);
    redrawOne(orgId);
  };
  const facts = disposables.add(createFactCache({ ...deps, changed: redrawOne, again: askAgain, now: Date.now }));
  const drop: TreeSpec<OrgNode>['drop'] = async (files, node) => {
    const { loadDropped } = await import('./drop');
    await loadDropped(files, node, deps.load);
  };
  const rows = orgTree({ orgs: list, isStopped, current, facts, shown });
  const tree = disposables.add(createTree({ ...rows, drop }, boundary));
  disposables.add(registerRowBadges());
  const keys = createContextKeys();
  const refresh = async (): Promise<void> => {
    const all = await list();
    const chosen = await current.get();
    shown.currentId = chosen?.orgId;
    shown.policies = await readPolicies(all, await core());
    tree.refresh();
    const situation = {
      count: all.length,
      stopped: chosen !== undefined && isStopped(chosen),
      policy: chosen && shown.policies.get(chosen.orgId),
    };
    status.show(orgStatus(chosen, situation));
    await keys.set(keysOf(chosen, all));
    if (all.some(({ kind }) => kind !== 'practice')) deps.done('connect');
  };
  const redraw = (): void => void boundary.runQuietly(refresh);
  disposables.add(current.onChange(redraw));
  void boundary.runQuietly(async () => {
    const stop = (await orgs()).onChange(() => {
      // After signing in again, the old error must not stay in the view.
      facts.expireFailed();
      redraw();
    });
    disposables.add({ dispose: stop });
    disposables.add({ dispose: (await core()).policies.onChange(redraw) });
    await refresh();
  });
  const picker = createOrgPicker(deps);
  const parts = { current, picker, facts, redraw, reports: deps.reports };
  disposables.add(bindCommands<typeof manifest>(boundary, createActions(deps, parts)));
  return { current, refresh, pickOrg: picker.pick, pickOrgs: picker.pickMany };
}

/** Read each time the view is drawn, because other programs change policies, too. */
async function readPolicies(
  orgs: readonly Org[],
  { policies }: Pick<Core, 'policies'>,
): Promise<ReadonlyMap<string, KnownPolicy>> {
  const read = async ({ orgId }: Org): Promise<KnownPolicy> => {
    try {
      return await policies.of(orgId);
    } catch {
      return 'unreadable';
    }
  };
  return new Map(await Promise.all(orgs.map(async (org) => [org.orgId, await read(org)] as const)));
}
