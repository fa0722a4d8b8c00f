// What may be written to each organization, stored where every program on this machine reads it.
import * as z from 'zod';
import { SalesforceError } from '../errors/salesforceError';
import { toId18 } from '../kernel/ids';
import type { OrgPolicy } from '../model/writes';
import type { PolicyStore } from '../ports';

export interface Policies {
  /**
   * The current policy; `orgId` may also be the organization's id alone. By default, production orgs confirm each write
   * and all other orgs have full access. Throws `policy.unreadable`: a policy that cannot be read allows nothing.
   */
  readonly of: (orgId: string) => Promise<OrgPolicy>;
  /**
   * For all users of the organization and all programs on this machine; undefined restores the default. Throws
   * `input.badArgument`.
   */
  readonly set: (orgId: string, policy: OrgPolicy | undefined) => Promise<void>;
  /** Reports the organization's id, also for changes by other programs. Returns a function that stops it. */
  readonly onChange: (listener: (organization: string) => void) => () => void;
}

const names = z.array(z.string().regex(/^\w+$/)).readonly().optional();
const schema = z.strictObject({
  access: z.enum(['full', 'confirm', 'readOnly']),
  maxRows: z.int().positive().optional(),
  allowObjects: names,
  denyObjects: names,
});

/** The organization of an org id, which also names a user. In 18 characters, because 15 differ by case alone. */
const organizationOf = (orgId: string): string => toId18(orgId.split('-')[0] ?? '');

/** `isProduction` is also true for an organization that is not known. */
export function createPolicies(store: PolicyStore, isProduction: (organization: string) => Promise<boolean>): Policies {
  const listeners = new Set<(organization: string) => void>();
  const notify = (organization: string): void => listeners.forEach((listener) => listener(organization));
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
      notify(organization);
    },
    onChange: (listener) => {
      listeners.add(listener);
      unwatch ??= store.watch(notify);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        unwatch?.();
        unwatch = undefined;
      };
    },
  };
}

/** A policy that exists but cannot be read must not count as missing. */
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
  throw new SalesforceError('input.badArgument', {
    message: `This is not a policy: ${z.prettifyError(checked.error)}`,
  });
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
