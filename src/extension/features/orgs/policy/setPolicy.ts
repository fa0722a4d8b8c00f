// Asks which writes to an organization are allowed: one list to change and save, and a confirmation for production.
import { l10n } from 'vscode';
import type { Access, Core, Org, OrgPolicy } from '../../../../core/core';
import { askModal, showInfo, showWarning } from '../../../host/messages';
import { askText, back, pickOne, type StepAnswer, type Choice, type Heading, type StepTitle } from '../../../host/pick';
import { withTask } from '../../../host/task';
import { formatCount } from '../../../words/quantities';
import { accessIcons, accessInWords, accessMeaning, policyInWords } from './words';

type Step = 'save' | 'default' | Access | 'maxRows' | 'allowObjects' | 'denyObjects';

export interface PolicyCore extends Pick<Core, 'org'> {
  readonly policies: Pick<Core['policies'], 'change'>;
}

/**
 * Ends without a change when the list is closed. Only the policy that was shown is replaced: when another program
 * changes it meanwhile, nothing is saved and the list shows the new one.
 */
export async function setPolicy(org: Org, core: PolicyCore): Promise<void> {
  let isAgain = false;
  const saved = await core.policies.change(org.orgId, async (now) => {
    if (isAgain)
      void showWarning(
        l10n.t(
          'Another program has changed the policy of {0}, so your changes were not saved. Check the policy, then save it again.',
          org.label,
        ),
      );
    isAgain = true;
    // A policy that cannot be read allows no writes.
    return askPolicy(org, now === 'unreadable' ? { access: 'readOnly' } : now, core);
  });
  void showInfo(l10n.t('Policy of {0} saved: {1}.', org.label, policyInWords(saved)));
}

/** Undefined for the default. */
async function askPolicy(org: Org, before: OrgPolicy, core: PolicyCore): Promise<OrgPolicy | undefined> {
  const heading = { title: titleFor(org), canGoBack: false };
  for (let draft = before; ;) {
    const step = await pickOne<Step>(heading, {
      placeholder: l10n.t('Press Enter to save, or choose what to change'),
      choices: choicesFor(draft),
    });
    if (step === back) continue;
    if (step === 'save' || step === 'default') {
      const next = step === 'save' ? draft : undefined;
      if (await isConfirmed(org, before, next)) return next;
      continue;
    }
    const changed = await change(draft, step, { org, core });
    if (changed !== back) draft = changed;
  }
}

const titleFor = (org: Org): string =>
  org.kind === 'production'
    ? l10n.t('Policy of {0} (PRODUCTION) on this computer, for all its users', org.label)
    : l10n.t('Policy of {0} on this computer, for all its users', org.label);

function choicesFor(draft: OrgPolicy): readonly (Choice<Step> | Heading)[] {
  const access = (value: Access): Choice<Step> => ({
    value,
    icon: accessIcons[value],
    label: accessInWords(value),
    ...(draft.access === value && { description: l10n.t('selected') }),
    detail: accessMeaning(value),
  });
  const list = (names: readonly string[] | undefined, none: string): string =>
    names && names.length > 0 ? names.join(', ') : none;
  return [
    { value: 'save', icon: 'save', label: l10n.t('Save: {0}', policyInWords(draft)) },
    { heading: l10n.t('Access') },
    ...(['full', 'confirm', 'readOnly'] as const).map(access),
    { heading: l10n.t('Limits') },
    {
      value: 'maxRows',
      icon: 'list-ordered',
      label: l10n.t(
        'Maximum number of rows: {0}',
        draft.maxRows === undefined ? l10n.t('none') : formatCount(draft.maxRows),
      ),
      detail: l10n.t('For each load or other write. Writes whose rows cannot be counted are blocked.'),
    },
    {
      value: 'allowObjects',
      icon: 'pass',
      label: l10n.t('Allowed objects: {0}', list(draft.allowObjects, l10n.t('all'))),
      detail: l10n.t(
        'Writes to other objects are blocked. Apex and other code is blocked too, because it could write to any object.',
      ),
    },
    {
      value: 'denyObjects',
      icon: 'circle-slash',
      label: l10n.t('Blocked objects: {0}', list(draft.denyObjects, l10n.t('none'))),
      detail: l10n.t('Always blocked. Apex and other code is blocked too, because it could write to any object.'),
    },
    { heading: l10n.t('Reset') },
    {
      value: 'default',
      icon: 'discard',
      label: l10n.t('Reset to Default'),
      detail: l10n.t('Production: confirm each write. Other orgs: full access.'),
    },
  ];
}

