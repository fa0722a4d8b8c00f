// The ways into an org, one row a kind: how each logs in the first time, what it keeps, and how it logs in again.
import { SalesforceError } from '../errors/salesforceError';
import type { Session } from '../http/client';
import type { Task } from '../kernel/task';
import { clientCredentialsLogin } from './clientCredentials';
import { jwtLogin } from './jwtLogin';
import type { Credential, StoredLogin } from './storedLogin';
import type { LoginParts, LoginSpec } from './login';
import { toOrgAddress } from './orgAddress';
import { passwordLogin } from './passwordLogin';
import { refreshLogin } from './refreshLogin';
import { webLogin } from './webLogin';

export async function logIn(spec: LoginSpec, parts: LoginParts, task: Task): Promise<StoredLogin> {
  switch (spec.login) {
    case 'accessToken':
    case 'practice': {
      const instanceUrl = toOrgAddress(spec.instanceUrl);
      return { session: { instanceUrl, accessToken: spec.accessToken.trim() }, credential: { login: spec.login } };
    }
    case 'web':
      return webLogin(spec, parts, task);
    case 'cli':
      return again({ login: 'cli', username: spec.username }, parts, task);
    case 'jwt':
    case 'clientCredentials':
    case 'password':
      return again({ ...spec, loginUrl: toOrgAddress(spec.loginUrl) }, parts, task);
  }
}

/** Throws `login.expired` for sessions that only a person can renew. */
export async function logInAgain(
  { credential: grant }: StoredLogin,
  parts: LoginParts & { readonly org: string },
  task: Task,
): Promise<StoredLogin> {
  switch (grant.login) {
    case 'accessToken':
    case 'practice':
      throw new SalesforceError('login.expired', { org: parts.org });
    case 'web':
      return refreshLogin(grant, parts, task);
    default:
      return again(grant, parts, task);
  }
}

/** Grants with which the second login is the same as the first. */
type LastingGrant = Exclude<Credential, { readonly login: 'accessToken' | 'practice' | 'web' }>;

async function again(grant: LastingGrant, parts: LoginParts, task: Task): Promise<StoredLogin> {
  return { session: await sessionOf(grant, parts, task), credential: grant };
}

async function sessionOf(grant: LastingGrant, parts: LoginParts, task: Task): Promise<Session> {
  switch (grant.login) {
    case 'jwt':
      return jwtLogin(grant, parts, task);
    case 'clientCredentials':
      return clientCredentialsLogin(grant, parts, task);
    case 'password':
      return passwordLogin(grant, parts, task);
    case 'cli':
      return cliSession(grant.username, parts, task);
  }
}

async function cliSession(user: string, { cliLogins }: LoginParts, { signal }: Task): Promise<Session> {
  if (!cliLogins) throw new SalesforceError('login.cli', { user, reason: 'its orgs are out of reach here' });
  const { accessToken, instanceUrl } = await cliLogins.session(user, signal);
  return { accessToken, instanceUrl: toOrgAddress(instanceUrl) };
}
