// login() and logout() of the SOAP Partner API, for tools without OAuth; no other SOAP call is simulated.
// See https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_login.htm
import type { Row } from '../data/store';
import type { Answer, Call } from '../http/http';
import type { Org } from '../org/org';
import { practicePassword, securityToken } from './token';
import { findUser, isActive, userValue } from './users';

/** API version 65.0 and later have no login(). */
const lastVersionWithLogin = 64;
const sessionSeconds = 7200;

export async function soap(org: Org, call: Call): Promise<Answer> {
  const envelope = await call.text();
  const version = String(call.params['version']);
  const what = /<(?:\w+:)?Body[^>]*>\s*<(?:\w+:)?(\w+)/.exec(envelope)?.[1] ?? '';
  if (what === 'logout') {
    if (org.sessions.end(textIn(envelope, 'sessionId'))) return answer(200, '<logoutResponse/>');
    return fault('INVALID_SESSION_ID', 'Invalid Session ID found in SessionHeader: Illegal Session');
  }
  if (what !== 'login')
    return fault('UNKNOWN_EXCEPTION', `The practice org does not simulate the SOAP call '${what}'.`);
  if (Number(version) > lastVersionWithLogin) {
    const advice = `use ${lastVersionWithLogin}.0 or an earlier one, or OAuth`;
    return fault('UNSUPPORTED_API_VERSION', `login() is not offered in API version ${version}; ${advice}.`);
  }
  const user = findUser(org, textIn(envelope, 'username'));
  const isRight = [practicePassword, practicePassword + securityToken].includes(textIn(envelope, 'password'));
  if (user === undefined || !isRight || !isActive(org, user)) {
    return fault('INVALID_LOGIN', 'Invalid username, password, security token; or user locked out.');
  }
  return signIn(org, call, { user, version });
}

function signIn(org: Org, call: Call, { user, version }: { user: Row; version: string }): Answer {
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
  return answer(200, `<loginResponse><result>${inner}</result></loginResponse>`);
}

function elements(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .map(([name, value]) => `<${name}>${escape(String(value))}</${name}>`)
    .join('');
}

function fault(code: string, sentence: string): Answer {
  const text = escape(`${code}: ${sentence}`);
  const inner = `<faultcode>sf:${code}</faultcode><faultstring>${text}</faultstring>`;
  return answer(500, `<soapenv:Fault>${inner}</soapenv:Fault>`);
}

function answer(status: number, body: string): Answer {
  const spaces =
    'xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="urn:partner.soap.sforce.com" ' +
    'xmlns:sf="urn:fault.partner.soap.sforce.com" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
  const xml = `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope ${spaces}><soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`;
  return { status, headers: { 'Content-Type': 'text/xml;charset=UTF-8' }, body: xml };
}

const namedEntities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function textIn(xml: string, element: string): string {
  const found = new RegExp(`<(?:\\w+:)?${element}(?:\\s[^>]*)?>([\\s\\S]*?)</`).exec(xml)?.[1] ?? '';
  return found.replaceAll(
    /&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi,
    (whole, decimal?: string, hex?: string, name?: string) =>
      name === undefined
        ? String.fromCodePoint(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal))
        : (namedEntities[name] ?? whole),
  );
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
