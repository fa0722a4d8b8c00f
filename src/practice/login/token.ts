// POST /services/oauth2/token: the OAuth flows of the org and their errors.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Answer, Call } from '../http/http';
import type { App } from '../org/apps';
import type { Org } from '../org/org';
import { randomText, type GrantedSession } from '../org/sessions';
import { verifyAssertion } from './assertion';
import type { Codes } from './codes';
import { OAuthError } from './oauthError';
import { findUser, isActive } from './users';

/** The password of every user; the security token is optional, since loopback is a trusted network. */
export const practicePassword = 'practice-password';
export const securityToken = 'PRACTICETOKEN';

interface RefreshGrant {
  readonly userId: string;
  readonly clientId: string;
  readonly scope: string;
}

/** The valid refresh tokens. */
export type RefreshTokens = Map<string, RefreshGrant>;

interface TokenRequest {
  readonly call: Call;
  readonly form: URLSearchParams;
}

const apiScope = 'api web';

export class TokenEndpoint {
  readonly #org: Org;
  readonly #codes: Codes;
  readonly #refreshTokens: RefreshTokens;

  constructor(org: Org, codes: Codes, refreshTokens: RefreshTokens) {
    this.#org = org;
    this.#codes = codes;
    this.#refreshTokens = refreshTokens;
  }

  async answer(call: Call): Promise<Answer> {
    try {
      const form = new URLSearchParams(await call.text());
      return this.#grant({ call, form });
    } catch (error) {
      if (error instanceof OAuthError) return error.toAnswer();
      throw error;
    }
  }

