// What a login leaves behind: the session in use and what renews it. A secret as a whole.
import type { Session } from '../http/client';
import type { ClientCredentialsSpec, JwtSpec, PasswordSpec } from './login';

export interface WebGrant {
  readonly login: 'web';
  readonly loginUrl: string;
  readonly clientId: string;
  readonly clientSecret?: string;
  /** Missing when the app hands out none: then only a person can log in again. */
  readonly refreshToken?: string;
}

export type Grant =
  | { readonly login: 'accessToken' }
  | { readonly login: 'practice' }
  | { readonly login: 'cli'; readonly username: string }
  | WebGrant
  | JwtSpec
  | ClientCredentialsSpec
  | PasswordSpec;

/** Renewing may change the grant as well as the session, so the two are kept together. */
export interface Kept {
  readonly session: Session;
  readonly grant: Grant;
}

/** Else a person has to sign in again once the session has ended. */
export const renewsItself = (grant: Grant): boolean =>
  grant.login === 'web'
    ? grant.refreshToken !== undefined
    : grant.login !== 'accessToken' && grant.login !== 'practice';
