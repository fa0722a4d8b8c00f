// Asks for an org, and offers to add one.
import { l10n } from 'vscode';
import type { LoginSpec, Org, Task } from '../../../core/core';
import { showInfo } from '../../host/messages';
import { pickMany, pickOne, type StepAnswer, type Choice, type StepTitle } from '../../host/pick';
import { withTask } from '../../host/task';
import type { OrgsDeps } from './deps';
import { kindInWords } from './words';

export interface OrgPicker {
  readonly pick: (step: StepTitle, offered?: Org) => Promise<StepAnswer<Org>>;
  /** Several of the known orgs; `checked` is checked at first. */
  readonly pickMany: (step: StepTitle, checked: Org | undefined) => Promise<StepAnswer<readonly Org[]>>;
  /** Asks how to sign in, signs in, and shows which kind of org it is. */
  readonly add: () => Promise<Org>;
}

type Deps = Pick<OrgsDeps, 'orgs' | 'startPractice' | 'addPractice' | 'isStopped'>;

export function createOrgPicker({ orgs, startPractice, addPractice, isStopped }: Deps): OrgPicker {
  const signIn = async (spec: LoginSpec): Promise<Org> => {
    const title =
      spec.login === 'web' ? l10n.t('Waiting for the login in the browser…') : l10n.t('Signing in to Salesforce…');
    return await withTask({ title, where: 'notification' }, async (task) => (await orgs()).add(spec, task));
  };
  const add = async (): Promise<Org> => {
    const { askLogin, askTokenAgain } = await import('./addOrg');
    const silently = (signal: AbortSignal): Task => ({ signal, progress: () => undefined });
    const spec = await askLogin(async (signal) => (await orgs()).cliLogins(silently(signal)));
    if (spec === 'practice') return await addPractice();
    const before = await (await orgs()).list();
    let org: Org | undefined;
    for (let entered = spec; !org;)
      org = await signIn(entered).catch(async (error: unknown) => {
        entered = await askTokenAgain(entered, error);
        return undefined;
      });
    void showInfo(connectedText(org, before));
    return org;
  };
  return {
    add,
    pickMany: async (step, checked) => {
      const all = await (await orgs()).list();
      return pickMany<Org>(step, {
        placeholder: l10n.t('In which orgs? Check them with Space, then press Enter.'),
        choices: all.map((org) => toChoice(org, isStopped(org))),
        checked: all.filter(({ orgId }) => orgId === checked?.orgId),
      });
    },
    pick: async (step, offered) => {
      const all = await (await orgs()).list();
      const choices = all.map((org) => toChoice(org, isStopped(org)));
      const chosen = await pickOne<Org | 'add' | 'practice'>(step, {
        placeholder: l10n.t('Which org?'),
        choices: [...choices, ...others(all)],
        ...(offered && { offered: all.find(({ orgId }) => orgId === offered.orgId) ?? offered }),
      });
      if (chosen === 'add') return await add();
      return chosen === 'practice' ? await startPractice() : chosen;
    },
  };
}

/** The same user of the same org has one entry: a person who adds it at another address may expect two. */
function connectedText(org: Org, before: readonly Org[]): string {
  const kind = kindInWords(org.kind);
  const replaced = before.find(({ orgId, instanceUrl }) => orgId === org.orgId && instanceUrl !== org.instanceUrl);
  return replaced
    ? l10n.t(
        'Connected to {0} ({1}). It replaces {2}, which has the same org ID and user.',
        org.label,
        kind,
        replaced.instanceUrl,
      )
    : l10n.t('Connected to {0} ({1}).', org.label, kind);
}

function toChoice(org: Org, stopped: boolean): Choice<Org> {
  const words = [kindInWords(org.kind), ...(stopped ? [l10n.t('not running')] : [])];
  return {
    value: org,
    icon: org.kind === 'production' ? 'warning' : 'cloud',
    label: org.label,
    description: words.join(' · '),
    detail: org.username === org.label ? org.instanceUrl : `${org.username} · ${org.instanceUrl}`,
  };
}

function others(all: readonly Org[]): readonly Choice<'add' | 'practice'>[] {
  const add = { value: 'add', icon: 'add', label: l10n.t('Add an org…') } as const;
  if (all.some(({ kind }) => kind === 'practice')) return [add];
  return [{ value: 'practice', icon: 'mortar-board', label: l10n.t('Start the practice org') }, add];
}
