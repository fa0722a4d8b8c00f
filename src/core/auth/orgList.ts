// Keeps the known orgs and their secrets in the SecretStore: the list in one entry, each org's secrets in its own.
import * as z from 'zod';
import type { Logger, SecretStore } from '../ports';
import type { Kept } from './kept';
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
  readonly kept: (orgId: string) => Promise<Kept | undefined>;
  readonly keep: (orgId: string, kept: Kept) => Promise<void>;
  readonly forget: (orgId: string) => Promise<void>;
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

  const change: OrgList['change'] = (edit) => {
    const run = async (): Promise<void> => {
      await secrets.set(listKey, JSON.stringify(edit(await read())));
    };
    const done = lastChange.then(run);
    // One change that failed must not take the next ones with it.
    lastChange = done.catch(() => undefined);
    return done;
  };

  return {
    read,
    change,
    kept: async (orgId) => {
      const text = await secrets.get(secretKey(orgId));
      return text === undefined ? undefined : readKept(text);
    },
    keep: (orgId, kept) => secrets.set(secretKey(orgId), JSON.stringify(kept)),
    forget: (orgId) => secrets.delete(secretKey(orgId)),
  };
}

/** What cannot be read is as good as gone; why not, the parser would say in words of the secret. */
function readKept(text: string): Kept | undefined {
  try {
    return JSON.parse(text) as Kept;
  } catch {
    return undefined;
  }
}
