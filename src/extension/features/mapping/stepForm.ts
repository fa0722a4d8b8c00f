// The steps of a field as the form of the mapping page has them, and back.
import type { CaseKind, Otherwise, Step } from '../../../core/core';
import type { StepForm, StepKind } from '../../../shared/protocol/mapping';
import { stepsInWords } from '../../words/steps';

/** Larger tables are changed in the text, or in their own file. */
const maxValues = 50;

/** `at`: its number among the steps of the field. */
export function toForm(step: Step, at: number): StepForm {
  return formOf(step) ?? { kind: 'textOnly', at, words: stepsInWords([step]) };
}

function formOf(step: Step): StepForm | undefined {
  switch (step.kind) {
    case 'constant':
    case 'when':
      return undefined;
    case 'table':
      return tableForm(step);
    case 'boolean': {
      const words = [...step.true, ...step.false];
      if (words.some((word) => word !== word.trim() || word.includes(','))) return undefined;
      return { kind: 'boolean', options: { yes: step.true.join(', '), no: step.false.join(', ') } };
    }
    default: {
      const { kind, ...options } = step;
      return {
        kind,
        options: Object.fromEntries(Object.entries(options).map(([name, value]) => [name, String(value)])),
      };
    }
  }
}

function tableForm({ values, otherwise, source }: Extract<Step, { kind: 'table' }>): StepForm | undefined {
  const pairs = Object.entries(values);
  if (source || pairs.length > maxValues) return undefined;
  const options = typeof otherwise === 'string' ? { otherwise } : { otherwise: 'use', use: otherwise.use };
  return { kind: 'table', options, values: pairs };
}

/** `before`: the steps of the text. Undefined for one that is no longer there. Whether it is valid is not checked. */
export function fromForm(form: StepForm, before: readonly Step[]): Step | undefined {
  if (form.kind === 'textOnly') return before[form.at];
  const { kind, options, values = [] } = form;
  return builders[kind]((name) => options[name] ?? '', values);
}

type Builder = (option: (name: string) => string, values: readonly (readonly [string, string])[]) => Step;

const builders: Readonly<Record<StepKind, Builder>> = {
  trim: () => ({ kind: 'trim' }),
  coalesce: () => ({ kind: 'coalesce' }),
  case: (option) => ({ kind: 'case', to: option('to') as CaseKind }),
  split: (option) => ({ kind: 'split', by: option('by'), with: option('with') }),
  replace: (option) => ({ kind: 'replace', find: option('find'), with: option('with') }),
  regex: (option) => ({
    kind: 'regex',
    pattern: option('pattern'),
    with: option('with'),
    ...(option('ignoreCase') === 'true' && { ignoreCase: true }),
  }),
  number: (option) => ({
    kind: 'number',
    decimal: option('decimal') as ',' | '.',
    ...(option('group') !== '' && { group: option('group') }),
  }),
  date: (option) => ({ kind: 'date', format: option('format') }),
  dateTime: (option) => ({
    kind: 'dateTime',
    format: option('format'),
    ...(option('overlap') !== '' && { overlap: option('overlap') as 'earlier' | 'later' }),
  }),
  boolean: (option) => ({ kind: 'boolean', true: words(option('yes')), false: words(option('no')) }),
  table: (option, values) => ({
    kind: 'table',
    values: Object.fromEntries(values),
    otherwise: option('otherwise') === 'use' ? { use: option('use') } : (option('otherwise') as Otherwise),
  }),
  default: (option) => ({ kind: 'default', value: option('value') }),
  concat: (option) => ({ kind: 'concat', separator: option('separator') }),
  path: (option) => ({ kind: 'path', path: option('path') }),
};

const words = (text: string): readonly string[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
