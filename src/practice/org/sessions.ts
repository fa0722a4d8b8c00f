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

  #mint(): string {
    return `${this.#orgId.slice(0, 15)}!AQEA${randomText(76)}`;
  }
}

/** Random text of letters, digits, dots and underscores. */
export function randomText(length: number): string {
  return randomBytes(length).toString('base64').slice(0, length).replaceAll('+', '.').replaceAll('/', '_');
}
