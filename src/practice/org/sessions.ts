// The open sessions: access tokens in Salesforce's format (`00D…!…`), their users, and their expiration.
import { randomBytes } from 'node:crypto';
import type { Session } from '../http/http';

export interface Grant {
  readonly userId: string;
  readonly clientId: string;
  readonly scope: string;
  /** False for the username-password flow, whose tokens Salesforce does not introspect. */
  readonly isIntrospectable: boolean;
}

export interface GrantedSession extends Session, Grant {
  readonly issuedAtMs: number;
}

const sessionMs = 2 * 60 * 60 * 1000;

export class Sessions {
  readonly #orgId: string;
  readonly #now: () => number;
  readonly #live = new Map<string, GrantedSession>();

  constructor(orgId: string, now: () => number) {
    this.#orgId = orgId;
    this.#now = now;
  }

  /** `accessToken` sets the token, so that clients can use their old token after a restart. */
  open(grant: Grant, accessToken = this.#mint()): GrantedSession {
    const session = { ...grant, accessToken, issuedAtMs: this.#now() };
    this.#live.set(accessToken, session);
    return session;
  }

  find(accessToken: string): GrantedSession | undefined {
    const session = this.#live.get(accessToken);
    return session;
  }

  expiresAtMs(session: GrantedSession): number {
    return session.issuedAtMs + sessionMs;
  }

  end(accessToken: string): boolean {
    return this.#live.delete(accessToken);
  }

  endWhere(test: (session: GrantedSession) => boolean): void {
    for (const session of [...this.#live.values()]) if (test(session)) this.#live.delete(session.accessToken);
  }

  /** A session of an app that issues JSON web tokens. */
  openJwt(grant: Grant): GrantedSession {
    return this.open(grant, webToken(grant, { orgId: this.#orgId, issuedAtMs: this.#now() }));
  }

  #mint(): string {
    return `${this.#orgId.slice(0, 15)}!AQEA${randomText(76)}`;
  }
}

/** In the form of a signed token. No key verifies it: the org finds its sessions by the text. */
function webToken(
  { userId, clientId, scope }: Grant,
  { orgId, issuedAtMs }: { readonly orgId: string; readonly issuedAtMs: number },
): string {
  const seconds = Math.floor(issuedAtMs / 1000);
  const head = {
    tnk: `core/practice/${orgId}`,
    ver: '1.0',
    kid: 'practice',
    tty: 'sfdc-core-token',
    typ: 'JWT',
    alg: 'RS256',
  };
  const claims = {
    scp: scope,
    sub: `uid:${userId}`,
    client_id: clientId,
    iat: seconds,
    nbf: seconds,
    exp: seconds + sessionMs / 1000,
  };
  const parts = [head, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  return [...parts, randomBytes(192).toString('base64url')].join('.');
}

/** True for an access token that is a JSON web token. */
export const isWebToken = (accessToken: string): boolean => accessToken.startsWith('eyJ');

/** Random text of letters, digits, dots and underscores. */
export function randomText(length: number): string {
  return randomBytes(length).toString('base64').slice(0, length).replaceAll('+', '.').replaceAll('/', '_');
}