  #grant(asked: TokenRequest): Answer {
    switch (asked.form.get('grant_type')) {
      case 'urn:ietf:params:oauth:grant-type:jwt-bearer':
        return this.#jwtBearer(asked);
      case 'password':
        return this.#password(asked);
      case 'refresh_token':
        return this.#refresh(asked);
      case 'authorization_code':
        return this.#authorizationCode(asked);
      case 'client_credentials':
        return this.#clientCredentials(asked);
      default:
        throw new OAuthError('unsupported_grant_type', 'grant type not supported');
    }
  }

  #jwtBearer({ call, form }: TokenRequest): Answer {
    const { app, username } = verifyAssertion(this.#org, form.get('assertion') ?? '', call.baseUrl);
    const user = findUser(this.#org, username);
    const isApproved = app.approvedUsernames?.includes(username) ?? true;
    if (user === undefined || !isApproved) throw new OAuthError('invalid_grant', "user hasn't approved this consumer");
    if (!isActive(this.#org, user)) throw new OAuthError('invalid_grant', 'user is inactive');
    return this.#signIn(call, app, { userId: user.id, scope: apiScope });
  }

  #password({ call, form }: TokenRequest): Answer {
    const app = this.#client({ call, form }, { needsSecret: true });
    const user = findUser(this.#org, form.get('username') ?? '');
    const isRight = [practicePassword, practicePassword + securityToken].includes(form.get('password') ?? '');
    if (user === undefined || !isRight || !isActive(this.#org, user)) {
      throw new OAuthError('invalid_grant', 'authentication failure');
    }
    return this.#signIn(call, app, { userId: user.id, scope: apiScope, isIntrospectable: false });
  }

  #refresh({ call, form }: TokenRequest): Answer {
    const app = this.#client({ call, form }, { needsSecret: false });
    const token = form.get('refresh_token') ?? '';
    const known = this.#refreshTokens.get(token);
    if (known === undefined || known.clientId !== app.consumerKey) {
      throw new OAuthError('invalid_grant', 'expired access/refresh token');
    }
    if (app.rotatesRefreshTokens !== true) return this.#signIn(call, app, known);
    this.#refreshTokens.delete(token);
    return this.#signIn(call, app, { ...known, refreshToken: this.#mintRefreshToken(known) });
  }

  #authorizationCode({ call, form }: TokenRequest): Answer {
    const app = this.#client({ call, form }, { needsSecret: false });
    const code = this.#codes.take(form.get('code') ?? '', this.#org.now());
    if (code === 'unknown') throw new OAuthError('invalid_grant', 'invalid authorization code');
    if (code === 'expired') throw new OAuthError('invalid_grant', 'expired authorization code');
    if (code.clientId !== app.consumerKey) throw new OAuthError('invalid_grant', 'invalid authorization code');
    if (code.redirectUri !== form.get('redirect_uri')) {
      throw new OAuthError('redirect_uri_mismatch', 'redirect_uri must match configuration');
    }
    const verifier = form.get('code_verifier');
    if (code.challenge !== null && (verifier === null || sha256(verifier) !== code.challenge)) {
      throw new OAuthError('invalid_grant', 'invalid code verifier');
    }
    const grant = { userId: code.userId, clientId: app.consumerKey, scope: code.scope };
    const isLasting = /\b(?:refresh_token|offline_access|full)\b/.test(code.scope);
    return this.#signIn(call, app, isLasting ? { ...grant, refreshToken: this.#mintRefreshToken(grant) } : grant);
  }

  #clientCredentials({ call, form }: TokenRequest): Answer {
    const app = this.#client({ call, form }, { needsSecret: true });
    const user = findUser(this.#org, app.runAsUsername ?? '');
    if (user === undefined) throw new OAuthError('invalid_request', 'no client credentials user enabled');
    return this.#signIn(call, app, { userId: user.id, scope: apiScope });
  }

  /** The app of the request, from form fields or Basic authentication; a given secret must be correct. */
  #client({ call, form }: TokenRequest, { needsSecret }: { needsSecret: boolean }): App {
    const basic = /^Basic\s+(\S+)$/i.exec(call.header('authorization') ?? '')?.[1];
    const [basicId, basicSecret] = basic === undefined ? [] : Buffer.from(basic, 'base64').toString().split(':');
    const app = this.#org.apps.find(form.get('client_id') ?? decodeURIComponent(basicId ?? ''));
    if (app === undefined) throw new OAuthError('invalid_client_id', 'client identifier invalid');
    const given = form.get('client_secret') ?? (basicSecret === undefined ? null : decodeURIComponent(basicSecret));
    const isMissing = given === null && needsSecret;
    const isWrong = given !== null && given !== '' && !isSame(given, app.consumerSecret ?? '');
    if (isMissing || isWrong) throw new OAuthError('invalid_client', 'invalid client credentials');
    return app;
  }

  #mintRefreshToken(grant: RefreshGrant): string {
    const token = `5Aep861${randomText(80)}`;
    this.#refreshTokens.set(token, { userId: grant.userId, clientId: grant.clientId, scope: grant.scope });
    return token;
  }

  #signIn(
    call: Call,
    app: App,
    grant: { userId: string; scope: string; refreshToken?: string; isIntrospectable?: boolean },
  ): Answer {
    const granted = {
      userId: grant.userId,
      clientId: app.consumerKey,
      scope: grant.scope,
      isIntrospectable: grant.isIntrospectable ?? true,
    };
    const { sessions } = this.#org;
    const session = app.issuesJwtAccessTokens === true ? sessions.openJwt(granted) : sessions.open(granted);
    return {
      status: 200,
      json: tokenJson(session, app, { call, orgId: this.#org.orgId, refreshToken: grant.refreshToken }),
    };
  }
}

function tokenJson(
  session: GrantedSession,
  app: App,
  more: { call: Call; orgId: string; refreshToken: string | undefined },
): unknown {
  const id = `${more.call.baseUrl}/id/${more.orgId}/${session.userId}`;
  const issuedAt = String(session.issuedAtMs);
  const signature = createHmac('sha256', app.consumerSecret ?? '')
    .update(id + issuedAt)
    .digest('base64');
  return {
    access_token: session.accessToken,
    ...(more.refreshToken === undefined ? {} : { refresh_token: more.refreshToken }),
    signature,
    scope: session.scope,
    instance_url: more.call.baseUrl,
    id,
    token_type: 'Bearer',
    issued_at: issuedAt,
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function isSame(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
