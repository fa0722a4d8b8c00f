// Renews the session of one org and puts it on record, unless somebody signed out meanwhile or it opens another org.
import { SalesforceError } from '../errors/salesforceError';
import type { Session } from '../http/client';
import type { Task } from '../kernel/task';
import { logInAgain } from './grants';
import type { StoredLogin } from './storedLogin';
import type { LoginParts } from './login';
import type { Org } from './org';
import type { OrgList } from './orgList';
import { revoke } from './revoke';

export interface Renewal {
  readonly org: Org;
  readonly list: OrgList;
  /** Somebody signed out and wants the session ended in Salesforce, too. */
  readonly isRevoked: () => boolean;
}

/** Throws `login.expired`, `login.signedOut`, and what the login throws. */
export async function renewOrg({ org, list, isRevoked }: Renewal, parts: LoginParts, task: Task): Promise<Session> {
  const before = await storedLoginOf(org, list);
  const renewed = await logInAgain(before, { ...parts, org: org.label }, task).catch(async (error: unknown) => {
    // Who asked for the renewal looks at the record again before it believes this.
    if (mayHaveRotated(before, error)) await parts.clock.sleep(recordedWithinMs, task.signal);
    throw error;
  });
  if (isOfAnotherOrg(renewed.session, org)) {
    parts.log.warn('The login opens another organization by now; its session is not used.', { org: org.label });
    throw new SalesforceError('login.expired', { org: org.label });
  }
  if (!(await list.replace(org.orgId, renewed))) {
    if (isRevoked()) await revoke(renewed, parts, task);
    throw signedOut(org);
  }
  const { instanceUrl } = renewed.session;
  // An org moves when its My Domain does.
  if (instanceUrl !== org.instanceUrl)
    await list.change((orgs) => orgs.map((one) => (one.orgId === org.orgId ? { ...one, instanceUrl } : one)));
  return renewed.session;
}

/** Throws `login.signedOut`. */
export async function storedLoginOf(org: Org, list: OrgList): Promise<StoredLogin> {
  const found = await list.kept(org.orgId);
  if (!found) throw signedOut(org);
  return found;
}

const signedOut = ({ label }: Org): SalesforceError => new SalesforceError('login.signedOut', { org: label });

/** The policy, the jobs and the journal are those of the organization that was added. Tokens begin with its id. */
function isOfAnotherOrg({ accessToken }: Session, { orgId }: Org): boolean {
  const organization = /^(00D[A-Za-z0-9]{12})(?:[A-Za-z0-9]{3})?!/.exec(accessToken)?.[1];
  return organization !== undefined && organization !== orgId.slice(0, 15);
}

/** Where refresh tokens rotate, one that is refused may be one that another window has just used. */
const mayHaveRotated = ({ credential: grant }: StoredLogin, error: unknown): boolean =>
  grant.login === 'web' &&
  grant.refreshToken !== undefined &&
  error instanceof SalesforceError &&
  error.code === 'login.expired';

/** More than the other window needs to hear the answer and to put on record what it got. */
const recordedWithinMs = 2000;
