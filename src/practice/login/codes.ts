// The authorization codes of the web server flow: each is valid once and for fifteen minutes.
import { randomText } from '../org/sessions';

export interface CodeGrant {
  readonly clientId: string;
  readonly userId: string;
  readonly redirectUri: string;
  readonly scope: string;
  /** The PKCE code challenge (S256); null when the app sent none. */
  readonly challenge: string | null;
}

const codeLifeMs = 15 * 60 * 1000;

export class Codes {
  readonly #issued = new Map<string, { grant: CodeGrant; atMs: number; isUsed: boolean }>();

  issue(grant: CodeGrant, nowMs: number): string {
    const code = `aPrx${randomText(60)}==`;
    this.#issued.set(code, { grant, atMs: nowMs, isUsed: false });
    return code;
  }

  take(code: string, nowMs: number): CodeGrant | 'unknown' | 'expired' {
    const found = this.#issued.get(code);
    if (found === undefined) return 'unknown';
    if (found.isUsed || nowMs - found.atMs > codeLifeMs) return 'expired';
    found.isUsed = true;
    return found.grant;
  }
}
