// One practice org: its schema, its records, its clock, and the state that the endpoints share.
import { randomInt } from 'node:crypto';
import { idOf, isId, normalizeId, numberOf } from '../data/ids';
import { orgObjects } from '../data/objects/objects';
import { Schema } from '../data/schema';
import type { TriggerRuntime } from '../dml/triggers';
import { Store } from '../data/store';
import { codeObjects } from '../tooling/objects';
import { Apps, type AppSpec } from './apps';
import { Faults } from './faults';
import { Limits } from './limits';
import { Locks } from './locks';
import { RecycleBin } from './recycleBin';
import { Sessions } from './sessions';

export interface OrgOptions {
  /** Milliseconds since 1970; the system clock when missing. */
  readonly now?: () => number;
  readonly apps?: readonly AppSpec[];
  /** The id of the org, which tells it from other practice orgs; that of the first one when missing. */
  readonly orgId?: string;
  readonly name?: string;
}

export interface Org {
  readonly schema: Schema;
  readonly store: Store;
  /** The objects that are kept over restarts: those of the schema, and the code. */
  readonly codeSchema: Schema;
  /** Milliseconds since 1970; the only clock for the dates that the org writes and compares. */
  readonly now: () => number;
  readonly orgId: string;
  readonly name: string;
  /** The administrator from the sample data; the default owner of records. */
  readonly adminUserId: string;
  readonly sessions: Sessions;
  readonly apps: Apps;
  readonly limits: Limits;
  readonly locks: Locks;
  readonly recycleBin: RecycleBin;
  readonly faults: Faults;
  /** The code that runs when records are saved; undefined in an org without code. */
  readonly triggers: { runtime: TriggerRuntime | undefined };
  /** Org-wide switches for permissions; tests change them. */
  readonly permissions: { bulkHardDelete: boolean; soapApi: boolean };
}

const orgPrefix = '00D';
const firstOrgId = idOf(orgPrefix, 0);
/** With so many ids, two orgs of one computer have different ones. */
const maxNewOrgs = 62 ** 4;

export const newOrgId = (): string => idOf(orgPrefix, randomInt(1, maxNewOrgs));

/** The 18-character form of an org id of a practice org; undefined for any other text. */
export const toOrgId = (text: string): string | undefined =>
  text.startsWith(orgPrefix) && isId(text) && numberOf(text) >= 0 ? normalizeId(text) : undefined;

/** An org without records; `seed` fills it. */
export function createOrg(options: OrgOptions = {}): Org {
  const now = options.now ?? Date.now;
  const schema = new Schema(orgObjects, now);
  const { orgId = firstOrgId, name = 'Kinetic Practice' } = options;
  return {
    schema,
    codeSchema: new Schema(codeObjects, now, schema),
    store: new Store(schema, numberOf(orgId)),
    now,
    orgId,
    name,
    adminUserId: idOf('005', 0),
    sessions: new Sessions(orgId, now),
    apps: new Apps(options.apps),
    limits: new Limits(),
    locks: new Locks(),
    recycleBin: new RecycleBin(),
    faults: new Faults(),
    triggers: { runtime: undefined },
    permissions: { bulkHardDelete: true, soapApi: true },
  };
}
