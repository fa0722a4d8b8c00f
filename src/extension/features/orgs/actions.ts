// The commands on an org; each acts on the org of the clicked row, else on the one the person picks.
import { env, l10n, Uri, window } from 'vscode';
import type { Org } from '../../../core/core';
import type { HandlersOf } from '../../../shared/manifest';
import { askText, back } from '../../host/pick';
import { withTask } from '../../host/task';
import type { CurrentOrg } from './current';
import type { manifest } from './manifest';
import type { OrgsDeps } from './deps';
import type { OrgPicker } from './pickOrg';

interface Parts {
  readonly current: CurrentOrg;
  readonly picker: OrgPicker;
}

export function createActions({ orgs }: Pick<OrgsDeps, 'orgs'>, parts: Parts): HandlersOf<typeof manifest> {
  const { current, picker } = parts;
  const pick = async (title: string): Promise<Org | undefined> => {
    const org = await picker.pick({ title, step: 1, totalSteps: 1, canGoBack: false }, await current.get());
    return org === back ? undefined : org;
  };
  const on =
    (title: () => string, act: (org: Org) => Promise<unknown>) =>
    async (argument: unknown): Promise<void> => {
      const org = (await known(argument)) ?? (await pick(title()));
      if (org) await act(org);
    };
  const known = async (argument: unknown): Promise<Org | undefined> => {
    const orgId = orgIdOf(argument);
    return orgId === undefined ? undefined : await (await orgs()).get(orgId);
  };
  const use = (org: Org): Promise<void> => current.set(org.orgId);
  return {
    'kinetic.orgs.add': async () => use(await picker.add()),
    'kinetic.orgs.choose': on(() => l10n.t('Choose the current org'), use),
    'kinetic.orgs.setCurrent': on(() => l10n.t('Choose the current org'), use),
    'kinetic.orgs.rename': on(
      () => l10n.t('Rename an org'),
      async (org) => {
        const label = await askLabel(org);
        if (label !== undefined) await (await orgs()).rename(org.orgId, label);
      },
    ),
    'kinetic.orgs.signOut': on(
      () => l10n.t('Sign out of an org'),
      async (org) => {
        const way = await confirmSignOut(org);
        if (!way) return;
        const shown = { title: l10n.t('Signing out of {0}…', org.label), where: 'notification' } as const;
        await withTask(shown, async (task) => (await orgs()).remove(org.orgId, way, task));
      },
    ),
    'kinetic.orgs.open': on(
      () => l10n.t('Open an org in the browser'),
      async (org) => env.openExternal(Uri.parse(org.instanceUrl)),
    ),
    'kinetic.orgs.copyUrl': on(
      () => l10n.t('Copy the address of an org'),
      async (org) => env.clipboard.writeText(org.instanceUrl),
    ),
  };
}

function orgIdOf(argument: unknown): string | undefined {
  if (typeof argument !== 'object' || argument === null || !('orgId' in argument)) return undefined;
  return typeof argument.orgId === 'string' ? argument.orgId : undefined;
}

async function askLabel(org: Org): Promise<string | undefined> {
  const place = { title: l10n.t('Rename {0}', org.label), step: 1, totalSteps: 1, canGoBack: false };
  const label = await askText(place, {
    prompt: l10n.t('A name for this org, shown in this VS Code only'),
    value: org.label,
    check: (text) => (text === '' ? l10n.t('The name cannot be empty.') : undefined),
  });
  return label === back ? undefined : label;
}

/** Logins that are not ours to end. */
const ownedElsewhere: readonly Org['login'][] = ['practice', 'cli'];

/** A pasted token may be in use elsewhere, so ending it in Salesforce is a choice of its own. */
async function confirmSignOut(org: Org): Promise<{ readonly revoke: boolean } | undefined> {
  const forget = l10n.t('Sign Out');
  const revoke = l10n.t('Sign Out and Revoke the Token');
  const chosen = await window.showWarningMessage(
    l10n.t('Sign out of {0}?', org.label),
    {
      modal: true,
      detail: l10n.t(
        'Its secrets are deleted from this machine. Jobs that Salesforce is working on go on, but they cannot be watched from here any more.',
      ),
    },
    ...(ownedElsewhere.includes(org.login) ? [forget] : [forget, revoke]),
  );
  return chosen === undefined ? undefined : { revoke: chosen === revoke };
}
