// What a person gives to log in, and what every login needs to run.
import type { CliLogins, Clock, HttpTransport, JwtSigner, Logger, RedirectListener } from '../ports';

export interface WebSpec {
  readonly login: 'web';
  readonly loginUrl: string;
  /** Missing: the app of the Salesforce CLI. */
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** Where the browser comes back to on this machine; missing: 1717, which the Salesforce CLI's app has as callback. */
  readonly callbackPort?: number;
}

export interface JwtSpec {
  readonly login: 'jwt';
  readonly loginUrl: string;
  readonly clientId: string;
  readonly username: string;
  readonly privateKeyPem: string;
  readonly passphrase?: string;
  readonly audience?: string;
}

export interface ClientCredentialsSpec {
  readonly login: 'clientCredentials';
  /** The My Domain address: no other host offers this flow. */
  readonly loginUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Legacy: Salesforce switches this flow off (enforced from 20 February 2027), and newer orgs refuse it. */
export interface PasswordSpec {
  readonly login: 'password';
  readonly loginUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly username: string;
  readonly password: string;
  /** Needed outside of trusted networks. */
  readonly securityToken?: string;
}

type WayIn =
  | { readonly login: 'accessToken'; readonly instanceUrl: string; readonly accessToken: string }
  | { readonly login: 'practice'; readonly instanceUrl: string; readonly accessToken: string }
  | { readonly login: 'cli'; readonly username: string }
  | WebSpec
  | JwtSpec
  | ClientCredentialsSpec
  | PasswordSpec;

/** `apiVersion` (for example `62.0`) pins what else is chosen: the newest that the org and this code both speak. */
export type LoginSpec = WayIn & { readonly apiVersion?: string };

export interface LoginParts {
  readonly transport: HttpTransport;
  readonly clock: Clock;
  readonly log: Logger;
  readonly signer: JwtSigner;
  readonly redirects?: RedirectListener | undefined;
  readonly cliLogins?: CliLogins | undefined;
}
