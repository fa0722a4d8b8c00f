// Which way the rows of a load go and why, said to a person.
import { l10n } from 'vscode';
import type { Route } from '../../core/core';
import { formatCount } from './quantities';

export function routeName({ api, calls = 1, wait }: Route): string {
  switch (api) {
    case 'rest':
      return calls === 1 ? l10n.t('1 REST call') : l10n.t('{0} REST calls', formatCount(calls));
    case 'collections':
      return calls === 1 ? l10n.t('1 collections call') : l10n.t('{0} collections calls', formatCount(calls));
    case 'bulk':
      return wait ? l10n.t('Bulk API') : l10n.t('Bulk API, in the background');
  }
}

/** `rows`: their number in words, such as “about 9,000,000 rows”. */
export function routeReason({ reason: { code, rows: count, limit = 0 } }: Route, rows = rowsInWords(count)): string {
  switch (code) {
    case 'chosen':
      return l10n.t('as chosen');
    case 'hardDelete':
      return l10n.t('since only the Bulk API deletes for good');
    case 'upsertById':
      return l10n.t('since only the Bulk API upserts by Id');
    case 'atMost':
      return count === 1
        ? l10n.t('since there is 1 row')
        : l10n.t('since {0} are at most {1}', rows, formatCount(limit));
    case 'moreThan':
      return l10n.t('since {0} are more than {1}', rows, formatCount(limit));
  }
}

/** “1 collections call, since 120 rows are at most 200” */
export const routeInWords = (route: Route): string => `${routeName(route)}, ${routeReason(route)}`;

const rowsInWords = (count: number): string => (count === 1 ? l10n.t('1 row') : l10n.t('{0} rows', formatCount(count)));
