// What each step can be told: the inputs of the form, and what a new step begins with.
import type { StepForm, StepKind } from '../../../../src/shared/protocol/mapping';
import { sayStep, type StepText } from './stepStrings';

/** A step that the form can change. */
export type Editable = Extract<StepForm, { readonly options: unknown }>;

export interface Option {
  readonly name: string;
  readonly label: StepText;
  /** Values to choose from with what they say; missing for free text. */
  readonly choices?: readonly (readonly [value: string, text: StepText])[];
  readonly isRequired?: true;
}

const otherText: Option = { name: 'with', label: 'with' };
const format: Option = { name: 'format', label: 'format', isRequired: true };

export const optionsOf: Readonly<Record<StepKind, readonly Option[]>> = {
  trim: [],
  coalesce: [],
  case: [
    {
      name: 'to',
      label: 'caseTo',
      choices: [
        ['upper', 'upper'],
        ['lower', 'lower'],
        ['title', 'title'],
      ],
    },
  ],
  split: [
    { name: 'by', label: 'splitBy', isRequired: true },
    { name: 'with', label: 'joinWith' },
  ],
  replace: [{ name: 'find', label: 'find', isRequired: true }, otherText],
  regex: [
    { name: 'pattern', label: 'pattern', isRequired: true },
    otherText,
    {
      name: 'ignoreCase',
      label: 'letters',
      choices: [
        ['', 'exactCase'],
        ['true', 'anyCase'],
      ],
    },
  ],
  number: [
    {
      name: 'decimal',
      label: 'decimal',
      choices: [
        [',', 'comma'],
        ['.', 'point'],
      ],
    },
    {
      name: 'group',
      label: 'group',
      choices: [
        ['', 'noGroup'],
        ['.', 'point'],
        [',', 'comma'],
        [' ', 'blank'],
        ["'", 'apostrophe'],
      ],
    },
  ],
  date: [format],
  dateTime: [
    format,
    {
      name: 'overlap',
      label: 'overlap',
      choices: [
        ['', 'fails'],
        ['earlier', 'earlier'],
        ['later', 'later'],
      ],
    },
  ],
  boolean: [
    { name: 'yes', label: 'yes', isRequired: true },
    { name: 'no', label: 'no', isRequired: true },
  ],
  table: [
    {
      name: 'otherwise',
      label: 'otherwise',
      choices: [
        ['fail', 'fails'],
        ['keep', 'keep'],
        ['blank', 'becomesBlank'],
        ['use', 'useOther'],
      ],
    },
    { name: 'use', label: 'otherValue' },
  ],
  default: [{ name: 'value', label: 'value', isRequired: true }],
  concat: [{ name: 'separator', label: 'separator' }],
  path: [{ name: 'path', label: 'path', isRequired: true }],
};

const begun: Readonly<Partial<Record<StepKind, Readonly<Record<string, string>>>>> = {
  case: { to: 'upper' },
  split: { by: ',', with: ';' },
  number: { decimal: ',', group: '.' },
  date: { format: 'dd.MM.yyyy' },
  dateTime: { format: 'dd.MM.yyyy HH:mm' },
  table: { otherwise: 'fail' },
};

export const newStep = (kind: StepKind): Editable => ({
  kind,
  options: begun[kind] ?? {},
  ...(kind === 'table' && { values: [['', '']] }),
});

/** The value of a list that the list does not have, such as a group of another character, is kept. */
export function choicesOf({ choices = [] }: Option, value: string): readonly (readonly [string, string])[] {
  const known = choices.map(([one, text]) => [one, sayStep(text)] as const);
  return known.some(([one]) => one === value) ? known : [...known, [value, value]];
}

/** An option that counts only beside another one. */
export const isShown = ({ name }: Option, { kind, options }: Editable): boolean =>
  kind !== 'table' || name !== 'use' || options['otherwise'] === 'use';
