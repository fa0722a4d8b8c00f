// The input box for a query. A problem puts the cursor at its position in the query.
import { l10n } from 'vscode';
import { askText, type StepAnswer, type StepTitle } from '../../host/pick';
import { mistakeInWords } from './words';

export interface QueryProblem {
  readonly sentence: string;
  readonly at: number;
}

/** An input box has one line and would drop line breaks. Spaces keep the positions in the query the same. */
const inOneLine = (soql: string): string => soql.replace(/[\r\n\t]/g, ' ');

/** `problem`: why Salesforce rejected `soql`. */
export async function askSoql(step: StepTitle, soql: string, problem?: QueryProblem): Promise<StepAnswer<string>> {
  const { checkSoql } = await import('../../../core/core');
  const shown = inOneLine(soql);
  const typed = await askText(step, {
    prompt: l10n.t('Enter a SOQL query for the records to export.'),
    placeholder: 'SELECT Id, Name FROM Account',
    value: shown,
    problem,
    check: (text) => {
      const found = checkSoql(text);
      return found && mistakeInWords(found.mistake);
    },
  });
  return typed === shown.trim() ? soql : typed;
}
