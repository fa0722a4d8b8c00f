// The ports that signing in and asking for consent need: a signer, a browser, the Salesforce CLI, a person.
import type { WriteAnswer, WriteQuestion } from '../model/writes';

export interface JwtClaims {
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
  readonly expiresInSeconds: number;
}

/**
 * Signs RS256. Throws SalesforceError `login.badKey` for a key that is not a readable PEM or needs another passphrase.
 */
export interface JwtSigner {
  readonly sign: (claims: JwtClaims, key: { readonly pem: string; readonly passphrase?: string }) => Promise<string>;
}

/** Receives the redirect of a browser after a login page. */
export interface RedirectListener {
  /**
   * Listens on this machine only and accepts nothing but an answer with this `state`. The caller closes it. Throws
   * SalesforceError `login.portBusy`.
   */
  readonly listen: (port: number, state: string) => Promise<Redirect>;
}

export interface Redirect {
  /** The redirect_uri to send; in a remote window it differs from the local address. */
  readonly uri: string;
  /** Opens a page in the person's browser. */
  readonly show: (url: string) => Promise<void>;
  /** The query of the one answer; pending until the browser returns. */
  readonly answer: Promise<Readonly<Record<string, string>>>;
  readonly close: () => Promise<void>;
}

/** A login that the Salesforce CLI stores on this machine. */
export interface CliLogin {
  readonly username: string;
  /** 18 characters. */
  readonly orgId: string;
  readonly instanceUrl: string;
  readonly aliases: readonly string[];
  /** The CLI's target-org. */
  readonly isDefault: boolean;
  /** It no longer works: the scratch org has expired, or the login cannot be read. */
  readonly isExpired: boolean;
}

/** The orgs of the Salesforce CLI, read and never changed. Both throw SalesforceError `login.cli`. */
export interface CliLogins {
  readonly list: (signal: AbortSignal) => Promise<readonly CliLogin[]>;
  /** A session that works now; an expired one is renewed by the CLI's login. */
  readonly session: (
    username: string,
    signal: AbortSignal,
  ) => Promise<{ readonly accessToken: string; readonly instanceUrl: string }>;
}

/** Asks a person before a write. */
export interface Consent {
  /** The name of the program in the write journal. */
  readonly program: string;
  /** Throws SalesforceError `policy.unconfirmed` where no person can be asked. */
  readonly ask: (question: WriteQuestion, signal: AbortSignal) => Promise<WriteAnswer>;
}
