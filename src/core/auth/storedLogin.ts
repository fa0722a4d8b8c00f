// What is stored of a login: the session in use and the credential that renews it. All of it is secret.
import type { Session } from '../http/client';
import type { ClientCredentialsSpec, JwtSpec, PasswordSpec } from './loginSpec';

export interface WebCredential {
  readonly login: 'web';
  readonly loginUrl: string;
  readonly clientId: string;
  readonly clientSecret?: string;
  /** Missing when the app issues none: then only a person can sign in again. */
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

/** A renewal may change both (refresh tokens can rotate), so they are stored together. */
export interface StoredLogin {
  readonly session: Session;
  readonly credential: Credential;
}

/** If not, a person has to sign in again when the session has expired. */
export const renewsItself = (credential: Credential): boolean =>
  credential.login === 'web'
    ? credential.refreshToken !== undefined
    : credential.login !== 'accessToken' && credential.login !== 'practice';
