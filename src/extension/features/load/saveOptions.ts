// What Salesforce is told about saving the rows: one line of the offer, and the question that it leads to. Only
// options are listed that the operation and the API have.
import { l10n } from 'vscode';
import { checkSaveOptions, offersOption, saveOptionNames, type SaveOption, type SaveOptions } from '../../../core/core';
import { askText, back, pickOne, type Choice, type Choices, type StepAnswer, type StepTitle } from '../../host/pick';
import { saveInWords, saveOptionInWords } from '../../words/saveOption';
import type { LoadCore } from './deps';
import { savedBy, saveOf, type Draft } from './draft';

/** Undefined where Salesforce can be told nothing. */
export function saveChoice<T>(draft: Draft, value: T): Choice<T> | undefined {
  if (!saveOptionNames.some((option) => offersOption(option, savedBy(draft)))) return undefined;
  const words = saveInWords(saveOf(draft).save);
  return {
    value,
    icon: 'settings',
    label: words.length > 0 ? l10n.t('Saving: {0}', words.join(', ')) : l10n.t('Saving: no options'),
    description: subjectsOf(draft).join(', '),
  };
}

/** What the options are about that the load can have. */
function subjectsOf(draft: Draft): readonly string[] {
  const load = savedBy(draft);
  const hasAny = (...some: readonly SaveOption[]): boolean => some.some((option) => offersOption(option, load));
  return [
    ...(hasAny('assignmentRule') ? [l10n.t('assignment rules')] : []),
    ...(hasAny('duplicates', 'duplicatesAsCurrentUser') ? [l10n.t('duplicate rules')] : []),
    ...(hasAny('allOrNone', 'recordsPerCall', 'serial') ? [l10n.t('calls')] : []),
  ];
}

/** Said beside the first choice, so that Enter changes nothing unseen. */
export const saveFacts = (draft: Draft): readonly string[] => saveInWords(saveOf(draft).save);

/** Asks until the person is done; each answer turns one option on or off. */
export async function askSave(
  draft: Draft,
  step: StepTitle,
  { core }: { readonly core: Pick<LoadCore, 'org'> },
): Promise<StepAnswer<Draft>> {
  for (let changed = draft; ;) {
    const chosen = await pickOne<SaveOption | 'done'>(step, {
      placeholder: l10n.t('What should Salesforce do when it saves the rows?'),
      choices: [
        { value: 'done', icon: 'arrow-left', label: l10n.t('Done') },
        { heading: l10n.t('Options') },
        ...saveOptionNames.filter((option) => isPossible(option, changed)).map((option) => toChoice(option, changed)),
      ],
    });
    if (chosen === back || chosen === 'done') return changed;
    const save = await change(chosen, changed, step, core);
    if (save !== back) changed = { ...changed, save };
  }
}

/** What is chosen can always be turned off. */
function isPossible(option: SaveOption, draft: Draft): boolean {
  const load = savedBy(draft);
  const { save = {} } = saveOf(draft);
  if (!offersOption(option, load)) return false;
  try {
    checkSaveOptions({ ...load, save: { ...save, [option]: save[option] ?? examples[option] } });
    return true;
  } catch {
    return false;
  }
}

const examples: Required<SaveOptions> = {
  assignmentRule: 'active',
  duplicates: 'allow',
  duplicatesAsCurrentUser: true,
  allOrNone: true,
  updateOnly: true,
  recordsPerCall: 200,
  serial: true,
};

function toChoice(option: SaveOption, draft: Draft): Choice<SaveOption> {
  const { save = {} } = saveOf(draft);
  const isOn = save[option] !== undefined;
  const [words = saveOptionInWords(option)] = isOn ? saveInWords({ [option]: save[option] }) : [];
  return {
    value: option,
    icon: isOn ? 'check' : 'circle-large-outline',
    label: words.charAt(0).toUpperCase() + words.slice(1),
    detail: meaningOf(option),
  };
}

function meaningOf(option: SaveOption): string {
  switch (option) {
    case 'assignmentRule':
      return l10n.t('The rule gives the leads or cases their owners. Without this option, no rule runs.');
    case 'duplicates':
      return l10n.t('Saves rows that a duplicate rule reports, where the rule allows that. Not with the Bulk API.');
    case 'duplicatesAsCurrentUser':
      return l10n.t('Duplicate rules look only at records that you can see. Not with the Bulk API.');
    case 'updateOnly':
      return l10n.t('Rows without a record fail instead of creating one. REST only: one call per row.');
    case 'allOrNone':
      return l10n.t('One failed row undoes the other rows of its call.');
    case 'recordsPerCall':
      return l10n.t('Small calls, for triggers that cannot process 200 records at once. Not with the Bulk API.');
    case 'serial':
      return l10n.t('In the order of the file, so that calls do not lock each other’s records. Not with the Bulk API.');
  }
}

async function change(
  option: SaveOption,
  draft: Draft,
  step: StepTitle,
  core: Pick<LoadCore, 'org'>,
): Promise<StepAnswer<SaveOptions>> {
  const { [option]: before, ...others } = saveOf(draft).save ?? {};
  if (option === 'assignmentRule') return askRule({ draft, others, before }, step, core);
  if (option === 'recordsPerCall') return askRecordsPerCall({ others, before }, step);
  return before === undefined ? { ...others, [option]: examples[option] } : others;
}

interface Changing {
  readonly others: SaveOptions;
  readonly before: SaveOptions[SaveOption];
}

async function askRecordsPerCall({ others, before }: Changing, step: StepTitle): Promise<StepAnswer<SaveOptions>> {
  const answer = await askText(step, {
    prompt: l10n.t('Maximum number of records of a call, 1 to 200. Empty: 200.'),
    value: typeof before === 'number' ? String(before) : '',
    check: (text) =>
      text === '' || (/^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= 200)
        ? undefined
        : l10n.t('Enter a whole number from 1 to 200.'),
  });
  if (answer === back) return back;
  return answer === '' ? others : { ...others, recordsPerCall: Number(answer) };
}

async function askRule(
  { draft, others, before }: Changing & { readonly draft: Draft },
  step: StepTitle,
  core: Pick<LoadCore, 'org'>,
): Promise<StepAnswer<SaveOptions>> {
  const rule = await pickOne<string>(step, {
    placeholder: l10n.t('Which assignment rule should run?'),
    choices: (signal) => rulesOf(draft, core, signal),
    ...(typeof before === 'string' && { offered: before }),
  });
  if (rule === back) return back;
  return rule === '' ? others : { ...others, assignmentRule: rule };
}

async function rulesOf(draft: Draft, core: Pick<LoadCore, 'org'>, signal: AbortSignal): Promise<Choices<string>> {
  const object = (draft.guess?.object ?? '').replace(/\W/g, '');
  const { query } = (await core.org(draft.org.orgId)).rest;
  const soql = `SELECT Id, Name, Active FROM AssignmentRule WHERE SobjectType = '${object}' ORDER BY Name`;
  const { rows } = await query(soql, {}, { signal, progress: () => undefined });
  const choices: Choice<string>[] = [
    { value: '', label: l10n.t('No rule') },
    {
      value: 'active',
      label: l10n.t('The active rule'),
      detail: l10n.t('The rule that is active when the load starts'),
    },
  ];
  for await (const { Id: id, Name: name, Active: isActive } of rows)
    if (typeof id === 'string' && typeof name === 'string')
      choices.push({ value: id, label: name, ...(isActive === true && { description: l10n.t('active') }) });
  return choices;
}
