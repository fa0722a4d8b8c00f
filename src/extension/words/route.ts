// Says which API takes the rows of a load, and why.
import { l10n } from 'vscode';
import type { Route } from '../../core/core';
import { plural, rowsInWords } from './counts';
import { formatCount } from './quantities';

export function routeName({ api, calls = 1, wait }: Route): string {
  switch (api) {
    case 'rest':
      return l10n.t(plural(calls, { one: '{0} REST call', other: '{0} REST calls' }), formatCount(calls));
    case 'collections':
      return l10n.t(plural(calls, { one: '{0} collections call', other: '{0} collections calls' }), formatCount(calls));
    case 'bulk':
      return wait ? l10n.t('Bulk API') : l10n.t('Bulk API, in the background');
  }
}

/** `rows`: their number in words, such as “about 9,000,000 rows”. */
export function routeReason({ reason: { code, rows: count, limit = 0 } }: Route, rows = rowsInWords(count)): string {
  switch (code) {
    case 'chosen':
      return l10n.t('chosen');
    case 'hardDelete':
      return l10n.t('only the Bulk API can delete permanently');
    case 'upsertById':
      return l10n.t('only the Bulk API can upsert by Id');
    case 'atMost':
      return limit <= 1 ? rows : l10n.t('{0}; used for up to {1} rows', rows, formatCount(limit));
    case 'moreThan':
      return l10n.t(
        plural(limit, { one: '{0}; used for more than {1} row', other: '{0}; used for more than {1} rows' }),
        rows,
        formatCount(limit),
      );
  }
}

/** “1 collections call (120 rows; used for up to 200 rows)” */
export const routeInWords = (route: Route): string => l10n.t('{0} ({1})', routeName(route), routeReason(route));
