// Keeps the known orgs and their secrets in the SecretStore: the list in one entry, each org's secrets in its own.
import * as z from 'zod';
import type { Logger, SecretStore } from '../ports';
import type { StoredLogin } from './storedLogin';
import { loginKinds, type Org } from './org';

const listKey = 'kinetic.orgs';
const secretKey = (orgId: string): string => `kinetic.org.${orgId}`;

const list = z.array(
  z.object({
    orgId: z.string(),
    username: z.string(),
    label: z.string(),
    instanceUrl: z.string(),
    kind: z.enum(['production', 'sandbox', 'scratch', 'developer', 'practice']),
    apiVersion: z.string(),
    login: z.enum(loginKinds),
  }),
);

export interface OrgList {
  /** In the order in which they were added. Read anew each time: another window may have changed it. */
  readonly read: () => Promise<readonly Org[]>;
  readonly change: (edit: (orgs: readonly Org[]) => readonly Org[]) => Promise<void>;
  readonly kept: (orgId: string) => Promise<StoredLogin | undefined>;
  readonly keep: (orgId: string, kept: StoredLogin) => Promise<void>;
  /** The same for a login that is still kept; false, and nothing is kept, when it was forgotten meanwhile. */
  readonly replace: (orgId: string, kept: StoredLogin) => Promise<boolean>;
  /** Resolves with what was kept last. */
  readonly forget: (orgId: string) => Promise<StoredLogin | undefined>;
}

export function createOrgList(secrets: SecretStore, log: Logger): OrgList {
  let lastChange = Promise.resolve();

  async function read(): Promise<readonly Org[]> {
    const text = await secrets.get(listKey);
    if (text === undefined) return [];
    try {
      return list.parse(JSON.parse(text));
    } catch (error) {
      log.warn('The list of orgs cannot be read; it starts anew.', { error });
      return [];
    }
  }

  /** One after the other. One change that failed must not take the next ones with it. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = lastChange.then(work);
    lastChange = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }

  const kept: OrgList['kept'] = async (orgId) => {
    const text = await secrets.get(secretKey(orgId));
    return text === undefined ? undefined : readKept(text);
  };
  const keep: OrgList['keep'] = (orgId, now) => secrets.set(secretKey(orgId), JSON.stringify(now));

  return {
    read,
    change: (edit) => inTurn(async () => secrets.set(listKey, JSON.stringify(edit(await read())))),
    kept,
    keep: (orgId, now) => inTurn(() => keep(orgId, now)),
    replace: (orgId, now) =>
      inTurn(async () => {
        const isThere = (await secrets.get(secretKey(orgId))) !== undefined;
        if (isThere) await keep(orgId, now);
        return isThere;
      }),
    forget: (orgId) =>
      inTurn(async () => {
        const last = await kept(orgId);
        await secrets.delete(secretKey(orgId));
        return last;
      }),
  };
}

/** What cannot be read is as good as gone; why not, the parser would say in words of the secret. */
function readKept(text: string): StoredLogin | undefined {
  try {
    return JSON.parse(text) as StoredLogin;
  } catch {
    return undefined;
  }
}
