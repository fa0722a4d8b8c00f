// Which of the Bulk API jobs in Salesforce are listed: the filter, and how it is shown.
import { l10n } from 'vscode';
import type { RemoteFilter } from '../../../../core/core';

/** Holds an age instead of a time, because the time would have to move with the clock. */
export type RemoteListFilter = Omit<RemoteFilter, 'since'> & { readonly hours?: number };

const hourMs = 60 * 60 * 1000;

export const toRemoteFilter = ({ hours, ...rest }: RemoteListFilter, nowMs: number): RemoteFilter => ({
  ...rest,
  ...(hours !== undefined && { since: nowMs - hours * hourMs }),
});

export const filterInWords = ({ hours, ...rest }: RemoteListFilter): readonly string[] => [
  ...Object.values(rest),
  ...(hours === undefined ? [] : [ageInWords(hours)]),
];

export const ageInWords = (hours: number): string =>
  hours === 1 ? l10n.t('last hour') : hours === 24 ? l10n.t('last day') : l10n.t('last {0} days', hours / 24);
