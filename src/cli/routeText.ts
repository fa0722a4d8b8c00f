// How the command line names the route of a load and says why it was chosen.
import type { Route } from '../core/core';

/** “1 collections call”, “12 REST calls”, “the Bulk API”. */
export function routeName({ api, calls = 1 }: Route): string {
  if (api === 'bulk') return 'the Bulk API';
  return `${count(calls)} ${api === 'rest' ? 'REST' : 'collections'} ${calls === 1 ? 'call' : 'calls'}`;
}

/** “1 collections call, since 120 rows are at most 200”. */
export const routeText = (route: Route): string => `${routeName(route)}, ${why(route)}`;

function why({ reason: { code, rows, limit = 0 } }: Route): string {
  const found = rows === 1 ? '1 row is' : `${count(rows)} rows are`;
  switch (code) {
    case 'chosen':
      return 'as asked';
    case 'hardDelete':
      return 'since only it deletes for good';
    case 'upsertById':
      return 'since only it upserts by Id';
    case 'atMost':
      return rows === 1 ? 'since there is 1 row' : `since ${found} at most ${count(limit)}`;
    case 'moreThan':
      return `since ${found} more than ${count(limit)}`;
  }
}

const count = (number: number): string => number.toLocaleString('en-US');
