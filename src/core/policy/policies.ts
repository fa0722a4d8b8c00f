// What may be written to each organization, kept where every program on this machine looks it up.
import * as z from 'zod';
import { SalesforceError } from '../errors/salesforceError';
import { toId18 } from '../kernel/ids';
import type { OrgPolicy } from '../model/writes';
import type { PolicyStore } from '../ports';

export interface Policies {
  /**
   * As it is at this moment; `orgId` may also be the organization's id alone. Where nobody set one, production asks before
   * each write and everything else is free. Throws `policy.unreadable`: what cannot be read allows nothing.
   */
  readonly of: (orgId: string) => Promise<OrgPolicy>;
  /** For all users of the organization and all programs on this machine; undefined brings the default back. Throws `input.badArgument`. */
  readonly set: (orgId: string, policy: OrgPolicy | undefined) => Promise<void>;
  /** Tells the organization's id, also of changes by other programs. Returns what stops it. */
  readonly onChange: (listener: (organization: string) => void) => () => void;
}

const names = z.array(z.string().regex(/^\w+$/)).readonly().optional();
const schema = z.strictObject({
  access: z.enum(['full', 'confirm', 'readOnly']),
  maxRows: z.int().positive().optional(),
  allowObjects: names,
  denyObjects: names,
});

/** The organization of an org's id, which also names a user: 18 characters, as which no two differ in case alone. */
const organizationOf = (orgId: string): string => toId18(orgId.split('-')[0] ?? '');

/** `isProduction` also says so of an organization that is not known. */
export function createPolicies(store: PolicyStore, isProduction: (organization: string) => Promise<boolean>): Policies {
  const listeners = new Set<(organization: string) => void>();
  const tell = (organization: string): void => listeners.forEach((listener) => listener(organization));
  let unwatch: (() => void) | undefined;
  return {
    of: async (orgId) => {
      const organization = organizationOf(orgId);
      const text = await readText(organization, store);
      if (text !== undefined) return decode(text, organization);
      return { access: (await isProduction(organization)) ? 'confirm' : 'full' };
    },
    set: async (orgId, policy) => {
      const organization = organizationOf(orgId);
      await store.write(organization, policy && encode(policy));
      tell(organization);
    },
    onChange: (listener) => {
      listeners.add(listener);
      unwatch ??= store.watch(tell);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        unwatch?.();
        unwatch = undefined;
      };
    },
  };
}

/** A policy that is there and out of reach must not count as none. */
async function readText(organization: string, store: PolicyStore): Promise<string | undefined> {
  try {
    return await store.read(organization);
  } catch (error) {
    throw new SalesforceError('policy.unreadable', { organization }, { cause: error });
  }
}

function encode(policy: OrgPolicy): string {
  const checked = schema.safeParse(policy);
  if (checked.success) return `${JSON.stringify(checked.data, null, 2)}\n`;
  throw new SalesforceError('input.badArgument', { message: `Not a policy: ${z.prettifyError(checked.error)}` });
}

function decode(text: string, organization: string): OrgPolicy {
  try {
    const { access, ...rest } = schema.parse(JSON.parse(text));
    const given = Object.entries(rest).filter(([, value]) => value !== undefined);
    return { access, ...Object.fromEntries(given) };
  } catch (error) {
    throw new SalesforceError('policy.unreadable', { organization }, { cause: error });
  }
}
