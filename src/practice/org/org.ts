// One practice org: its schema, its records, its clock, and the state that the endpoints share.
import { idOf } from '../data/ids';
import { orgObjects } from '../data/objects/objects';
import { Schema } from '../data/schema';
import { Store } from '../data/store';
import { Apps, type AppSpec } from './apps';
import { Faults } from './faults';
import { Limits } from './limits';
import { Locks } from './locks';
import { Sessions } from './sessions';

export interface OrgOptions {
  /** Milliseconds since 1970; the system clock when missing. */
  readonly now?: () => number;
  readonly apps?: readonly AppSpec[];
}

export interface Org {
  readonly schema: Schema;
  readonly store: Store;
  /** Milliseconds since 1970; the only clock for the dates that the org writes and compares. */
  readonly now: () => number;
  readonly orgId: string;
  /** The administrator from the sample data; the default owner of records. */
  readonly adminUserId: string;
  readonly sessions: Sessions;
  readonly apps: Apps;
  readonly limits: Limits;
  readonly locks: Locks;
  readonly faults: Faults;
  /** Org-wide switches for permissions; tests change them. */
  readonly permissions: { bulkHardDelete: boolean };
}

/** An org without records; `seed` fills it. */
export function createOrg(options: OrgOptions = {}): Org {
  const now = options.now ?? Date.now;
  const schema = new Schema(orgObjects, now);
  const orgId = idOf('00D', 0);
  return {
    schema,
    store: new Store(schema),
    now,
    orgId,
    adminUserId: idOf('005', 0),
    sessions: new Sessions(orgId, now),
    apps: new Apps(options.apps),
    limits: new Limits(),
    locks: new Locks(),
    faults: new Faults(),
    permissions: { bulkHardDelete: true },
  };
}
