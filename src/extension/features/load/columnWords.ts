// How the columns of a file, their fields and the reasons for both are said.
import { l10n } from 'vscode';
import { plural } from '../../words/counts';
import { samplesOf } from '../../words/fields';
import { formatCount } from '../../words/quantities';
import type { ColumnChoice } from './columns';
import { columnsSent, type Draft } from './draft';

/** `Rev. → AnnualRevenue`, `Parent Name → ParentId (Account by Name)` */
export function columnLabel({ column, field, lookup }: ColumnChoice): string {
  if (field === undefined) return column;
  if (lookup) return l10n.t('{0} → {1} ({2} by {3})', column, field, lookup.object, lookup.by);
  return l10n.t('{0} → {1}', column, field);
}

/** Why a column has its field or has none. */
export function reasonInWords({ reason, candidates = [] }: Pick<ColumnChoice, 'reason' | 'candidates'>): string {
  const [field = ''] = candidates;
  switch (reason) {
    case 'remembered':
      return l10n.t('accepted before');
    case 'apiName':
      return l10n.t('same API name');
    case 'label':
      return l10n.t('same label');
    case 'shortName':
      return l10n.t('same name');
    case 'relationship':
    case 'parent':
      return l10n.t('field of the parent');
    case 'similar':
      return l10n.t('similar name');
    case 'chosen':
      return l10n.t('chosen by you');
    case 'noField':
      return l10n.t('no field has a similar name');
    case 'severalFields':
      return l10n.t('several fields are similar: {0}', candidates.join(', '));
    case 'taken':
      return l10n.t('another column has the field {0}', field);
    case 'notWritable':
      return l10n.t('Salesforce sets the field {0} itself', field);
    case 'leftOut':
      return l10n.t('left out by you');
    case 'resultColumn':
      return l10n.t('result of an earlier load');
    case 'noName':
      return l10n.t('the column has no name');
  }
}

/** What is known of a column so far: its reason once it is accepted, else how sure the proposal is. */
export function stateInWords(choice: ColumnChoice): string {
  const { isAccepted, field, reason, asks } = choice;
  const why = reasonInWords(choice);
  if (isAccepted || asks) return why;
  if (field !== undefined) return l10n.t('likely, {0}', why);
  return reason === 'noField' ? l10n.t('no field yet') : l10n.t('no field yet: {0}', why);
}

/** `sends 4 columns, leaves 1 out` */
export function acceptMeaning(draft: Draft): string {
  const sent = columnsSent(draft).length;
  const left = draft.inspection.columns.length - sent;
  const sends = l10n.t(plural(sent, { one: 'sends {0} column', other: 'sends {0} columns' }), formatCount(sent));
  if (left === 0) return sends;
  const leaves = l10n.t(plural(left, { one: 'leaves {0} out', other: 'leaves {0} out' }), formatCount(left));
  return l10n.t('{0}, {1}', sends, leaves);
}

/** The first values of a column, or that there are none. */
export const valuesInWords = (preview: readonly (readonly string[])[], at: number): string =>
  samplesOf(preview, at) || l10n.t('no values in the first rows');
