// Asks for an org, and offers to add one.
import { l10n, window } from 'vscode';
import type { Org, Task } from '../../../core/core';
import { pickOne, type StepAnswer, type Choice, type StepTitle } from '../../host/pick';
import { withTask } from '../../host/task';
import type { OrgsDeps } from './deps';
import { kindInWords } from './words';

export interface OrgPicker {
  readonly pick: (step: StepTitle, offered?: Org) => Promise<StepAnswer<Org>>;
  /** Asks how to sign in, signs in, and shows which kind of org it is. */
  readonly add: () => Promise<Org>;
}

type Deps = Pick<OrgsDeps, 'orgs' | 'startPractice' | 'isStopped'>;

export function createOrgPicker({ orgs, startPractice, isStopped }: Deps): OrgPicker {
  const add = async (): Promise<Org> => {
    const { askLogin } = await import('./addOrg');
    const silently = (signal: AbortSignal): Task => ({ signal, progress: () => undefined });
    const spec = await askLogin(async (signal) => (await orgs()).cliLogins(silently(signal)));
    if (spec === 'practice') return await startPractice();
    const title =
      spec.login === 'web' ? l10n.t('Waiting for the login in the browser…') : l10n.t('Signing in to Salesforce…');
    const shown = { title, where: 'notification' } as const;
    const org = await withTask(shown, async (task) => (await orgs()).add(spec, task));
    void window.showInformationMessage(l10n.t('Connected to {0} ({1}).', org.label, kindInWords(org.kind)));
    return org;
  };
  return {
    add,
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

function toChoice(org: Org, stopped: boolean): Choice<Org> {
  const words = [kindInWords(org.kind), ...(stopped ? [l10n.t('not running')] : [])];
  const icon = org.kind === 'production' ? 'warning' : 'cloud';
  return {
    value: org,
    label: `$(${icon}) ${org.label}`,
    description: words.join(' · '),
    detail: org.username === org.label ? org.instanceUrl : `${org.username} · ${org.instanceUrl}`,
  };
}

function others(all: readonly Org[]): readonly Choice<'add' | 'practice'>[] {
  const add = { value: 'add', label: `$(add) ${l10n.t('Add an org…')}` } as const;
  if (all.some(({ kind }) => kind === 'practice')) return [add];
  return [{ value: 'practice', label: `$(mortar-board) ${l10n.t('Start the practice org')}` }, add];
}
