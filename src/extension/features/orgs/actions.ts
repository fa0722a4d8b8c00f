// The commands for an org. Each one acts on the org of the clicked row, or asks which org.
import { env, l10n, Uri, window, workspace } from 'vscode';
import type { Org } from '../../../core/core';
import type { Handler, HandlersOf } from '../../../shared/manifest';
import { askModal, showInfo } from '../../host/messages';
import { askText, back, pickOne } from '../../host/pick';
import type { Reports } from '../../host/reports';
import { withTask } from '../../host/task';
import type { CurrentOrg } from './current';
import type { manifest } from './manifest';
import type { OrgsDeps } from './deps';
import type { FactCache } from './facts';
import type { OrgPicker } from './pickOrg';

interface Parts {
  readonly current: CurrentOrg;
  readonly picker: OrgPicker;
  readonly facts: FactCache;
  readonly redraw: () => void;
  readonly reports: Reports;
}

/** Acts on the org of the clicked row, or asks for one under this title. */
type On = (title: () => string, act: (org: Org) => unknown) => Handler;

export function createActions(deps: OrgsDeps, parts: Parts): HandlersOf<typeof manifest> {
  const { orgs } = deps;
  const { current, picker } = parts;
  const pick = async (title: string): Promise<Org | undefined> => {
    const org = await picker.pick({ title, canGoBack: false }, await current.get());
    return org === back ? undefined : org;
  };
  const clickedOrg = async (argument: unknown): Promise<Org | undefined> => {
    const orgId = orgIdOf(argument);
    return orgId === undefined ? undefined : await (await orgs()).get(orgId);
  };
  const on: On = (title, act) => async (argument) => {
    const org = (await clickedOrg(argument)) ?? (await pick(title()));
    if (org) await act(org);
  };
  return { ...choosing(on, deps, parts), ...looking(on, deps, parts), ...changing(on, deps) };
}

function choosing(on: On, { isStopped, startPractice }: OrgsDeps, { current, picker }: Parts) {
  const use = async (org: Org): Promise<void> => {
    await current.set(org.orgId);
    if (!isStopped(org)) return;
    const start = l10n.t('Start Practice Org');
    const text = l10n.t('{0} is not running.', org.label);
    if ((await showInfo(text, start)) === start) await startPractice(org);
  };
  return {
    'kinetic.orgs.add': async () => use(await picker.add()),
    'kinetic.orgs.choose': on(() => l10n.t('Choose the current org'), use),
    'kinetic.orgs.setCurrent': on(() => l10n.t('Choose the current org'), use),
    'kinetic.orgs.setForFolder': on(
      () => l10n.t('Choose the org for a folder'),
      async (org) => {
        const folder = await askFolder(org);
        if (folder) await current.setForFolder(org.orgId, folder);
      },
    ),
  };
}

function looking(on: On, deps: OrgsDeps, { facts, redraw, reports }: Parts) {
  return {
    'kinetic.orgs.check': on(
      () => l10n.t('Check the readiness of an org'),
      async (org) => {
        const { checkReadiness } = await import('./checkup');
        await checkReadiness(org, { core: deps.core, reports });
      },
    ),
    'kinetic.orgs.writes': async (argument: unknown) => {
      const orgId = orgIdOf(argument);
      const org = orgId === undefined ? undefined : await (await deps.orgs()).get(orgId);
      const { showJournal } = await import('./policy/journal');
      await showJournal(org, await deps.core(), reports);
    },
    'kinetic.orgs.refresh': (argument: unknown) => {
      facts.expire(orgIdOf(argument));
      redraw();
    },
    'kinetic.orgs.remedy': (detail: unknown) => facts.get(orgIdOf(detail) ?? '')?.problem?.remedy?.run(),
    'kinetic.orgs.open': on(
      () => l10n.t('Open an org in the browser'),
      async (org) => {
        if (org.kind === 'practice') void showInfo(l10n.t('The practice org has no pages for a browser.'));
        else await env.openExternal(Uri.parse(org.instanceUrl));
      },
    ),
    'kinetic.orgs.copyUrl': on(
      () => l10n.t('Copy the instance URL of an org'),
      async (org) => env.clipboard.writeText(org.instanceUrl),
    ),
  };
}

function changing(on: On, { orgs, core }: OrgsDeps) {
  return {
    'kinetic.orgs.setPolicy': on(
      () => l10n.t('Set the policy of an org'),
      async (org) => {
        const { setPolicy } = await import('./policy/setPolicy');
        await setPolicy(org, await core());
      },
    ),
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
  };
}

/** Of an org's row, or of a row below it. */
function orgIdOf(argument: unknown): string | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  if ('org' in argument) return orgIdOf(argument.org);
  return 'orgId' in argument && typeof argument.orgId === 'string' ? argument.orgId : undefined;
}

/** The folder of the active editor is offered first. */
async function askFolder(org: Org): Promise<Uri | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  const active = window.activeTextEditor && workspace.getWorkspaceFolder(window.activeTextEditor.document.uri);
  const step = { title: l10n.t('Use {0} for a folder', org.label), canGoBack: false };
  const chosen = await pickOne<Uri>(step, {
    placeholder: l10n.t('Which folder should use this org?'),
    choices: folders.map(({ name, uri }) => ({ value: uri, icon: 'folder', label: name, description: uri.fsPath })),
    ...(active && { offered: active.uri }),
  });
  return chosen === back ? undefined : chosen;
}

async function askLabel(org: Org): Promise<string | undefined> {
  const step = { title: l10n.t('Rename {0}', org.label), canGoBack: false };
  const label = await askText(step, {
    prompt: l10n.t('Name of this org, shown only in VS Code on this computer'),
    value: org.label,
    check: (text) => (text === '' ? l10n.t('The name cannot be empty.') : undefined),
  });
  return label === back ? undefined : label;
}

/** Logins that Kinetic did not create, so it must not revoke their tokens. */
const ownedElsewhere: readonly Org['login'][] = ['practice', 'cli'];

/** A pasted token may be in use elsewhere, so revoking it in Salesforce is a separate choice. */
async function confirmSignOut(org: Org): Promise<{ readonly revoke: boolean } | undefined> {
  const signOut = l10n.t('Sign Out');
  const revoke = l10n.t('Sign Out and Revoke Token');
  const chosen = await askModal({
    question: l10n.t('Sign out of {0}?', org.label),
    detail: [
      l10n.t(
        'Its secrets are deleted from this computer. Salesforce continues to process its jobs, but Kinetic can no longer watch them.',
      ),
    ],
    buttons: ownedElsewhere.includes(org.login) ? [signOut] : [signOut, revoke],
  });
  return chosen === undefined ? undefined : { revoke: chosen === revoke };
}
