// The formats in which the values of a column may be written, each with what it makes of a sample.
import { l10n } from 'vscode';
import type { Step } from '../../../core/core';
import type { Choice } from '../../host/pick';
import { stepsInWords } from '../../words/steps';

export const formatChoices = (steps: readonly Step[], sample: string): readonly Choice<readonly Step[]>[] => [
  ...steps.map((step) => ({
    value: [step],
    label: capital(stepsInWords([step])),
    description: meaningOf(step, sample),
  })),
  {
    value: [],
    label: l10n.t('As They Are'),
    description: l10n.t('Salesforce may reject them'),
  },
];

/** Undecided formats differ in the order of day and month, and in what a comma means. */
function meaningOf(step: Step, sample: string): string {
  switch (step.kind) {
    case 'date':
    case 'dateTime':
      if (step.format.startsWith('M')) return l10n.t('{0}: the month comes first', sample);
      return step.format.startsWith('d') ? l10n.t('{0}: the day comes first', sample) : sample;
    case 'number':
      return step.decimal === ','
        ? l10n.t('{0}: the comma is the decimal separator', sample)
        : l10n.t('{0}: the period is the decimal separator', sample);
    default:
      return sample;
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
