// The ways to sign in: for each, the first login, what is stored of it, and how its session is renewed.
import { SalesforceError } from '../errors/salesforceError';
import type { Session } from '../http/client';
import type { Task } from '../kernel/task';
import { clientCredentialsLogin, passwordLogin } from './clientSecretLogins';
import { jwtLogin } from './jwtLogin';
import type { LoginParts, LoginSpec } from './loginSpec';
import { toOrgAddress } from './orgAddress';
import { refreshLogin } from './refreshLogin';
import type { Credential, StoredLogin } from './storedLogin';
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
      return logInWith({ login: 'cli', username: spec.username }, parts, task);
    case 'jwt':
    case 'clientCredentials':
    case 'password':
      return logInWith({ ...spec, loginUrl: toOrgAddress(spec.loginUrl) }, parts, task);
  }
}

/** Throws `login.expired` for a session that only a person can renew. */
export async function logInAgain(
  { credential }: StoredLogin,
  parts: LoginParts & { readonly org: string },
  task: Task,
): Promise<StoredLogin> {
  switch (credential.login) {
    case 'accessToken':
    case 'practice':
      throw new SalesforceError('login.expired', { org: parts.org });
    case 'web':
      return refreshLogin(credential, parts, task);
    default:
      return logInWith(credential, parts, task);
  }
}

/** Credentials that each login uses in the same way. */
type ReusableCredential = Exclude<Credential, { readonly login: 'accessToken' | 'practice' | 'web' }>;

async function logInWith(credential: ReusableCredential, parts: LoginParts, task: Task): Promise<StoredLogin> {
  return { session: await sessionOf(credential, parts, task), credential };
}

async function sessionOf(credential: ReusableCredential, parts: LoginParts, task: Task): Promise<Session> {
  switch (credential.login) {
    case 'jwt':
      return jwtLogin(credential, parts, task);
    case 'clientCredentials':
      return clientCredentialsLogin(credential, parts, task);
    case 'password':
      return passwordLogin(credential, parts, task);
    case 'cli':
      return cliSession(credential.username, parts, task);
  }
}

async function cliSession(user: string, { cliLogins }: LoginParts, { signal }: Task): Promise<Session> {
  if (!cliLogins) throw new SalesforceError('login.cli', { user, reason: 'the logins of the CLI cannot be read here' });
  const { accessToken, instanceUrl } = await cliLogins.session(user, signal);
  return { accessToken, instanceUrl: toOrgAddress(instanceUrl) };
}
