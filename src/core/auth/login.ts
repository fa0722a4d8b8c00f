// What a person gives to log in, and what every login needs to run.
import type { Clock, HttpTransport, JwtSigner, Logger } from '../ports';

export type LoginSpec =
  | { readonly login: 'accessToken'; readonly instanceUrl: string; readonly accessToken: string }
  | { readonly login: 'practice'; readonly instanceUrl: string; readonly accessToken: string }
  | {
      readonly login: 'jwt';
      readonly loginUrl: string;
      readonly clientId: string;
      readonly username: string;
      readonly privateKeyPem: string;
      readonly passphrase?: string;
      readonly audience?: string;
    };

export interface LoginParts {
  readonly transport: HttpTransport;
  readonly clock: Clock;
  readonly log: Logger;
  readonly signer: JwtSigner;
}
