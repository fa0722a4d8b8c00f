// The routes of OAuth and identity.
import { ok, route, type Answer, type Call, type Route } from '../http/http';
import type { Org } from '../org/org';
import { authorize } from './authorize';
import { Codes } from './codes';
import { authConfiguration, identity, openidConfiguration, userinfo } from './identity';
import { OAuthError } from './oauthError';
import { TokenEndpoint, type RefreshTokens } from './token';
import { userValue } from './users';

export function loginRoutes(org: Org): Route[] {
  const codes = new Codes();
  const refreshTokens: RefreshTokens = new Map();
  const tokens = new TokenEndpoint(org, codes, refreshTokens);
  const open = { open: true } as const;
  const oauth = '/services/oauth2';
  const revokeFrom = async (call: Call): Promise<Answer> => revoke(org, refreshTokens, await tokenOf(call));
  return [
    route('POST', `${oauth}/token`, (call) => tokens.answer(call), open),
    route('GET', `${oauth}/authorize`, (call) => authorize(org, codes, call), open),
    route('POST', `${oauth}/revoke`, revokeFrom, open),
    route('GET', `${oauth}/revoke`, revokeFrom, open),
    route('POST', `${oauth}/introspect`, (call) => introspect(org, call), open),
    route('GET', `${oauth}/userinfo`, (call) => userinfo(org, call), open),
    route('POST', `${oauth}/userinfo`, (call) => userinfo(org, call), open),
    route('GET', '/id/keys', () => ok({ keys: [] }), open),
    route('GET', '/id/:orgId/:userId', (call) => identity(org, call), open),
    route('GET', '/.well-known/openid-configuration', openidConfiguration, open),
    route('GET', '/.well-known/auth-configuration', (call) => authConfiguration(org, call), open),
  ];
}

async function tokenOf(call: Call): Promise<string> {
  const inQuery = call.query.get('token');
  return inQuery ?? new URLSearchParams(await call.text()).get('token') ?? '';
}

/** Revoking a refresh token ends all sessions of its user and app; revoking an access token ends only that session. */
function revoke(org: Org, refreshTokens: RefreshTokens, token: string): Answer {
  const refreshable = refreshTokens.get(token);
  if (refreshable !== undefined) {
    refreshTokens.delete(token);
    const { userId, clientId } = refreshable;
    org.sessions.endWhere((session) => session.userId === userId && session.clientId === clientId);
    return { status: 200, body: '' };
  }
  if (org.sessions.end(token)) return { status: 200, body: '' };
  // This error response is not JSON: jsforce parses it as a form.
  const form = new URLSearchParams({
    error: 'unsupported_token_type',
    error_description: 'this token type is not supported',
  });
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded;charset=UTF-8' };
  return { status: 400, headers, body: form.toString() };
}

async function introspect(org: Org, call: Call): Promise<Answer> {
  const form = new URLSearchParams(await call.text());
  const app = org.apps.find(form.get('client_id') ?? '');
  if (app === undefined) return new OAuthError('invalid_client_id', 'client identifier invalid').toAnswer();
  if (app.consumerSecret !== undefined && app.consumerSecret !== form.get('client_secret')) {
    return new OAuthError('invalid_client', 'invalid client credentials', 401).toAnswer();
  }
  const session = org.sessions.find(form.get('token') ?? '');
  const user = session === undefined ? undefined : org.store.byId(session.userId);
  if (session === undefined || user === undefined || !session.isIntrospectable) return ok({ active: false });
  return ok({
    active: true,
    scope: session.scope,
    client_id: session.clientId,
    username: userValue(org, user, 'Username'),
    sub: `${call.baseUrl}/id/${org.orgId}/${user.id}`,
    token_type: 'access_token',
    exp: Math.floor(org.sessions.expiresAtMs(session) / 1000),
    iat: Math.floor(session.issuedAtMs / 1000),
    nbf: Math.floor(session.issuedAtMs / 1000),
  });
}
