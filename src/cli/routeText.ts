// How the command line names the API that takes the rows of a load, and why.
import type { Route } from '../core/core';
import { plural } from '../shared/protocol/plural';
import { count, rowsText } from './counts';

/** “1 collections call”, “12 REST calls”, “the Bulk API”. */
export function routeName({ api, calls = 1 }: Route): string {
  if (api === 'bulk') return 'the Bulk API';
  const name = api === 'rest' ? 'REST' : 'collections';
  return plural(calls, { one: `1 ${name} call`, other: `${count(calls)} ${name} calls` });
}

/** “1 collections call (120 rows; used for up to 200 rows)”. */
export const routeText = (route: Route): string => `${routeName(route)} (${reason(route)})`;

function reason({ reason: { code, rows, limit = 0 } }: Route): string {
  switch (code) {
    case 'chosen':
      return 'chosen';
    case 'hardDelete':
      return 'only it can delete permanently';
    case 'upsertById':
      return 'only it can upsert by Id';
    case 'atMost':
      return limit <= 1 ? rowsText(rows) : `${rowsText(rows)}; used for up to ${rowsText(limit)}`;
    case 'moreThan':
      return `${rowsText(rows)}; used for more than ${rowsText(limit)}`;
  }
}
