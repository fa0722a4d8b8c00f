// Lets a person decide what may be written to an organization: one list to change and save, and a last word for production.
import { l10n, window } from 'vscode';
import type { Access, Core, Org, OrgPolicy } from '../../../../core/core';
import { askText, back, pickOne, type StepAnswer, type Choice, type Heading, type StepTitle } from '../../../host/pick';
import { withTask } from '../../../host/task';
import { isLooser } from './looser';
import { accessIcons, accessInWords, accessMeaning, policyInWords } from './words';

type Step = 'save' | 'default' | Access | 'maxRows' | 'allowObjects' | 'denyObjects';

export type PolicyCore = Pick<Core, 'org' | 'policies'>;

/** Ends without a change when the list is closed. */
export async function setPolicy(org: Org, core: PolicyCore): Promise<void> {
  const before = await policyOf(org, core);
  const heading = { title: titleFor(org), canGoBack: false };
  for (let draft = before; ;) {
    const step = await pickOne<Step>(heading, {
      placeholder: l10n.t('Press Enter to save, or choose what to change'),
      choices: choicesFor(draft),
    });
    if (step === back) return;
    if (step === 'save' || step === 'default') {
      const next = step === 'save' ? draft : undefined;
      if (await save(org, { before, next }, core)) return;
      continue;
    }
    const changed = await change(draft, step, { org, core });
    if (changed !== back) draft = changed;
  }
}

const titleFor = (org: Org): string =>
  org.kind === 'production'
    ? l10n.t('Policy of {0} (PRODUCTION), for all its users on this computer', org.label)
    : l10n.t('Policy of {0}, for all its users on this computer', org.label);

/** A policy that cannot be read allows nothing, and so it is shown. */
async function policyOf(org: Org, { policies }: PolicyCore): Promise<OrgPolicy> {
  try {
    return await policies.of(org.orgId);
  } catch {
    return { access: 'readOnly' };
  }
}

function choicesFor(draft: OrgPolicy): readonly (Choice<Step> | Heading)[] {
  const access = (value: Access): Choice<Step> => ({
    value,
    label: `$(${accessIcons[value]}) ${accessInWords(value)}`,
    ...(draft.access === value && { description: l10n.t('chosen') }),
    detail: accessMeaning(value),
  });
  const list = (names: readonly string[] | undefined, none: string): string =>
    names && names.length > 0 ? names.join(', ') : none;
  return [
    { value: 'save', label: `$(save) ${l10n.t('Save: {0}', policyInWords(draft))}` },
    { heading: l10n.t('May be written') },
    ...(['full', 'confirm', 'readOnly'] as const).map(access),
    { heading: l10n.t('And only') },
    {
      value: 'maxRows',
      label: `$(list-ordered) ${l10n.t('Most rows of one write:')} ${draft.maxRows ?? l10n.t('any number')}`,
      detail: l10n.t('A load counts as a whole. Writes whose rows cannot be counted are refused.'),
    },
    {
      value: 'allowObjects',
      label: `$(pass) ${l10n.t('Only these objects:')} ${list(draft.allowObjects, l10n.t('all'))}`,
      detail: l10n.t('Whatever else is written is refused, and so is code, which may write anything.'),
    },
    {
      value: 'denyObjects',
      label: `$(circle-slash) ${l10n.t('Never these objects:')} ${list(draft.denyObjects, l10n.t('none'))}`,
      detail: l10n.t('Refused, whoever tries; and so is code, which may write anything.'),
    },
    { heading: l10n.t('Or') },
    {
      value: 'default',
      label: `$(discard) ${l10n.t('Back to the default')}`,
      detail: l10n.t('Production asks before each write; every other org has full access.'),
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
    prompt: l10n.t('Most rows of one write; empty for any number'),
    value: maxRows === undefined ? '' : String(maxRows),
    check: (typed) => (/^([1-9]\d{0,9})?$/.test(typed) ? undefined : l10n.t('A whole number above zero, or nothing.')),
  });
  if (text === back) return back;
  return text === '' ? undefined : Number(text);
}

/** A name that the org does not have would protect nothing, so it is not taken. */
async function askNames(
  given: readonly string[],
  heading: StepTitle,
  parts: Parts,
): Promise<StepAnswer<readonly string[]>> {
  const known = await objectsOf(parts);
  const split = (typed: string): readonly string[] => typed.split(/[\s,;]+/).filter(Boolean);
  const text = await askText(heading, {
    prompt: l10n.t('API names of the objects, with commas between them; empty for none'),
    placeholder: 'Account, Contact, Invoice__c',
    value: given.join(', '),
    check: (typed) => {
      const wrong = split(typed).find((name) => (known ? !known.has(name.toLowerCase()) : !/^\w+$/.test(name)));
      return wrong === undefined ? undefined : l10n.t('{0} has no object {1}.', parts.org.label, wrong);
    },
  });
  if (text === back) return back;
  return [...new Set(split(text).map((name) => known?.get(name.toLowerCase()) ?? name))];
}

/** Lower case → as the org writes it; undefined when the org cannot be asked now. */
async function objectsOf({ org, core }: Parts): Promise<ReadonlyMap<string, string> | undefined> {
  const shown = { title: l10n.t('Asking {0} for its objects…', org.label), where: 'notification' } as const;
  try {
    const objects = await withTask(shown, async (task) => (await core.org(org.orgId)).rest.describes.objects(task));
    return new Map(objects.map(({ name }) => [name.toLowerCase(), name]));
  } catch {
    return undefined;
  }
}

interface Change {
  readonly before: OrgPolicy;
  /** Undefined brings the default back. */
  readonly next: OrgPolicy | undefined;
}

/** False when the person would rather not. */
async function save(org: Org, { before, next }: Change, { policies }: PolicyCore): Promise<boolean> {
  const isProduction = org.kind === 'production';
  const meant = next ?? { access: isProduction ? 'confirm' : 'full' };
  if (isProduction && isLooser(meant, before) && !(await confirmLooser(org, before, meant))) return false;
  await policies.set(org.orgId, next);
  void window.showInformationMessage(l10n.t('Policy of {0}: {1}.', org.label, policyInWords(meant)));
  return true;
}

async function confirmLooser(org: Org, before: OrgPolicy, next: OrgPolicy): Promise<boolean> {
  const loosen = l10n.t('Loosen the Policy');
  const chosen = await window.showWarningMessage(
    l10n.t('Loosen the policy of the PRODUCTION org {0}?', org.label),
    { modal: true, detail: l10n.t('Now: {0}.\nThen: {1}.', policyInWords(before), policyInWords(next)) },
    loosen,
  );
  return chosen === loosen;
}
