// Which rows of a load can be retried, as choices: those that its page shows first, then its lists and its errors.
import { l10n } from 'vscode';
import type { FailureGroup, Jobs, LoadState, RetryChoice } from '../../../core/core';
import type { Choice, Heading } from '../../host/pick';
import { plural, rowsInWords } from '../../words/counts';
import type { RowChoice } from './loadRowsTable';

/** Rows as the page of a job shows them: those that it lists, and the selected ones. */
export interface ShownRows {
  readonly choice: RowChoice;
  readonly total: number;
  /** Positions in the order of the choice. */
  readonly selected: readonly { readonly first: number; readonly rows: number }[];
}

export const placesOf = ({ selected }: ShownRows): readonly number[] =>
  selected.flatMap(({ first, rows }) => Array.from({ length: rows }, (_, index) => first + index));

/** Undefined where the list has no rows that can be retried. */
export function selectedRows(shown: ShownRows): (RetryChoice & { readonly places: readonly number[] }) | undefined {
  const { list, ...query } = shown.choice;
  return list === 'succeeded' ? undefined : { ...query, list, places: placesOf(shown) };
}

/** The selected rows, then those that match the filter if there is one. */
export function shownChoices(shown: ShownRows): readonly Choice<RetryChoice>[] {
  const { total } = shown;
  const selected = selectedRows(shown);
  if (!selected) return [];
  const { places, ...query } = selected;
  const isFiltered = query.text !== undefined || query.group !== undefined;
  return [
    {
      value: selected,
      label: l10n.t(plural(places.length, { one: 'The selected row', other: 'The selected rows' })),
      description: rowsInWords(places.length),
    },
    ...(isFiltered
      ? [
          {
            value: query,
            label: l10n.t('The rows that match the filter'),
            description: rowsInWords(total),
          },
        ]
      : []),
  ];
}

/** `groups`: as many as the job has, with the rows that no other attempt took. */
export function retryChoices(
  { groups }: Pick<LoadState, 'groups'>,
  open: ReturnType<Jobs['openRows']>,
  temporary: readonly FailureGroup[],
): readonly (Choice<RetryChoice> | Heading)[] {
  const failed = { list: 'failed' } as const;
  const sum = temporary.reduce((all, { count }) => all + count, 0);
  const oneError = groups.flatMap(({ code, message, count, fields }, group) => {
    const description = [rowsInWords(count), ...fields, code].join(' · ');
    return count > 0 ? [{ value: { ...failed, group }, label: message, description }] : [];
  });
  return [
    ...(open.failed > 0
      ? [{ value: failed, label: l10n.t('All failed rows'), description: rowsInWords(open.failed) }]
      : []),
    ...(open.failed > 0 && sum > 0
      ? [
          {
            value: { ...failed, temporary: true },
            label: l10n.t('Temporary failures'),
            description: rowsInWords(sum),
            detail: l10n.t('For example, locked records. Retried in small parts, one at a time.'),
          },
        ]
      : []),
    ...(open.unprocessed > 0
      ? [
          {
            value: { list: 'unprocessed' } as const,
            label: l10n.t('Unprocessed rows'),
            description: rowsInWords(open.unprocessed),
          },
        ]
      : []),
    ...(open.unknown > 0
      ? [
          {
            value: { list: 'unknown' } as const,
            label: l10n.t('Unknown rows'),
            description: rowsInWords(open.unknown),
            detail: l10n.t('Salesforce may have saved them. Query the org first.'),
          },
        ]
      : []),
    ...(open.failed > 0 && oneError.length > 1
      ? [
          { heading: l10n.t('Rows with one error') },
          // The same message about other fields is another error.
          ...oneError,
        ]
      : []),
  ];
}
