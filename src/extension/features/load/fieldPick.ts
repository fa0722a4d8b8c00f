// Asks for the field of one column, how its values name a record, and how they are written.
import { l10n } from 'vscode';
import {
  isRequired,
  suggestStep,
  takesValues,
  targetOf,
  toParentFields,
  type ObjectDescribe,
  type ParentTarget,
  type Step,
} from '../../../core/core';
import { back, pickOne, type Choice, type Choices, type StepAnswer, type StepTitle } from '../../host/pick';
import { fieldFacts } from '../../words/fields';
import { valuesInWords } from './columnWords';
import type { ChosenField, ColumnChoice } from './columns';
import { formatChoices } from './formatChoices';

type Field = ObjectDescribe['fields'][number];

export interface FieldQuestion {
  readonly choice: ColumnChoice;
  readonly choices: readonly ColumnChoice[];
  readonly fields: readonly Field[];
  readonly preview: readonly (readonly string[])[];
  /** The fields of a parent; asked for on demand. */
  readonly fieldsOf: (object: string) => Promise<readonly Field[]>;
}

const leaveOutColumn = Symbol('leaveOut');
export type FieldAnswer = ChosenField | typeof leaveOutColumn;
export const isLeftOut = (answer: FieldAnswer): answer is typeof leaveOutColumn => answer === leaveOutColumn;

/** Back from a later question returns to the list of fields. */
export async function askField(question: FieldQuestion, step: StepTitle): Promise<StepAnswer<FieldAnswer>> {
  for (;;) {
    const picked = await pickField(question, step);
    if (picked === back || picked === leaveOutColumn) return picked;
    const target = await askTarget(picked, question, step);
    if (target === back) continue;
    const steps = target.lookup || target.field !== picked.name ? [] : await askFormat(picked, question, step);
    if (steps !== back) return { ...target, steps };
  }
}

async function pickField(
  { choice, choices, fields, preview }: FieldQuestion,
  step: StepTitle,
): Promise<StepAnswer<Field | typeof leaveOutColumn>> {
  const at = choices.indexOf(choice);
  return pickOne<Field | typeof leaveOutColumn>(step, {
    placeholder: l10n.t('Which field does “{0}” go to? Values: {1}', choice.column, valuesInWords(preview, at)),
    choices: fieldChoices(choice, choices, fields),
  });
}

function fieldChoices(
  choice: ColumnChoice,
  choices: readonly ColumnChoice[],
  fields: readonly Field[],
): Choices<Field | typeof leaveOutColumn> {
  const columns = new Map(
    choices.flatMap(({ column, field }) => (field === undefined ? [] : [[field, column] as const])),
  );
  const writable = fields.filter(takesValues);
  const near = new Set([choice.field, ...(choice.candidates ?? [])]);
  const toChoice = (field: Field): Choice<Field> => ({
    value: field,
    label: field.label,
    description: [
      field.name,
      ...fieldFacts(field),
      ...required(field),
      ...takenBy(columns.get(field.name), choice),
    ].join(' · '),
  });
  const suggested = [...near].flatMap((name) => writable.filter((field) => field.name === name));
  const others = writable
    .filter(({ name }) => !near.has(name))
    .sort((one, other) => one.label.localeCompare(other.label));
  return [
    ...(suggested.length > 0 ? [{ heading: l10n.t('Suggested') }, ...suggested.map(toChoice)] : []),
    {
      value: leaveOutColumn,
      icon: 'circle-slash',
      label: l10n.t('Leave the Column Out'),
      description: l10n.t('its values are not sent'),
    },
    { heading: l10n.t('All fields') },
    ...others.map(toChoice),
  ];
}

const takenBy = (column: string | undefined, choice: ColumnChoice): readonly string[] =>
  column === undefined || column === choice.column ? [] : [l10n.t('now gets “{0}”', column)];

const required = (field: Field): readonly string[] => (isRequired(field) ? [l10n.t('required')] : []);

/** A reference takes IDs, or another field by which its parent is found. */
async function askTarget(
  field: Field,
  { fieldsOf }: FieldQuestion,
  step: StepTitle,
): Promise<StepAnswer<ParentTarget>> {
  if (field.referenceTo.length === 0) return { field: field.name };
  const byId: Choice<ParentTarget> = {
    value: { field: field.name },
    label: l10n.t('Record IDs'),
    description: field.name,
  };
  return pickOne<ParentTarget>(step, {
    placeholder: l10n.t('How do the values identify the {0} record?', field.label),
    choices: async () => {
      const lists = await Promise.all(
        field.referenceTo.slice(0, 5).map(async (object) => targetsIn(object, field, await fieldsOf(object))),
      );
      return [byId, ...lists.flat()];
    },
  });
}

function targetsIn(object: string, field: Field, fields: readonly Field[]): readonly Choice<ParentTarget>[] {
  const parents = toParentFields(object, fields).filter(({ name }) => name !== 'Id');
  return parents.map((parent): Choice<ParentTarget> => {
    const target = targetOf(field, parent);
    return {
      value: target,
      label: l10n.t('{0} of the {1}', parent.label, object),
      description: target.lookup ? l10n.t('{0}, found before the load starts', parent.name) : target.field,
    };
  });
}

/** Asked only where the samples are no values that Salesforce takes. */
async function askFormat(
  { type, label }: Field,
  { choice, choices, preview }: FieldQuestion,
  step: StepTitle,
): Promise<StepAnswer<readonly Step[]>> {
  const at = choices.indexOf(choice);
  const found = suggestStep(
    type,
    preview.map((row) => row[at] ?? ''),
  );
  if (!found) return [];
  return askStep({ steps: found.kind === 'ask' ? found.steps : [found.step], sample: found.sample, label }, step);
}

export interface StepQuestion {
  readonly steps: readonly Step[];
  readonly sample: string;
  /** Of the field. */
  readonly label: string;
}

export const askStep = (
  { steps, sample, label }: StepQuestion,
  step: StepTitle,
): Promise<StepAnswer<readonly Step[]>> =>
  pickOne<readonly Step[]>(step, {
    placeholder: l10n.t('How are the values for {0} written? For example: {1}', label, sample),
    choices: formatChoices(steps, sample),
  });
