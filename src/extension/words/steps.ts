// What a mapping does with the values of a column.
import { l10n } from 'vscode';
import type { FieldMapping, Step } from '../../core/core';

/** `decimal comma`, `dates as dd/MM/yyyy`; empty where the values are sent as they are. */
export const stepsInWords = (steps: readonly Step[]): string => steps.map(stepInWords).join(', ');

/** The other columns, the steps and the lookup of a field; empty where it gets the values of one column as they are. */
export const conversionInWords = ({ from, steps, lookup }: FieldMapping): string =>
  [
    ...(from.length > 1 ? [l10n.t('with {0}', from.slice(1).join(', '))] : []),
    ...(steps.length > 0 ? [stepsInWords(steps)] : []),
    ...(lookup ? [l10n.t('{0} by {1}', lookup.object, lookup.by)] : []),
  ].join(' · ');

function stepInWords(step: Step): string {
  switch (step.kind) {
    case 'number':
      return step.decimal === ',' ? l10n.t('decimal comma') : l10n.t('decimal point');
    case 'date':
      return l10n.t('dates as {0}', step.format);
    case 'dateTime':
      return l10n.t('dates and times as {0}', step.format);
    case 'boolean':
      return l10n.t('{0} means yes', step.true.join(', '));
    default:
      return textStepInWords(step);
  }
}

type TextStep = Exclude<Step, { readonly kind: 'number' | 'date' | 'dateTime' | 'boolean' }>;

function textStepInWords(step: TextStep): string {
  switch (step.kind) {
    case 'constant':
      return l10n.t('always “{0}”', step.value);
    case 'default':
      return l10n.t('“{0}” where blank', step.value);
    case 'concat':
      return l10n.t('joined with “{0}”', step.separator);
    case 'coalesce':
      return l10n.t('the first that is not blank');
    case 'trim':
      return l10n.t('without blanks around');
    case 'case':
      return caseInWords(step.to);
    case 'split':
      return l10n.t('split at “{0}”, joined with “{1}”', step.by, step.with);
    case 'replace':
      return l10n.t('“{0}” replaced with “{1}”', step.find, step.with);
    case 'regex':
      return l10n.t('pattern {0} replaced with “{1}”', step.pattern, step.with);
    case 'table':
      return l10n.t('value table');
    case 'path':
      return l10n.t('{0} of the JSON value', step.path);
    case 'when':
      return l10n.t('by conditions');
  }
}

function caseInWords(to: (Step & { readonly kind: 'case' })['to']): string {
  switch (to) {
    case 'upper':
      return l10n.t('upper case');
    case 'lower':
      return l10n.t('lower case');
    case 'title':
      return l10n.t('title case');
  }
}
