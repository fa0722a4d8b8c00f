// Stores the known orgs and their logins in the SecretStore: the list in one entry, each login in its own.
import * as z from 'zod';
import type { Logger, SecretStore } from '../ports';
import { loginKinds, type Org } from './org';
import type { StoredLogin } from './storedLogin';

const listKey = 'kinetic.orgs';
const loginKey = (orgId: string): string => `kinetic.org.${orgId}`;

const list = z.lazy(() =>
  z.array(
    z.object({
      orgId: z.string(),
      username: z.string(),
      label: z.string(),
      instanceUrl: z.string(),
      kind: z.enum(['production', 'sandbox', 'scratch', 'developer', 'practice']),
      apiVersion: z.string(),
      login: z.enum(loginKinds),
    }),
  ),
);

export interface OrgList {
  /** In the order in which they were added. Always read from the store, because another window may have changed it. */
  readonly read: () => Promise<readonly Org[]>;
  readonly change: (edit: (orgs: readonly Org[]) => readonly Org[]) => Promise<void>;
  readonly loginOf: (orgId: string) => Promise<StoredLogin | undefined>;
  readonly store: (orgId: string, login: StoredLogin) => Promise<void>;
  /** Stores a renewed login. False, and nothing is stored, when the org was removed meanwhile. */
  readonly replace: (orgId: string, login: StoredLogin) => Promise<boolean>;
  /** Resolves with the login that was stored last. */
  readonly remove: (orgId: string) => Promise<StoredLogin | undefined>;
}

export function createOrgList(secrets: SecretStore, log: Logger): OrgList {
  let lastChange = Promise.resolve();

  async function read(): Promise<readonly Org[]> {
    const text = await secrets.get(listKey);
    if (text === undefined) return [];
    try {
      return list.parse(JSON.parse(text));
    } catch (error) {
      log.warn('The list of orgs cannot be read. A new list is started.', { error });
      return [];
    }
  }

  /** Runs changes one after another. A failed one does not affect the next. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = lastChange.then(work);
    lastChange = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }

  const loginOf: OrgList['loginOf'] = async (orgId) => {
    const text = await secrets.get(loginKey(orgId));
    return text === undefined ? undefined : parseLogin(text);
  };
  const store: OrgList['store'] = (orgId, login) => secrets.set(loginKey(orgId), JSON.stringify(login));

  return {
    read,
    change: (edit) => inTurn(async () => secrets.set(listKey, JSON.stringify(edit(await read())))),
    loginOf,
    store: (orgId, login) => inTurn(() => store(orgId, login)),
    replace: (orgId, login) =>
      inTurn(async () => {
        const isStored = (await secrets.get(loginKey(orgId))) !== undefined;
        if (isStored) await store(orgId, login);
        return isStored;
      }),
    remove: (orgId) =>
      inTurn(async () => {
        const last = await loginOf(orgId);
        await secrets.delete(loginKey(orgId));
        return last;
      }),
  };
}

/** A login that cannot be read counts as missing. The parser's error is not logged, because it quotes the secret. */
function parseLogin(text: string): StoredLogin | undefined {
  try {
    return JSON.parse(text) as StoredLogin;
  } catch {
    return undefined;
  }
}
