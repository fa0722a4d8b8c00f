// Decides once which API takes the rows of a load: few rows get their answer at once, many are a bulk job.
import type { LoadSpec } from '../model/load';
import { defaultRouteLimits, type LoadApi, type Route, type RouteReason } from '../model/route';

export type RouteAsk = Pick<LoadSpec, 'operation' | 'externalIdField' | 'api' | 'routeLimits'>;

/** Salesforce takes no more in one call (facts, collections). */
export const mostRowsACall = 200;

/** `rows`: how many there are, exactly or about. */
export function chooseRoute(rows: number, ask: RouteAsk): Route {
  const limits = { ...defaultRouteLimits, ...ask.routeLimits };
  const toRoute = (api: LoadApi, reason: Omit<RouteReason, 'rows'>): Route => ({
    api,
    wait: rows <= limits.waitRows,
    reason: { ...reason, rows },
    ...(api !== 'bulk' && { calls: callsFor(api, rows) }),
  });
  const only = onlyBulk(ask);
  if (only) return toRoute('bulk', { code: only });
  const { api = 'bulk' } = ask;
  if (api !== 'auto') return toRoute(api, { code: 'chosen' });
  if (rows <= limits.restRows) return toRoute('rest', { code: 'atMost', limit: limits.restRows });
  if (rows <= limits.collectionsRows) return toRoute('collections', { code: 'atMost', limit: limits.collectionsRows });
  const limit = rows <= limits.waitRows ? Math.max(limits.collectionsRows, limits.restRows) : limits.waitRows;
  return toRoute('bulk', { code: 'moreThan', limit });
}

const callsFor = (api: Exclude<LoadApi, 'bulk'>, rows: number): number =>
  api === 'rest' ? rows : Math.ceil(rows / mostRowsACall);

/** REST has no way past the recycle bin, and its collections find records by external ids alone. */
function onlyBulk({ operation, externalIdField }: RouteAsk): 'hardDelete' | 'upsertById' | undefined {
  if (operation === 'hardDelete') return 'hardDelete';
  return operation === 'upsert' && externalIdField?.toLowerCase() === 'id' ? 'upsertById' : undefined;
}
