// The box in which a query is typed or mended; what is wrong with it is said where it stands.
import { l10n } from 'vscode';
import { askText, type StepAnswer, type StepTitle } from '../../host/pick';
import { mistakeInWords } from './words';

export interface Complaint {
  readonly sentence: string;
  readonly at: number;
}

/** A box of one line would join the words around a line break; places in the query stay the same. */
const inOneLine = (soql: string): string => soql.replace(/[\r\n\t]/g, ' ');

/** `complaint`: what is wrong with `soql` by what Salesforce said. */
export async function askSoql(step: StepTitle, soql: string, complaint?: Complaint): Promise<StepAnswer<string>> {
  const { checkSoql } = await import('../../../core/core');
  const shown = inOneLine(soql);
  const typed = await askText(step, {
    prompt: l10n.t('Which records? Write a query in SOQL.'),
    placeholder: 'SELECT Id, Name FROM Account',
    value: shown,
    complaint,
    check: (text) => {
      const problem = checkSoql(text);
      return problem && mistakeInWords(problem.mistake);
    },
  });
  return typed === shown.trim() ? soql : typed;
}
