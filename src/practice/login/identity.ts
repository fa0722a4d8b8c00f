// The identity URL, the userinfo endpoint, and the discovery documents of OpenID Connect.
import { normalizeId } from '../data/ids';
import type { Value } from '../data/schema';
import type { Row } from '../data/table';
import { refuse, type Answer, type Call } from '../http/http';
import { newestVersion } from '../http/router';
import type { Org } from '../org/org';
import type { GrantedSession } from '../org/sessions';
import { userValue } from './users';

const urlTemplates: Readonly<Record<string, string>> = {
  enterprise: '/services/Soap/c/{version}/',
  metadata: '/services/Soap/m/{version}/',
  partner: '/services/Soap/u/{version}/',
  rest: '/services/data/v{version}/',
  sobjects: '/services/data/v{version}/sobjects/',
  search: '/services/data/v{version}/search/',
  query: '/services/data/v{version}/query/',
  recent: '/services/data/v{version}/recent/',
  tooling_soap: '/services/Soap/T/{version}/',
  tooling_rest: '/services/data/v{version}/tooling/',
  feeds: '/services/data/v{version}/chatter/feeds',
  groups: '/services/data/v{version}/chatter/groups',
  users: '/services/data/v{version}/chatter/users',
  feed_items: '/services/data/v{version}/chatter/feed-items',
  feed_elements: '/services/data/v{version}/chatter/feed-elements',
};

type SignedInUser = { readonly session: GrantedSession; readonly user: Row };

/** The user of the token in the header or in `oauth_token`; otherwise the 403 response of these endpoints. */
function identify(org: Org, call: Call): SignedInUser | Answer {
  const header = /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(call.header('authorization') ?? '')?.[1];
  const token = header ?? call.query.get('oauth_token');
  if (token === null) return { status: 403, body: 'Missing_OAuth_Token' };
  const session = org.sessions.find(token);
  const user = session === undefined ? undefined : org.store.byId(session.userId);
  return session === undefined || user === undefined ? { status: 403, body: 'Bad_OAuth_Token' } : { session, user };
}

function urlsFor(org: Org, call: Call, user: Row): Record<string, string> {
  const urls: Record<string, string> = {};
  for (const [name, path] of Object.entries(urlTemplates)) {
    urls[name] = call.baseUrl + path + (path.includes('/Soap/') ? org.orgId.slice(0, 15) : '');
  }
  return { ...urls, profile: `${call.baseUrl}/${user.id}`, custom_domain: call.baseUrl };
}

/** The user in the path of the identity URL; each error has its own text. */
function userInPath(org: Org, call: Call): Row | Answer {
  const known = identify(org, call);
  if ('status' in known) return known;
  const { orgId = '', userId = '' } = call.params;
  if (normalizeId(orgId) !== org.orgId) return { status: 403, body: 'Wrong_Org' };
  const user = org.schema.objectOfId(userId)?.name === 'User' ? org.store.byId(userId) : undefined;
  return user ?? { status: 404, body: 'Bad_Id' };
}

/** Replaces `{version}` in the URLs by the query parameter `version`: `66.0` or `latest`. */
function fillVersion(urls: Record<string, string>, version: string | null): Record<string, string> {
  if (version === null) return urls;
  const shown = version === 'latest' ? `${newestVersion}.0` : version;
  return Object.fromEntries(Object.entries(urls).map(([name, url]) => [name, url.replace('{version}', shown)]));
}

export function identity(org: Org, call: Call): Answer {
  const user = userInPath(org, call);
  if ('status' in user) return user;
  if ((call.query.get('format') ?? 'json') !== 'json') {
    throw refuse(406, 'NOT_ACCEPTABLE', 'The practice org returns identity information in JSON only.');
  }
  const get = (name: string): Value => userValue(org, user, name);
  const id = `${call.baseUrl}/id/${org.orgId}/${user.id}`;
  return {
    status: 200,
    json: {
      id,
      asserted_user: true,
      user_id: user.id,
      organization_id: org.orgId,
      username: get('Username'),
      nick_name: get('CommunityNickname'),
      display_name: get('Name'),
      email: get('Email'),
      email_verified: true,
      first_name: get('FirstName'),
      last_name: get('LastName'),
      timezone: get('TimeZoneSidKey'),
      photos: photos(call),
      addr_street: null,
      addr_city: null,
      addr_state: null,
      addr_country: null,
      addr_zip: null,
      mobile_phone: null,
      mobile_phone_verified: false,
      is_lightning_login_user: false,
      status: { created_date: null, body: null },
      urls: fillVersion(urlsFor(org, call, user), call.query.get('version')),
      active: get('IsActive'),
      user_type: 'STANDARD',
      language: get('LanguageLocaleKey'),
      locale: get('LocaleSidKey'),
      utcOffset: 0,
      last_modified_date: get('LastModifiedDate'),
    },
  };
}

export function userinfo(org: Org, call: Call): Answer {
  const known = identify(org, call);
  if ('status' in known) return known;
  const { user } = known;
  const get = (name: string): Value => userValue(org, user, name);
  return {
    status: 200,
    json: {
      sub: `${call.baseUrl}/id/${org.orgId}/${user.id}`,
      user_id: user.id,
      organization_id: org.orgId,
      preferred_username: get('Username'),
      nickname: get('CommunityNickname'),
      name: get('Name'),
      email: get('Email'),
      email_verified: true,
      given_name: get('FirstName'),
      family_name: get('LastName'),
      zoneinfo: get('TimeZoneSidKey'),
      photos: photos(call),
      profile: `${call.baseUrl}/${user.id}`,
      picture: photos(call)['picture'],
      address: {},
      urls: urlsFor(org, call, user),
      active: get('IsActive'),
      user_type: 'STANDARD',
      language: get('LanguageLocaleKey'),
      locale: get('LocaleSidKey'),
      utcOffset: 0,
      updated_at: get('LastModifiedDate'),
    },
  };
}

function photos(call: Call): Record<string, string> {
  return { picture: `${call.baseUrl}/profilephoto/005/F`, thumbnail: `${call.baseUrl}/profilephoto/005/T` };
}

export function openidConfiguration(call: Call): Answer {
  const at = (path: string): string => call.baseUrl + path;
  return {
    status: 200,
    json: {
      issuer: call.baseUrl,
      authorization_endpoint: at('/services/oauth2/authorize'),
      token_endpoint: at('/services/oauth2/token'),
      revocation_endpoint: at('/services/oauth2/revoke'),
      userinfo_endpoint: at('/services/oauth2/userinfo'),
      introspection_endpoint: at('/services/oauth2/introspect'),
      jwks_uri: at('/id/keys'),
      scopes_supported: ['api', 'web', 'full', 'id', 'openid', 'profile', 'email', 'refresh_token', 'offline_access'],
      response_types_supported: ['code', 'token', 'token id_token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      display_values_supported: ['page', 'popup', 'touch'],
      token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic', 'private_key_jwt'],
    },
  };
}

export function authConfiguration(org: Org, call: Call): Answer {
  return {
    status: 200,
    json: {
      OrgId: org.orgId.slice(0, 15),
      Url: call.baseUrl,
      MobileSDK: { UseAndroidNativeBrowserForAuthentication: false, UseiOSNativeBrowserForAuthentication: false },
      LoginPage: { LoginPageUrl: null, UsernamePasswordEnabled: true },
      SamlProviders: [],
      AuthProviders: [],
      CertificateLogin: { CertificateLoginUrl: null },
      LoginPageType: 'Standard',
    },
  };
}
