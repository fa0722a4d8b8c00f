// What may be written to each organization, stored where every program on this machine reads it.
import * as z from 'zod';
import { SalesforceError } from '../errors/salesforceError';
import { whileWriting } from '../kernel/fileErrors';
import { toId18 } from '../kernel/ids';
import type { OrgPolicy } from '../model/writes';
import type { PolicyStore, StoredPolicy } from '../ports';

/** An unreadable policy allows no writes. */
export type KnownPolicy = OrgPolicy | 'unreadable';

/** Gives the policy to store; undefined restores the default. What it throws ends the change. */
type Decide = (now: KnownPolicy) => OrgPolicy | undefined | Promise<OrgPolicy | undefined>;

export interface Policies {
  /**
   * The current policy; `orgId` may also be the organization's id alone. By default, production orgs confirm each write
   * and all other orgs have full access. Throws `policy.unreadable`: a policy that cannot be read allows nothing.
   */
  readonly of: (orgId: string) => Promise<OrgPolicy>;
  /**
   * For all users of the organization and all programs on this machine; undefined restores the default. Throws
   * `input.badArgument`, and `input.cannotWrite` when the policy cannot be stored.
   */
  readonly set: (orgId: string, policy: OrgPolicy | undefined) => Promise<void>;
  /**
   * The same, with what `decide` returns for the current policy; it may wait for a person. When another program changes
   * the policy meanwhile, nothing is stored, and `decide` is called again with the new policy. Resolves with what is
   * stored.
   */
  readonly change: (orgId: string, decide: Decide) => Promise<OrgPolicy>;
  /** Reports the organization's id, also for changes by other programs. Returns a function that stops it. */
  readonly onChange: (listener: (organization: string) => void) => () => void;
}

const names = z.lazy(() => z.array(z.string().regex(/^\w+$/)).readonly().optional());
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
  const policyIn = async (stored: StoredPolicy, organization: string): Promise<OrgPolicy> => {
    if ('error' in stored) throw unreadable(organization, stored.error);
    if (stored.text !== undefined) return decode(stored.text, organization);
    return { access: (await isProduction(organization)) ? 'confirm' : 'full' };
  };
  const of = async (orgId: string): Promise<OrgPolicy> => {
    const organization = organizationOf(orgId);
    return policyIn(await read(organization, store), organization);
  };
  const change: Policies['change'] = async (orgId, decide) => {
    const organization = organizationOf(orgId);
    for (;;) {
      const stored = await read(organization, store);
      const next = await decide(await policyIn(stored, organization).catch(asUnreadable));
      const text = next && encode(next);
      const isStored = await whileWriting(`The policy of the organization ${organization}`, () =>
        store.replace(organization, stored.revision, text),
      );
      if (!isStored) continue;
      notify(organization);
      return next ?? (await of(orgId));
    }
  };
  return {
    of,
    set: async (orgId, policy) => {
      await change(orgId, () => policy);
    },
    change,
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

/** A policy that may exist but cannot be read must not count as missing. */
async function read(organization: string, store: PolicyStore): Promise<StoredPolicy> {
  try {
    return await store.read(organization);
  } catch (error) {
    throw unreadable(organization, error);
  }
}

const unreadable = (organization: string, cause: unknown): SalesforceError =>
  new SalesforceError('policy.unreadable', { organization }, { cause });

function asUnreadable(error: unknown): 'unreadable' {
  if (error instanceof SalesforceError && error.code === 'policy.unreadable') return 'unreadable';
  throw error;
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
    throw unreadable(organization, error);
  }
}
