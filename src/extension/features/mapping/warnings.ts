// Says what Salesforce may reject of the values that a mapping makes.
import { l10n } from 'vscode';
import { checkValues, type ObjectDescribe, type PreviewCell } from '../../../core/core';

export type Field = ObjectDescribe['fields'][number];

/** Empty when nothing is known. `field` is undefined for a name that the object does not have. */
export function warningOf(field: Field | undefined, cells: readonly PreviewCell[]): string {
  const problem = checkValues(field, cells);
  switch (problem?.kind) {
    case 'noField':
      return l10n.t('The object has no such field');
    case 'notWritable':
      return l10n.t('Salesforce sets this field itself');
    case 'notConverted':
      return problem.message;
    case 'wrongType':
      return l10n.t('Salesforce cannot read “{0}” as {1}', problem.value, problem.type);
    case 'tooLong':
      return l10n.t('A value has {0} characters. The field takes at most {1}.', problem.length, problem.maxLength);
    case 'notInPicklist':
      return l10n.t('“{0}” is not a value of the picklist', problem.value);
    case undefined:
      return '';
  }
}
