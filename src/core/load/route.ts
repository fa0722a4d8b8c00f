// Chooses the API for the rows of a load by their number: REST, collections or Bulk API.
import type { LoadSpec } from '../model/load';
import { defaultRouteLimits, type RouteApi, type Route, type RouteReason } from '../model/route';
import { apisFor, excluding, onlyApi } from './saveOptions';

export type RouteRequest = Pick<LoadSpec, 'operation' | 'externalIdField' | 'api' | 'routeLimits' | 'save'>;

/**
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections.htm
 */
export const maxRowsPerCall = 200;

/**
 * What of the file's values the Bulk API cannot take: `lineBreaks` are of both kinds, `naAsText` is `#N/A` that does
 * not clear a field.
 */
export type NotForBulk = Extract<RouteReason['code'], 'lineBreaks' | 'naAsText'>;

/** More calls are made only when a person chose them. */
const maxRowsInstead = 100_000;

/** `rows` may be an estimate. */
export function chooseRoute(rows: number, request: RouteRequest, excludesBulk?: NotForBulk): Route {
  const limits = { ...defaultRouteLimits, ...request.routeLimits };
  const toRoute = (api: RouteApi, reason: Omit<RouteReason, 'rows'>): Route => ({
    api,
    wait: rows <= limits.waitRows,
    reason: { ...reason, rows },
    ...(api !== 'bulk' && { calls: callsFor(api, rows, request) }),
  });
  const only = onlyApi(request);
  if (only) return toRoute(only.api, { code: only.code });
  const allowed = apisFor(request);
  const { api = allowed.includes('bulk') ? 'bulk' : 'auto' } = request;
  if (api !== 'auto') return toRoute(api, { code: 'chosen' });
  if (rows <= limits.restRows && allowed.includes('rest'))
    return toRoute('rest', { code: 'atMost', limit: limits.restRows });
  if (rows <= limits.collectionsRows && allowed.includes('collections'))
    return toRoute('collections', { code: 'atMost', limit: limits.collectionsRows });
  const option = excluding(request, 'bulk');
  if (option) return toRoute(allowed.includes('collections') ? 'collections' : 'rest', { code: 'saveOption', option });
  if (excludesBulk && rows <= maxRowsInstead) return toRoute('collections', { code: excludesBulk });
  const limit = rows <= limits.waitRows ? Math.max(limits.collectionsRows, limits.restRows) : limits.waitRows;
  return toRoute('bulk', { code: 'moreThan', limit });
}

const callsFor = (api: Exclude<RouteApi, 'bulk'>, rows: number, request: RouteRequest): number =>
  api === 'rest' ? rows : Math.ceil(rows / rowsPerCall(request));

/** Of a call that takes several rows. */
export const rowsPerCall = ({ save }: Pick<RouteRequest, 'save'>): number => save?.recordsPerCall ?? maxRowsPerCall;
