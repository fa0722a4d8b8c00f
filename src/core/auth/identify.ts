// Asks an org who is logged in, what kind of org it is and which API versions it supports.
import * as z from 'zod';
import { SalesforceError } from '../errors/salesforceError';
import { isLoopback } from '../http/address';
import type { OrgClient, Session } from '../http/client';
import { readOnlyGate } from '../http/guardWrites';
import { createOrgClient } from '../http/orgClient';
import { toId18 } from '../kernel/ids';
import type { Task } from '../kernel/task';
import type { LoginParts, LoginSpec } from './loginSpec';
import type { Org, OrgKind } from './org';

/** The newest API version that this code was written for. Older orgs are called in their own newest version. */
const ownVersion = 66;

const versionList = z.lazy(() => z.array(z.object({ version: z.string() })));
const userInfo = z.lazy(() =>
  z.object({ user_id: z.string(), organization_id: z.string(), preferred_username: z.string() }),
);
const organizations = z.lazy(() =>
  z.object({
    records: z.array(
      z.object({
        IsSandbox: z.boolean(),
        TrialExpirationDate: z.string().nullable(),
        OrganizationType: z.string().nullable(),
      }),
    ),
  }),
);

/**
 * Throws `input.badArgument` for an API version that the org does not support and `login.refused` when the org does not
 * accept the session.
 */
export async function identify(
  session: Session,
  { login, apiVersion: requested }: Pick<LoginSpec, 'login' | 'apiVersion'>,
  { parts, task }: { readonly parts: LoginParts; readonly task: Task },
): Promise<Omit<Org, 'label'>> {
  const clientFor = (apiVersion: string): OrgClient => {
    const tokens = { current: () => Promise.resolve(session), renew: () => Promise.reject(refused(session)) };
    return createOrgClient({
      ...parts,
      tokens,
      gate: readOnlyGate,
      apiVersion,
      org: new URL(session.instanceUrl).host,
    });
  };
  const apiVersion = await chooseVersion(clientFor(''), requested, task);
  const client = clientFor(apiVersion);
  const user = await client.json(
    { method: 'GET', path: '/services/oauth2/userinfo', repeat: 'safe' },
    (value) => userInfo.parse(value),
    task,
  );
  return {
    orgId: `${toId18(user.organization_id)}-${toId18(user.user_id)}`,
    username: user.preferred_username,
    instanceUrl: session.instanceUrl,
    // Practice orgs have full access by default, so only an org on this machine may count as one.
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

async function chooseVersion(client: OrgClient, requested: string | undefined, task: Task): Promise<string> {
  const versions = await client.json(
    { method: 'GET', path: '/services/data', repeat: 'safe' },
    (value) => versionList.parse(value),
    task,
  );
  const known = versions.map(({ version }) => Number(version));
  const newest = Math.max(...known);
  if (requested === undefined) return `${Math.min(newest, ownVersion)}.0`;
  if (known.includes(Number(requested))) return `${Number(requested)}.0`;
  const message = `The org does not support API version ${requested}. Its newest version is ${newest}.0.`;
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
  // An org whose kind is hidden is treated as production.
  if (!facts) return 'production';
  if (facts.IsSandbox) return facts.TrialExpirationDate === null ? 'sandbox' : 'scratch';
  return facts.OrganizationType === 'Developer Edition' ? 'developer' : 'production';
}
