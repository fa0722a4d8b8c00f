// What blank cells shall do, said to a person: how many there are, what is chosen, and what the choice means.
import { l10n } from 'vscode';
import { isDeletion, type LoadSpec } from '../../../core/core';
import { formatCount } from '../../words/quantities';
import type { Choice } from '../../host/pick';
import { columnsSent, type Draft } from './draft';

export type Blanks = NonNullable<LoadSpec['blanks']>;

/** Undefined where blank cells do not matter: a deletion sends only ids. */
export function blanksChoice<T>(draft: Draft, value: T): Choice<T> | undefined {
  if (isDeletion(draft.operation)) return undefined;
  const label =
    draft.blanks === 'clear'
      ? `$(warning) ${l10n.t('Blank cells: clear their fields')}`
      : `$(circle-slash) ${l10n.t('Blank cells: leave fields as they are')}`;
  return { value, label, description: blankShare(draft) };
}

export const blanksChoices = (): readonly Choice<Blanks>[] => [
  {
    value: 'ignore',
    label: l10n.t('Leave the field as it is'),
    detail: l10n.t('As Salesforce does. Only #N/A clears a field; it cannot be loaded as text.'),
  },
  {
    value: 'clear',
    label: l10n.t('Clear the field'),
    detail: l10n.t('Blank cells go as #N/A, except in Id and in the key, from a copy of the file.'),
  },
];

/** Of the cells that are sent, as far as the preview shows. */
function blankShare(draft: Draft): string {
  const { columns, preview, records } = draft.inspection;
  const sent = new Set(columnsSent(draft));
  const cells = preview.flatMap((row) => columns.flatMap((column, at) => (sent.has(column) ? [row[at] ?? ''] : [])));
  const share = cells.filter((cell) => cell === '').length / Math.max(1, cells.length);
  const isWhole = records.exact && records.count <= preview.length;
  if (share === 0)
    return isWhole ? l10n.t('there are none') : l10n.t('none in the first {0} rows', formatCount(preview.length));
  return isWhole
    ? l10n.t('{0} of the cells', percent(share))
    : l10n.t('{0} of the cells in the first {1} rows', percent(share), formatCount(preview.length));
}

const percent = (share: number): string => (share < 0.01 ? '< 1 %' : `${Math.round(share * 100)} %`);
