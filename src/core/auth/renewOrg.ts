// Renews the session of one org and stores it, unless the user signed out meanwhile or the login opens another org.
import { SalesforceError } from '../errors/salesforceError';
import type { Session } from '../http/client';
import type { Task } from '../kernel/task';
import { logInAgain } from './logIn';
import type { LoginParts } from './loginSpec';
import type { Org } from './org';
import type { OrgList } from './orgList';
import { revoke } from './revoke';
import type { StoredLogin } from './storedLogin';

export interface Renewal {
  readonly org: Org;
  readonly list: OrgList;
  /** The user signed out and the session has to be revoked, too. */
  readonly isRevoked: () => boolean;
}

/** Throws `login.expired`, `login.signedOut`, and what the login throws. */
export async function renewOrg({ org, list, isRevoked }: Renewal, parts: LoginParts, task: Task): Promise<Session> {
  const before = await storedLoginOf(org, list);
  const renewed = await logInAgain(before, { ...parts, org: org.label }, task).catch(async (error: unknown) => {
    // The caller reads the store again, where the other window's session will be by then.
    if (mayHaveRotated(before, error)) await parts.clock.sleep(storedWithinMs, task.signal);
    throw error;
  });
  if (isOfAnotherOrg(renewed.session, org)) {
    parts.log.warn('The login now opens another organization. Its session is not used.', { org: org.label });
    throw new SalesforceError('login.expired', { org: org.label });
  }
  if (!(await list.replace(org.orgId, renewed))) {
    if (isRevoked()) await revoke(renewed, parts, task);
    throw signedOut(org);
  }
  const { instanceUrl } = renewed.session;
  // The instance URL changes when the org's My Domain does.
  if (instanceUrl !== org.instanceUrl)
    await list.change((orgs) => orgs.map((one) => (one.orgId === org.orgId ? { ...one, instanceUrl } : one)));
  return renewed.session;
}

/** Throws `login.signedOut`. */
export async function storedLoginOf(org: Org, list: OrgList): Promise<StoredLogin> {
  const login = await list.loginOf(org.orgId);
  if (!login) throw signedOut(org);
  return login;
}

const signedOut = ({ label }: Org): SalesforceError => new SalesforceError('login.signedOut', { org: label });

/**
 * Policy, jobs and journal belong to the organization that was added, so a session of another one must not be used.
 * Access tokens start with the organization's id.
 */
function isOfAnotherOrg({ accessToken }: Session, { orgId }: Org): boolean {
  const organization = /^(00D[A-Za-z0-9]{12})(?:[A-Za-z0-9]{3})?!/.exec(accessToken)?.[1];
  return organization !== undefined && organization !== orgId.slice(0, 15);
}

/** If refresh tokens rotate, the refused one may have been used by another window just before. */
const mayHaveRotated = ({ credential }: StoredLogin, error: unknown): boolean =>
  credential.login === 'web' &&
  credential.refreshToken !== undefined &&
  error instanceof SalesforceError &&
  error.code === 'login.expired';

/** Enough for another window to receive its response and store the session. */
const storedWithinMs = 2000;
