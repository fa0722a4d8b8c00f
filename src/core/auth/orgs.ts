// The known orgs: who they are (plain data) and how to call them (a client each).
import { SalesforceError } from '../errors/salesforceError';
import type { OrgClient } from '../http/client';
import type { WriteGate } from '../http/guardWrites';
import { createOrgClient } from '../http/orgClient';
import type { Task } from '../kernel/task';
import type { JobPermit } from '../model/writes';
import type { CliLogin, SecretStore } from '../ports';
import { identify } from './identify';
import { logIn } from './logIn';
import type { LoginParts, LoginSpec } from './loginSpec';
import type { Org } from './org';
import { createOrgList, type OrgList } from './orgList';
import { renewOrg, storedLoginOf } from './renewOrg';
import { revoke } from './revoke';
import { renewsItself } from './storedLogin';
import { createTokenSource } from './tokenSource';

export type { Org, OrgKind } from './org';
export type { CliLogin } from '../ports';
export type { LoginSpec } from './loginSpec';

export interface Orgs {
  /**
   * Tries the login, asks Salesforce for the user and the org, stores them. The same user of the same org replaces the
   * earlier entry and keeps the label that a person gave it.
   */
  readonly add: (spec: LoginSpec, task: Task) => Promise<Org>;
  readonly list: () => Promise<readonly Org[]>;
  readonly get: (orgId: string) => Promise<Org | undefined>;
  readonly rename: (orgId: string, label: string) => Promise<void>;
  /**
   * Removes the org and its login, also from clients that are still in use. With `revoke`, it also ends the session in
   * Salesforce and its refresh token, but never a login of the Salesforce CLI.
   */
  readonly remove: (orgId: string, options: { readonly revoke: boolean }, task: Task) => Promise<void>;
  /**
   * Throws `login.missing` for an org that is not known. Clients are shared, so a session is renewed once for all
   * callers. With a permit, it is the client of a job, which may write what the permit covers without asking again.
   */
  readonly client: (orgId: string, permit?: JobPermit) => Promise<OrgClient>;
  /** Whether an expired session is renewed without a person. Throws `login.missing`. */
  readonly renewsItself: (orgId: string) => Promise<boolean>;
  /** The logins that the Salesforce CLI stores on this machine. Throws `login.cli`. */
  readonly cliLogins: (task: Task) => Promise<readonly CliLogin[]>;
  readonly onChange: (listener: () => void) => () => void;
}

export type OrgsParts = LoginParts & {
  readonly secrets: SecretStore;
  /** Every write to an org passes through it. */
  readonly gateOf: (orgId: string) => WriteGate;
};

export function createOrgs(parts: OrgsParts): Orgs {
  const list = createOrgList(parts.secrets, parts.log);
  const clients = new Map<string, ClientEntry>();
  const listeners = new Set<() => void>();
  const notify = (): void => listeners.forEach((listener) => listener());
  const get: Orgs['get'] = async (orgId) => (await list.read()).find((org) => org.orgId === orgId);

  return {
    add: async (spec, task) => {
      const login = await logIn(spec, parts, task);
      const found = await identify(login.session, spec, { parts, task });
      const org: Org = { ...found, label: (await get(found.orgId))?.label ?? found.username };
      await list.store(org.orgId, login);
      await list.change((orgs) => [...orgs.filter(({ orgId }) => orgId !== org.orgId), org]);
      clients.get(org.orgId)?.forget();
      clients.delete(org.orgId);
      notify();
      return org;
    },
    list: list.read,
    get,
    rename: async (orgId, label) => {
      await list.change((orgs) => orgs.map((org) => (org.orgId === orgId ? { ...org, label } : org)));
      notify();
    },
    remove: async (orgId, options, task) => {
      const login = await list.loginOf(orgId);
      if (login && options.revoke) await revoke(login, parts, task);
      const last = await list.remove(orgId);
      clients.get(orgId)?.signOut(options.revoke);
      clients.delete(orgId);
      await list.change((orgs) => orgs.filter((org) => org.orgId !== orgId));
      // The session was renewed while the earlier one was being revoked.
      if (last && options.revoke && last.session.accessToken !== login?.session.accessToken)
        await revoke(last, parts, task);
      notify();
    },
    client: async (orgId, permit) => {
      const org = await get(orgId);
      if (!org) throw missing(orgId);
      const entry = clients.get(orgId) ?? createClient(org, list, parts);
      clients.set(orgId, entry);
      return permit ? entry.withPermit(permit) : entry.client;
    },
    renewsItself: async (orgId) => {
      const login = await list.loginOf(orgId);
      if (!login) throw missing(orgId);
      return renewsItself(login.credential);
    },
    cliLogins: async ({ signal }) => (await parts.cliLogins?.list(signal)) ?? [],
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

const missing = (orgId: string): SalesforceError =>
  new SalesforceError('login.missing', { hint: `The org ${orgId} is not in the list of orgs.` });

interface ClientEntry {
  readonly client: OrgClient;
  readonly withPermit: (permit: JobPermit) => OrgClient;
  /** Jobs that run continue with the session that was stored last, at its address. */
  readonly forget: () => void;
  /** `revokes`: a session that is being renewed at this moment has to be revoked, too. */
  readonly signOut: (revokes: boolean) => void;
}

function createClient(org: Org, list: OrgList, parts: OrgsParts): ClientEntry {
  let isRevoked = false;
  const tokens = createTokenSource({
    load: async () => (await storedLoginOf(org, list)).session,
    renew: (task) => renewOrg({ org, list, isRevoked: () => isRevoked }, parts, task),
  });
  const clientParts = { ...parts, tokens, gate: parts.gateOf(org.orgId), apiVersion: org.apiVersion, org: org.label };
  return {
    client: createOrgClient(clientParts),
    withPermit: (permit) => createOrgClient({ ...clientParts, permit }),
    forget: tokens.forget,
    signOut: (revokes) => {
      isRevoked = revokes;
      tokens.forget();
    },
  };
}
