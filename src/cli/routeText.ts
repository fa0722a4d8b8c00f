// How the command line names the API that takes the rows of a load, and why.
import type { Route, SaveOption } from '../core/core';
import { plural } from '../shared/protocol/plural';
import { count, rowsText } from './counts';

/** “REST collections, 1 call”, “REST, 12 calls”, “Bulk API 2.0”. */
export function routeName({ api, calls = 1 }: Route): string {
  if (api === 'bulk') return 'Bulk API 2.0';
  const name = { rest: 'REST', collections: 'REST collections', soap: 'SOAP API' }[api];
  return plural(calls, { one: `${name}, 1 call`, other: `${name}, ${count(calls)} calls` });
}

/** “REST collections, 1 call (120 rows; used for up to 200 rows)”. */
export const routeText = (route: Route): string => `${routeName(route)} (${reason(route)})`;

function reason({ api, reason: { code, rows, limit = 0, option } }: Route): string {
  switch (code) {
    case 'chosen':
      return 'chosen';
    case 'hardDelete':
      return 'only it can delete permanently';
    case 'upsertById':
      return 'only it can upsert by Id';
    case 'undelete':
      return 'only it can undelete';
    case 'saveOption':
      return `${rowsText(rows)}; ${optionText(option)} needs it${api === 'rest' ? ', with one call per row' : ''}`;
    case 'lineBreaks':
      return `${rowsText(rows)}; values have LF and CRLF line breaks, which the Bulk API does not accept together`;
    case 'naAsText':
      return `${rowsText(rows)}; the Bulk API cannot store #N/A as text`;
    case 'atMost':
      return limit <= 1 ? rowsText(rows) : `${rowsText(rows)}; used for up to ${rowsText(limit)}`;
    case 'moreThan':
      return `${rowsText(rows)}; used for more than ${rowsText(limit)}`;
  }
}

const optionNames: Readonly<Record<SaveOption, string>> = {
  assignmentRule: '--assignment-rule',
  duplicates: '--allow-duplicates',
  duplicatesAsCurrentUser: '--duplicates-as-current-user',
  allOrNone: '--all-or-none',
  updateOnly: '--update-only',
  recordsPerCall: '--batch-size',
  serial: '--serial',
};

const optionText = (option: SaveOption = 'serial'): string => optionNames[option];
