// The connected apps of the org: who may ask for tokens, how, and for whom.
import { createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';

export interface AppSpec {
  readonly consumerKey: string;
  /** Without one the app is public, as `PlatformCLI` is. */
  readonly consumerSecret?: string;
  readonly callbackUrls?: readonly string[];
  /** PEM of a certificate or public key; JWT bearer assertions must be signed with its private half. */
  readonly publicKeyPem?: string;
  /** Each refresh hands out a new refresh token and kills the old one. */
  readonly rotatesRefreshTokens?: boolean;
  /** Usernames an administrator has approved for JWT bearer; everyone when missing. */
  readonly approvedUsernames?: readonly string[];
  /** How an administrator keeps the app out: the web flow comes back with this word. */
  readonly blockedWith?: 'OAUTH_APP_BLOCKED' | 'OAUTH_APP_ACCESS_DENIED';
  /** Username that client credentials sign in; without one that flow is refused. */
  readonly runAsUsername?: string;
}

export interface App extends AppSpec {
  readonly publicKey: KeyObject | undefined;
}

/** Registered in every practice org; safe to publish, since it opens nothing but practice orgs on the same machine. */
export const testApp = {
  consumerKey: '3MVG9practiceOrgTestApp.ConnectedApp.ForLocalUseOnly',
  consumerSecret: 'F00DCAFE5EC2E7F00DCAFE5EC2E7F00DCAFE5EC2E7F00DCAFE5EC2E7PRACTICE',
  callbackUrls: ['http://localhost:1717/OauthRedirect'],
} as const;

/** The Salesforce CLI's own app: public, with the callback it listens on. */
const cliApp: AppSpec = { consumerKey: 'PlatformCLI', callbackUrls: ['http://localhost:1717/OauthRedirect'] };

export class Apps {
  readonly #byKey = new Map<string, App>();

  constructor(specs: readonly AppSpec[] = []) {
    for (const spec of [testApp, cliApp, ...specs]) this.register(spec);
  }

  /** Adds an app, or lays the given settings over one that is there. Throws for a PEM that is no key. */
  register(spec: AppSpec): App {
    const merged = { ...this.#byKey.get(spec.consumerKey), ...spec };
    const publicKey = merged.publicKeyPem === undefined ? undefined : readKey(merged.publicKeyPem);
    const app = { ...merged, publicKey };
    this.#byKey.set(app.consumerKey, app);
    return app;
  }

  find(consumerKey: string): App | undefined {
    return this.#byKey.get(consumerKey);
  }
}

function readKey(pem: string): KeyObject {
  return pem.includes('BEGIN CERTIFICATE') ? new X509Certificate(pem).publicKey : createPublicKey(pem);
}
