// Says which API loads the rows of a file, and why.
import { l10n } from 'vscode';
import type { Route } from '../../core/core';
import { plural, rowsInWords } from './counts';
import { formatCount } from './quantities';
import { saveOptionInWords } from './saveOption';

export function routeName({ api, calls = 1, wait }: Route): string {
  switch (api) {
    case 'rest':
      return l10n.t(plural(calls, { one: 'REST, {0} call', other: 'REST, {0} calls' }), formatCount(calls));
    case 'collections':
      return l10n.t(
        plural(calls, { one: 'REST collections, {0} call', other: 'REST collections, {0} calls' }),
        formatCount(calls),
      );
    case 'soap':
      return l10n.t(plural(calls, { one: 'SOAP API, {0} call', other: 'SOAP API, {0} calls' }), formatCount(calls));
    case 'bulk':
      return wait ? l10n.t('Bulk API 2.0') : l10n.t('Bulk API 2.0, in the background');
  }
}

/** `rows`: their number in words, such as “about 9,000,000 rows”. */
export function routeReason(
  { reason: { code, rows: count, limit = 0, option } }: Route,
  rows = rowsInWords(count),
): string {
  switch (code) {
    case 'chosen':
      return l10n.t('chosen');
    case 'hardDelete':
      return l10n.t('only the Bulk API can delete permanently');
    case 'upsertById':
      return l10n.t('only the Bulk API can upsert by Id');
    case 'undelete':
      return l10n.t('only the SOAP API can undelete');
    case 'saveOption':
      return option === undefined ? l10n.t('chosen') : l10n.t('“{0}” needs it', saveOptionInWords(option));
    case 'lineBreaks':
      return l10n.t('values have LF and CRLF line breaks, which the Bulk API does not accept together');
    case 'naAsText':
      return l10n.t('the Bulk API cannot store #N/A as text');
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

/** “REST collections, 1 call (120 rows; used for up to 200 rows)” */
export const routeInWords = (route: Route): string => l10n.t('{0} ({1})', routeName(route), routeReason(route));
