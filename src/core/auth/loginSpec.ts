// What a person enters to log in, and what every login needs to run.
import type { CliLogins, Clock, HttpTransport, JwtSigner, Logger, RedirectListener } from '../ports';

export interface WebSpec {
  readonly login: 'web';
  readonly loginUrl: string;
  /** Default: the app of the Salesforce CLI. */
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** The port on this machine to which the browser returns. Default: 1717, a callback of the Salesforce CLI's app. */
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
  /** The My Domain login URL: no other host offers this flow. */
  readonly loginUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Legacy: Salesforce is retiring this flow (enforced from 20 February 2027), and newer orgs refuse it. */
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

type Login =
  | { readonly login: 'accessToken'; readonly instanceUrl: string; readonly accessToken: string }
  | { readonly login: 'practice'; readonly instanceUrl: string; readonly accessToken: string }
  | { readonly login: 'cli'; readonly username: string }
  | WebSpec
  | JwtSpec
  | ClientCredentialsSpec
  | PasswordSpec;

/** `apiVersion` (for example `62.0`); by default the newest that the org and this code both support. */
export type LoginSpec = Login & { readonly apiVersion?: string };

export interface LoginParts {
  readonly transport: HttpTransport;
  readonly clock: Clock;
  readonly log: Logger;
  readonly signer: JwtSigner;
  readonly redirects?: RedirectListener | undefined;
  readonly cliLogins?: CliLogins | undefined;
}
