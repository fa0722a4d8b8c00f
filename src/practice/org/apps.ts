// The connected apps of the org: which clients may request tokens, with which flow, and for which users.
import { createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';

export interface AppSpec {
  readonly consumerKey: string;
  /** Without a secret the app is a public client, like `PlatformCLI`. */
  readonly consumerSecret?: string;
  readonly callbackUrls?: readonly string[];
  /** PEM of a certificate or public key that verifies JWT bearer assertions. */
  readonly publicKeyPem?: string;
  /** Each refresh returns a new refresh token and invalidates the old one. */
  readonly rotatesRefreshTokens?: boolean;
  /** Usernames that an administrator has approved for this app; every user when missing. */
  readonly approvedUsernames?: readonly string[];
  /** The OAuth error of the web server flow when an administrator has blocked the app. */
  readonly blockedWith?: 'OAUTH_APP_BLOCKED' | 'OAUTH_APP_ACCESS_DENIED';
  /** Access tokens of the app are JSON web tokens, as its setting “Issue JWT-based access tokens” says. */
  readonly issuesJwtAccessTokens?: boolean;
  /** The user of the client credentials flow; without one the flow is rejected. */
  readonly runAsUsername?: string;
}

export interface App extends AppSpec {
  readonly publicKey: KeyObject | undefined;
}

/** Registered in every practice org; safe to publish, since it only works for practice orgs on the same machine. */
export const testApp = {
  consumerKey: '3MVG9practiceOrgTestApp.ConnectedApp.ForLocalUseOnly',
  consumerSecret: 'F00DCAFE5EC2E7F00DCAFE5EC2E7F00DCAFE5EC2E7F00DCAFE5EC2E7PRACTICE',
  callbackUrls: ['http://localhost:1717/OauthRedirect'],
} as const;

/** The connected app of the Salesforce CLI: a public client with the CLI's callback URL. */
const cliApp: AppSpec = { consumerKey: 'PlatformCLI', callbackUrls: ['http://localhost:1717/OauthRedirect'] };

export class Apps {
  readonly #byKey = new Map<string, App>();

  constructor(specs: readonly AppSpec[] = []) {
    for (const spec of [testApp, cliApp, ...specs]) this.register(spec);
  }

  /** Adds an app, or merges the settings into an existing one. Throws for a PEM that is not a key. */
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
