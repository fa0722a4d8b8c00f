// Chooses the API for the rows of a load by their number: REST, collections or Bulk API.
import type { LoadSpec } from '../model/load';
import { defaultRouteLimits, type LoadApi, type Route, type RouteReason } from '../model/route';

export type RouteRequest = Pick<LoadSpec, 'operation' | 'externalIdField' | 'api' | 'routeLimits'>;

/**
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections.htm
 */
export const maxRowsPerCall = 200;

/** `rows` may be an estimate. */
export function chooseRoute(rows: number, ask: RouteRequest): Route {
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
  api === 'rest' ? rows : Math.ceil(rows / maxRowsPerCall);

/** REST cannot delete past the recycle bin, and its collections find records by external ids only. */
function onlyBulk({ operation, externalIdField }: RouteRequest): 'hardDelete' | 'upsertById' | undefined {
  if (operation === 'hardDelete') return 'hardDelete';
  return operation === 'upsert' && externalIdField?.toLowerCase() === 'id' ? 'upsertById' : undefined;
}
