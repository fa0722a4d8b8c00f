// One practice org: its schema, its records, its clock, and what the endpoints share.
import type { Schema } from './schema';
import type { Store } from './store';

export interface Org {
  readonly schema: Schema;
  readonly store: Store;
  /** Milliseconds since 1970; every date the org writes or compares with comes from here. */
  readonly now: () => number;
  readonly orgId: string;
  readonly adminUserId: string;
}
