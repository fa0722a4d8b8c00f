// The choice of what blank cells do: how many there are, what is chosen, and what each choice means.
import { l10n } from 'vscode';
import { sendsOnlyIds, type LoadSpec } from '../../../core/core';
import { plural } from '../../words/counts';
import { formatCount } from '../../words/quantities';
import type { Choice } from '../../host/pick';
import { columnsSent, type Draft } from './draft';

export type Blanks = NonNullable<LoadSpec['blanks']>;

/** Undefined for deletions, which send no cells but ids. */
export function blanksChoice<T>(draft: Draft, value: T): Choice<T> | undefined {
  if (sendsOnlyIds(draft.operation)) return undefined;
  return { value, ...blanksLabel(draft), description: blankShare(draft) };
}

function blanksLabel({ blanks, operation }: Draft): Pick<Choice<unknown>, 'icon' | 'label'> {
  if (blanks === 'clear') return { icon: 'warning', label: l10n.t('Blank cells: clear the field') };
  // An insert has no old value that could stay.
  return {
    icon: 'circle-slash',
    label: operation === 'insert' ? l10n.t('Blank cells: not sent') : l10n.t('Blank cells: leave the field unchanged'),
  };
}

export const blanksChoices = (): readonly Choice<Blanks>[] => [
  {
    value: 'ignore',
    label: l10n.t('Leave the field unchanged'),
    detail: l10n.t('The default of Salesforce. Only #N/A clears a field.'),
  },
  {
    value: 'clear',
    label: l10n.t('Clear the field'),
    detail: l10n.t('Sends a copy of the file with #N/A in blank cells, except in Id and in the key.'),
  },
];

/** The share of blank cells among those that are sent, as far as the preview shows. */
function blankShare(draft: Draft): string {
  const { columns, preview, records } = draft.inspection;
  const sent = new Set(columnsSent(draft));
  const cells = preview.flatMap((row) => columns.flatMap((column, at) => (sent.has(column) ? [row[at] ?? ''] : [])));
  const share = cells.filter((cell) => cell === '').length / Math.max(1, cells.length);
  const isWhole = records.exact && records.count <= preview.length;
  if (share === 0)
    return isWhole
      ? l10n.t('no blank cells')
      : l10n.t(
          plural(preview.length, { one: 'none in the first row', other: 'none in the first {0} rows' }),
          formatCount(preview.length),
        );
  return isWhole
    ? l10n.t('{0} of the cells', percent(share))
    : l10n.t(
        plural(preview.length, {
          one: '{0} of the cells in the first row',
          other: '{0} of the cells in the first {1} rows',
        }),
        percent(share),
        formatCount(preview.length),
      );
}

const percent = (share: number): string => (share < 0.01 ? '< 1%' : `${Math.round(share * 100)}%`);
