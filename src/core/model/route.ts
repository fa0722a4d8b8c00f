// Which of Salesforce's APIs takes the rows of a load, and why: plain data, said in words by the faces.

/** `rest`: one call a record. `collections`: one call for up to 200. `bulk`: jobs of Bulk API 2.0. */
export type LoadApi = 'rest' | 'collections' | 'bulk';

/** The most rows that go each way, each the default of a setting. Above `collectionsRows` it is the Bulk API. */
export interface RouteLimits {
  readonly restRows: number;
  readonly collectionsRows: number;
  /** Nobody waits for the end of a load of more rows than this. */
  readonly waitRows: number;
}

export const defaultRouteLimits: RouteLimits = { restRows: 1, collectionsRows: 200, waitRows: 10_000 };

/** What a load may say about its way. */
export interface RoutePreference {
  /** `auto` decides by the number of rows. Missing: the Bulk API. */
  readonly api?: 'auto' | LoadApi;
  /** Where `auto` draws its lines; what is missing is as in {@link defaultRouteLimits}. */
  readonly routeLimits?: Partial<RouteLimits>;
}

/**
 * `chosen`: somebody chose the API. `hardDelete`, `upsertById`: only the Bulk API can do that. `atMost`, `moreThan`: `rows`
 * beside the `limit` that decided.
 */
export interface RouteReason {
  readonly code: 'chosen' | 'hardDelete' | 'upsertById' | 'atMost' | 'moreThan';
  readonly rows: number;
  readonly limit?: number;
}

export interface Route {
  readonly api: LoadApi;
  /** False: it takes so long that whoever started it is better off doing something else. */
  readonly wait: boolean;
  readonly reason: RouteReason;
  /** Calls with which the rows are sent if none has to be sent again or divided; missing for the Bulk API. */
  readonly calls?: number;
}
