// The orgs this installation knows: who they are (plain data) and how to talk to them (a client each).
import { SalesforceError } from '../errors/salesforceError';
import type { OrgClient } from '../http/client';
import type { WriteGate } from '../http/guardWrites';
import { createOrgClient } from '../http/orgClient';
import type { Task } from '../kernel/task';
import type { JobPermit } from '../model/writes';
import type { CliLogin, SecretStore } from '../ports';
import { identify } from './identify';
import { logIn } from './grants';
import { renewsItself } from './storedLogin';
import { createOrgList, type OrgList } from './orgList';
import type { LoginParts, LoginSpec } from './login';
import type { Org } from './org';
import { storedLoginOf, renewOrg } from './renewOrg';
import { revoke } from './revoke';
import { createTokenSource } from './tokenSource';

export type { Org, OrgKind } from './org';
export type { CliLogin } from '../ports';
export type { LoginSpec } from './login';

export interface Orgs {
  /**
   * Tries the login, asks who it is (userinfo, Organization), keeps it. The same user of the same org replaces its older
   * entry and keeps the name a person gave it.
   */
  readonly add: (spec: LoginSpec, task: Task) => Promise<Org>;
  readonly list: () => Promise<readonly Org[]>;
  readonly get: (orgId: string) => Promise<Org | undefined>;
  readonly rename: (orgId: string, label: string) => Promise<void>;
  /**
   * Forgets the org and its secrets, also in clients that somebody still holds; with `revoke` it ends the session in Salesforce and the refresh token behind it, but
   * not what belongs to the Salesforce CLI.
   */
  readonly remove: (orgId: string, options: { readonly revoke: boolean }, task: Task) => Promise<void>;
  /**
   * Throws `login.missing` for an org that is not known. Clients are shared: one token, one renewal at a time. With a grant
   * it is the client of a job, which may write what the grant says without asking again.
   */
  readonly client: (orgId: string, grant?: JobPermit) => Promise<OrgClient>;
  /** Whether a session that ends is renewed without a person. Throws `login.missing`. */
  readonly renewsItself: (orgId: string) => Promise<boolean>;
  /** The logins that the Salesforce CLI keeps on this machine. Throws `login.cli`. */
  readonly cliLogins: (task: Task) => Promise<readonly CliLogin[]>;
  readonly onChange: (listener: () => void) => () => void;
}

export type OrgsParts = LoginParts & {
  readonly secrets: SecretStore;
  /** What every write to an org passes. */
  readonly gateOf: (orgId: string) => WriteGate;
};

export function createOrgs(parts: OrgsParts): Orgs {
  const list = createOrgList(parts.secrets, parts.log);
  const clients = new Map<string, Held>();
  const listeners = new Set<() => void>();
  const announce = (): void => listeners.forEach((listener) => listener());
  const get: Orgs['get'] = async (orgId) => (await list.read()).find((org) => org.orgId === orgId);

  return {
    add: async (spec, task) => {
      const kept = await logIn(spec, parts, task);
      const found = await identify(kept.session, spec, { parts, task });
      const org: Org = { ...found, label: (await get(found.orgId))?.label ?? found.username };
      await list.keep(org.orgId, kept);
      await list.change((orgs) => [...orgs.filter(({ orgId }) => orgId !== org.orgId), org]);
      clients.delete(org.orgId);
      announce();
      return org;
    },
    list: list.read,
    get,
    rename: async (orgId, label) => {
      await list.change((orgs) => orgs.map((org) => (org.orgId === orgId ? { ...org, label } : org)));
      announce();
    },
    remove: async (orgId, options, task) => {
      const kept = await list.kept(orgId);
      if (kept && options.revoke) await revoke(kept, parts, task);
      const last = await list.forget(orgId);
      clients.get(orgId)?.leave(options.revoke);
      clients.delete(orgId);
      await list.change((orgs) => orgs.filter((org) => org.orgId !== orgId));
      // It was renewed while the one before was being revoked.
      if (last && options.revoke && last.session.accessToken !== kept?.session.accessToken)
        await revoke(last, parts, task);
      announce();
    },
    client: async (orgId, grant) => {
      const org = await get(orgId);
      if (!org) throw missing(orgId);
      const held = clients.get(orgId) ?? createClient(org, list, parts);
      clients.set(orgId, held);
      return grant ? held.granted(grant) : held.client;
    },
    renewsItself: async (orgId) => {
      const kept = await list.kept(orgId);
      if (!kept) throw missing(orgId);
      return renewsItself(kept.credential);
    },
    cliLogins: async ({ signal }) => (await parts.cliLogins?.list(signal)) ?? [],
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

const missing = (orgId: string): SalesforceError =>
  new SalesforceError('login.missing', { hint: `There is no login for ${orgId}.` });

interface Held {
  readonly client: OrgClient;
  readonly granted: (grant: JobPermit) => OrgClient;
  /** Somebody signs out; `revokes` says whether a session that is being renewed now has to end in Salesforce, too. */
  readonly leave: (revokes: boolean) => void;
}

function createClient(org: Org, list: OrgList, parts: OrgsParts): Held {
  let isRevoked = false;
  const tokens = createTokenSource({
    load: async () => (await storedLoginOf(org, list)).session,
    renew: (task) => renewOrg({ org, list, isRevoked: () => isRevoked }, parts, task),
  });
  const about = { ...parts, tokens, gate: parts.gateOf(org.orgId), apiVersion: org.apiVersion, org: org.label };
  return {
    client: createOrgClient(about),
    granted: (grant) => createOrgClient({ ...about, permit: grant }),
    leave: (revokes) => {
      isRevoked = revokes;
      tokens.forget();
    },
  };
}
