// GET /services/oauth2/authorize: a consent page for browsers, an immediate redirect for other clients.
import type { Answer, Call } from '../http/http';
import type { App } from '../org/apps';
import type { Org } from '../org/org';
import type { Codes } from './codes';
import { OAuthError } from './oauthError';
import { findUser, isActive, userValue } from './users';

/** Query parameters of the links on the consent page: the user to sign in, or the denial. */
const userParameter = 'practice_user';
const denyParameter = 'practice_deny';

const blockedDescriptions = {
  OAUTH_APP_BLOCKED: 'this app is blocked by admin',
  OAUTH_APP_ACCESS_DENIED: 'this app is not installed in the org and the user may not approve it',
} as const;

export function authorize(org: Org, codes: Codes, call: Call): Answer {
  const { query } = call;
  const app = org.apps.find(query.get('client_id') ?? '');
  if (app === undefined) return new OAuthError('invalid_client_id', 'client identifier invalid').toAnswer();
  const redirectUri = query.get('redirect_uri') ?? '';
  if (app.callbackUrls?.includes(redirectUri) !== true) {
    return new OAuthError('redirect_uri_mismatch', 'redirect_uri must match configuration').toAnswer();
  }
  if (app.blockedWith !== undefined)
    return redirectBack(call, { error: app.blockedWith, error_description: blockedDescriptions[app.blockedWith] });
  if (query.get('response_type') !== 'code') {
    return redirectBack(call, { error: 'unsupported_response_type', error_description: 'response type not supported' });
  }
  if ((query.get('code_challenge_method') ?? 'S256') !== 'S256') {
    return redirectBack(call, { error: 'invalid_request', error_description: 'invalid code challenge method' });
  }
  if (query.has(denyParameter))
    return redirectBack(call, { error: 'access_denied', error_description: 'end-user denied authorization' });
  const isBrowser = (call.header('accept') ?? '').includes('text/html');
  const username = query.get(userParameter);
  if (isBrowser && username === null) return consentPage(org, call, app);
  return issueCode(org, codes, { call, app, username });
}

function issueCode(
  org: Org,
  codes: Codes,
  { call, app, username }: { call: Call; app: App; username: string | null },
): Answer {
  const admin = org.store.byId(org.adminUserId);
  const user = username === null ? admin : findUser(org, username);
  if (user === undefined || !isActive(org, user)) {
    return redirectBack(call, { error: 'access_denied', error_description: 'end-user denied authorization' });
  }
  const name = String(userValue(org, user, 'Username'));
  if (app.approvedUsernames?.includes(name) === false) {
    return redirectBack(call, {
      error: 'invalid_app_access',
      error_description: 'user is not admin approved to access this app',
    });
  }
  const { query } = call;
  const grant = {
    clientId: app.consumerKey,
    userId: user.id,
    redirectUri: query.get('redirect_uri') ?? '',
    scope: query.get('scope') ?? 'refresh_token api web',
    challenge: query.get('code_challenge'),
  };
  return redirectBack(call, { code: codes.issue(grant, org.now()) });
}

function redirectBack(call: Call, answer: Readonly<Record<string, string>>): Answer {
  const target = new URL(call.query.get('redirect_uri') ?? '');
  for (const [name, value] of Object.entries(answer)) target.searchParams.set(name, value);
  const state = call.query.get('state');
  if (state !== null) target.searchParams.set('state', state);
  return { status: 302, headers: { Location: target.href }, body: '' };
}

function consentPage(org: Org, call: Call, app: App): Answer {
  const link = (name: string, value: string): string => {
    const query = new URLSearchParams(call.query);
    query.set(name, value);
    return escape(`${call.path}?${query.toString()}`);
  };
  const table = org.store.byName('User');
  const users = [...(table?.rows() ?? [])].filter((user) => isActive(org, user)).slice(0, 20);
  const items = users.map((user) => {
    const username = String(userValue(org, user, 'Username'));
    return `<li><a href="${link(userParameter, username)}">Allow as ${escape(username)}</a></li>`;
  });
  const body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Practice org | Allow access?</title>
<style>body{font:16px system-ui;max-width:36rem;margin:4rem auto;line-height:1.5}</style></head>
<body><h1>Allow access?</h1><p><strong>${escape(app.consumerKey)}</strong> asks to work with this practice org
(${escape(call.query.get('scope') ?? 'api')}).</p><ul>${items.join('')}</ul>
<p><a href="${link(denyParameter, '1')}">Deny</a></p></body></html>`;
  // Another page must not show the links in a frame, where a person would not know what the click is for.
  return { status: 200, headers: { 'X-Frame-Options': 'DENY' }, body };
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
