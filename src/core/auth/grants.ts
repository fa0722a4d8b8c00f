// The ways into an org, one row a kind: how each logs in the first time, what it keeps, and how it logs in again.
import { SalesforceError } from '../errors/salesforceError';
import type { Session } from '../http/client';
import type { Task } from '../kernel/task';
import { jwtLogin, type JwtGrant } from './jwtLogin';
import type { LoginParts, LoginSpec } from './login';
import { toOrgAddress } from './orgAddress';

/** What a login leaves behind to renew its session with; a secret as a whole. */
export type Grant = { readonly login: 'accessToken' } | { readonly login: 'practice' } | JwtGrant;

/** Renewing may change the grant as well as the session, so the two are kept together. */
export interface Kept {
  readonly session: Session;
  readonly grant: Grant;
}

export async function logIn(spec: LoginSpec, parts: LoginParts, task: Task): Promise<Kept> {
  switch (spec.login) {
    case 'accessToken':
    case 'practice': {
      const instanceUrl = toOrgAddress(spec.instanceUrl);
      return { session: { instanceUrl, accessToken: spec.accessToken.trim() }, grant: { login: spec.login } };
    }
    case 'jwt': {
      const grant = { ...spec, loginUrl: toOrgAddress(spec.loginUrl) };
      return { session: await jwtLogin(grant, parts, task), grant };
    }
  }
}

/** Throws `login.expired` for sessions that only a person can renew. */
export async function logInAgain(
  { grant }: Kept,
  parts: LoginParts & { readonly org: string },
  task: Task,
): Promise<Kept> {
  switch (grant.login) {
    case 'accessToken':
    case 'practice':
      throw new SalesforceError('login.expired', { org: parts.org });
    case 'jwt':
      return { session: await jwtLogin(grant, parts, task), grant };
  }
}