interface Parts {
  readonly org: Org;
  readonly core: PolicyCore;
}

async function change(
  draft: OrgPolicy,
  step: Exclude<Step, 'save' | 'default'>,
  parts: Parts,
): Promise<StepAnswer<OrgPolicy>> {
  const heading = { title: titleFor(parts.org), canGoBack: true };
  switch (step) {
    case 'full':
    case 'confirm':
    case 'readOnly':
      return { ...draft, access: step };
    case 'maxRows': {
      const { maxRows: _, ...rest } = draft;
      const maxRows = await askRows(draft, heading);
      return maxRows === back ? back : { ...rest, ...(maxRows !== undefined && { maxRows }) };
    }
    case 'allowObjects':
    case 'denyObjects': {
      const { [step]: given = [], ...rest } = draft;
      const names = await askNames(given, heading, parts);
      return names === back ? back : { ...rest, ...(names.length > 0 && { [step]: names }) };
    }
  }
}

async function askRows({ maxRows }: OrgPolicy, heading: StepTitle): Promise<StepAnswer<number | undefined>> {
  const text = await askText(heading, {
    prompt: l10n.t('Maximum number of rows of one write; leave empty for no limit'),
    value: maxRows === undefined ? '' : String(maxRows),
    check: (typed) =>
      /^([1-9]\d{0,9})?$/.test(typed)
        ? undefined
        : l10n.t('Enter a whole number greater than zero, or leave the box empty.'),
  });
  if (text === back) return back;
  return text === '' ? undefined : Number(text);
}

/** Rejects names of objects that the org does not have: they would protect nothing. */
async function askNames(
  given: readonly string[],
  heading: StepTitle,
  parts: Parts,
): Promise<StepAnswer<readonly string[]>> {
  const objects = await objectsOf(parts);
  const split = (typed: string): readonly string[] => typed.split(/[\s,;]+/).filter(Boolean);
  const text = await askText(heading, {
    prompt: l10n.t('API names of the objects, separated by commas; leave empty for none'),
    placeholder: 'Account, Contact, Invoice__c',
    value: given.join(', '),
    check: (typed) => {
      const wrong = split(typed).find((name) => (objects ? !objects.has(name.toLowerCase()) : !/^\w+$/.test(name)));
      return wrong === undefined ? undefined : l10n.t('{0} has no object named {1}.', parts.org.label, wrong);
    },
  });
  if (text === back) return back;
  return [...new Set(split(text).map((name) => objects?.get(name.toLowerCase()) ?? name))];
}

/** Name in lower case → API name; undefined when the org does not answer. */
async function objectsOf({ org, core }: Parts): Promise<ReadonlyMap<string, string> | undefined> {
  const shown = { title: l10n.t('Getting the objects of {0}…', org.label), where: 'notification' } as const;
  try {
    const objects = await withTask(shown, async (task) => (await core.org(org.orgId)).rest.describes.objects(task));
    return new Map(objects.map(({ name }) => [name.toLowerCase(), name]));
  } catch {
    return undefined;
  }
}

/** Only a policy of a production org that becomes looser needs a confirmation. */
async function isConfirmed(org: Org, before: OrgPolicy, next: OrgPolicy | undefined): Promise<boolean> {
  const { isLooser } = await import('../../../../core/core');
  const isProduction = org.kind === 'production';
  const effective = next ?? { access: isProduction ? 'confirm' : 'full' };
  return !isProduction || !isLooser(effective, before) || confirmLooser(org, before, effective);
}

async function confirmLooser(org: Org, before: OrgPolicy, next: OrgPolicy): Promise<boolean> {
  const loosen = l10n.t('Loosen Policy');
  const chosen = await askModal({
    question: l10n.t('Loosen the policy of the PRODUCTION org {0}?', org.label),
    detail: [l10n.t('Before: {0}', policyInWords(before)), l10n.t('After: {0}', policyInWords(next))],
    buttons: [loosen],
  });
  return chosen === loosen;
}
