// What a login leaves behind: the session in use and what renews it. A secret as a whole.
import type { Session } from '../http/client';
import type { ClientCredentialsSpec, JwtSpec, PasswordSpec } from './login';

export interface WebCredential {
  readonly login: 'web';
  readonly loginUrl: string;
  readonly clientId: string;
  readonly clientSecret?: string;
  /** Missing when the app hands out none: then only a person can log in again. */
  readonly refreshToken?: string;
}

export type Credential =
  | { readonly login: 'accessToken' }
  | { readonly login: 'practice' }
  | { readonly login: 'cli'; readonly username: string }
  | WebCredential
  | JwtSpec
  | ClientCredentialsSpec
  | PasswordSpec;

/** Renewing may change the grant as well as the session, so the two are kept together. */
export interface StoredLogin {
  readonly session: Session;
  readonly credential: Credential;
}

/** Else a person has to sign in again once the session has ended. */
export const renewsItself = (credential: Credential): boolean =>
  credential.login === 'web'
    ? credential.refreshToken !== undefined
    : credential.login !== 'accessToken' && credential.login !== 'practice';
