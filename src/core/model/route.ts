// Which Salesforce API loads the rows, and why, as plain data. Programs turn it into sentences.
import type { SaveOption } from './saveOptions';

/** `rest`: one call per record. `collections`: one call for up to 200 records. `bulk`: jobs of Bulk API 2.0. */
export type LoadApi = 'rest' | 'collections' | 'bulk';

/** `soap`: one call of the SOAP API for up to 200 records. Only an undelete takes it, and nothing else. */
export type RouteApi = LoadApi | 'soap';

/** Maximum number of rows for each API. Loads with more than `collectionsRows` rows use the Bulk API. */
export interface RouteLimits {
  readonly restRows: number;
  readonly collectionsRows: number;
  /** Maximum number of rows of a load that programs wait for. */
  readonly waitRows: number;
}

export const defaultRouteLimits: RouteLimits = { restRows: 1, collectionsRows: 200, waitRows: 10_000 };

/** What a load's spec may request of its route. */
export interface RoutePreference {
  /** `auto` decides by the number of rows. Missing: the Bulk API, or `auto` where a save option excludes it. */
  readonly api?: 'auto' | LoadApi;
  /** The limits for `auto`. The defaults are {@link defaultRouteLimits}. */
  readonly routeLimits?: Partial<RouteLimits>;
}

/**
 * `chosen`: the spec names the API. `hardDelete`, `upsertById`: only the Bulk API can do that. `undelete`: only SOAP
 * can. `saveOption`: `option` excludes the Bulk API. `atMost`, `moreThan`: how `rows` compares with the `limit` that
 * decided. `lineBreaks`: the Bulk API does not accept both kinds of line breaks in values. `naAsText`: it cannot store
 * `#N/A` as text.
 */
export interface RouteReason {
  readonly code:
    | 'chosen'
    | 'hardDelete'
    | 'upsertById'
    | 'undelete'
    | 'saveOption'
    | 'atMost'
    | 'moreThan'
    | 'lineBreaks'
    | 'naAsText';
  readonly rows: number;
  readonly limit?: number;
  readonly option?: SaveOption;
}

export interface Route {
  readonly api: RouteApi;
  /** False: the load takes too long to wait for. */
  readonly wait: boolean;
  readonly reason: RouteReason;
  /** The number of calls if none is repeated or split; missing for the Bulk API. */
  readonly calls?: number;
}
