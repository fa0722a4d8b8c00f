// Asks an org who is logged in, what kind of org it is and which API version it speaks.
import * as z from 'zod';
import { SalesforceError } from '../errors/salesforceError';
import { isLoopback } from '../http/address';
import type { OrgClient, Session } from '../http/client';
import { readOnlyGate } from '../http/guardWrites';
import { createOrgClient } from '../http/orgClient';
import { toId18 } from '../kernel/ids';
import type { Task } from '../kernel/task';
import type { LoginParts, LoginSpec } from './login';
import type { Org, OrgKind } from './org';

/** The newest version this code was written for; orgs that know less are asked in their own newest. */
const ownVersion = 66;

const versionList = z.array(z.object({ version: z.string() }));
const userInfo = z.object({ user_id: z.string(), organization_id: z.string(), preferred_username: z.string() });
const organizations = z.object({
  records: z.array(
    z.object({
      IsSandbox: z.boolean(),
      TrialExpirationDate: z.string().nullable(),
      OrganizationType: z.string().nullable(),
    }),
  ),
});

/** Throws `input.badArgument` for an API version that the org does not speak and `login.refused` when the org does not accept the session. */
export async function identify(
  session: Session,
  { login, apiVersion: wanted }: Pick<LoginSpec, 'login' | 'apiVersion'>,
  { parts, task }: { readonly parts: LoginParts; readonly task: Task },
): Promise<Omit<Org, 'label'>> {
  const ask = (apiVersion: string): OrgClient => {
    const tokens = { current: () => Promise.resolve(session), renew: () => Promise.reject(refused(session)) };
    return createOrgClient({
      ...parts,
      tokens,
      gate: readOnlyGate,
      apiVersion,
      org: new URL(session.instanceUrl).host,
    });
  };
  const apiVersion = await chooseVersion(ask(''), wanted, task);
  const client = ask(apiVersion);
  const who = await client.json(
    { method: 'GET', path: '/services/oauth2/userinfo', repeat: 'safe' },
    (value) => userInfo.parse(value),
    task,
  );
  return {
    orgId: `${toId18(who.organization_id)}-${toId18(who.user_id)}`,
    username: who.preferred_username,
    instanceUrl: session.instanceUrl,
    // A practice org lives on this machine; another org that is called one must not be as free as one.
    kind:
      login === 'practice' && isLoopback(new URL(session.instanceUrl).hostname)
        ? 'practice'
        : await kindOf(client, task),
    apiVersion,
    login,
  };
}

const refused = ({ instanceUrl }: Session): SalesforceError =>
  new SalesforceError('login.refused', { reason: `the session is not valid at ${new URL(instanceUrl).host}` });

async function chooseVersion(client: OrgClient, wanted: string | undefined, task: Task): Promise<string> {
  const versions = await client.json(
    { method: 'GET', path: '/services/data', repeat: 'safe' },
    (value) => versionList.parse(value),
    task,
  );
  const known = versions.map(({ version }) => Number(version));
  const newest = Math.max(...known);
  if (wanted === undefined) return `${Math.min(newest, ownVersion)}.0`;
  if (known.includes(Number(wanted))) return `${Number(wanted)}.0`;
  const message = `The org does not speak API version ${wanted}; its newest is ${newest}.0.`;
  throw new SalesforceError('input.badArgument', { message });
}

async function kindOf(client: OrgClient, task: Task): Promise<OrgKind> {
  const q = 'SELECT IsSandbox, TrialExpirationDate, OrganizationType FROM Organization';
  const { records } = await client.json(
    { method: 'GET', path: '/services/data/v{v}/query', query: { q }, repeat: 'safe' },
    (value) => organizations.parse(value),
    task,
  );
  const facts = records[0];
  // An org that hides what it is gets the care that production gets.
  if (!facts) return 'production';
  if (facts.IsSandbox) return facts.TrialExpirationDate === null ? 'sandbox' : 'scratch';
  return facts.OrganizationType === 'Developer Edition' ? 'developer' : 'production';
}
