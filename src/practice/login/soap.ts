// login() and logout() of the SOAP Partner API, for tools without OAuth.
// See https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_login.htm
import type { Row } from '../data/table';
import type { Answer, Call } from '../http/http';
import type { Org } from '../org/org';
import { answer, elements, fault, textIn, type Envelope } from '../soap/envelope';
import { practicePassword, securityToken } from './token';
import { findUser, isActive, userValue } from './users';

/** API version 65.0 and later have no login(). */
const lastVersionWithLogin = 64;
const sessionSeconds = 7200;

export function soapLogout(org: Org, envelope: Envelope): Answer {
  if (org.sessions.end(textIn(envelope.xml, 'sessionId'))) return answer(envelope, '<logoutResponse/>');
  return fault(envelope, 'INVALID_SESSION_ID', 'Invalid Session ID found in SessionHeader: Illegal Session');
}

export function soapLogin(org: Org, call: Call, envelope: Envelope): Answer {
  const version = String(call.params['version']);
  if (Number(version) > lastVersionWithLogin) {
    const advice = `use ${lastVersionWithLogin}.0 or an earlier one, or OAuth`;
    return fault(envelope, 'UNSUPPORTED_API_VERSION', `login() is not offered in API version ${version}; ${advice}.`);
  }
  const user = findUser(org, textIn(envelope.xml, 'username'));
  const isRight = [practicePassword, practicePassword + securityToken].includes(textIn(envelope.xml, 'password'));
  if (user === undefined || !isRight || !isActive(org, user)) {
    return fault(envelope, 'INVALID_LOGIN', 'Invalid username, password, security token; or user locked out.');
  }
  return signIn(org, call, { user, version, envelope });
}

function signIn(
  org: Org,
  call: Call,
  { user, version, envelope }: { user: Row; version: string; envelope: Envelope },
): Answer {
  const grant = { userId: user.id, clientId: 'SOAP', scope: 'full', isIntrospectable: false };
  const { accessToken } = org.sessions.open(grant);
  const address = (api: string): string => `${call.baseUrl}/services/Soap/${api}/${version}/${org.orgId.slice(0, 15)}`;
  const info = {
    accessibilityMode: false,
    organizationId: org.orgId,
    organizationMultiCurrency: false,
    sessionSecondsValid: sessionSeconds,
    userEmail: userValue(org, user, 'Email'),
    userFullName: userValue(org, user, 'Name'),
    userId: user.id,
    userLanguage: userValue(org, user, 'LanguageLocaleKey'),
    userLocale: userValue(org, user, 'LocaleSidKey'),
    userName: userValue(org, user, 'Username'),
    userTimeZone: userValue(org, user, 'TimeZoneSidKey'),
    userType: 'Standard',
  };
  const result = {
    metadataServerUrl: address('m'),
    passwordExpired: false,
    sandbox: false,
    serverUrl: address('u'),
    sessionId: accessToken,
    userId: user.id,
  };
  const inner = `${elements(result)}<userInfo>${elements(info)}</userInfo>`;
  return answer(envelope, `<loginResponse><result>${inner}</result></loginResponse>`);
}
