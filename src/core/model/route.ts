// Which Salesforce API loads the rows, and why, as plain data. Programs turn it into sentences.

/** `rest`: one call per record. `collections`: one call for up to 200 records. `bulk`: jobs of Bulk API 2.0. */
export type LoadApi = 'rest' | 'collections' | 'bulk';

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
  /** `auto` decides by the number of rows. Missing: the Bulk API. */
  readonly api?: 'auto' | LoadApi;
  /** The limits for `auto`. The defaults are {@link defaultRouteLimits}. */
  readonly routeLimits?: Partial<RouteLimits>;
}

/**
 * `chosen`: the spec names the API. `hardDelete`, `upsertById`: only the Bulk API can do that. `atMost`, `moreThan`:
 * how `rows` compares with the `limit` that decided.
 */
export interface RouteReason {
  readonly code: 'chosen' | 'hardDelete' | 'upsertById' | 'atMost' | 'moreThan';
  readonly rows: number;
  readonly limit?: number;
}

export interface Route {
  readonly api: LoadApi;
  /** False: the load takes too long to wait for. */
  readonly wait: boolean;
  readonly reason: RouteReason;
  /** The number of calls if none is repeated or split; missing for the Bulk API. */
  readonly calls?: number;
}
