// Refusals of Salesforce's login servers: their code and description → a code of the catalog.
import type { ErrorCode } from './catalog';
import type { Refusal } from './refusal';

/** The first match counts. One code (invalid_grant) has many causes, so the description is matched, too. */
const meanings: readonly (readonly [RegExp, ErrorCode])[] = [
  [/hasn.?t approved|not (admin )?approved|\binvalid_app_access\b/i, 'login.notApproved'],
  [/audience/i, 'login.badAudience'],
  [/\bOAUTH_APP_BLOCKED\b|app is blocked/i, 'login.appBlocked'],
  [/\bOAUTH_APP_ACCESS_DENIED\b|app is not installed/i, 'login.appNotInstalled'],
  [/redirect_uri/i, 'login.badRedirect'],
  [/\binvalid_client_id\b|client identifier invalid/i, 'login.unknownApp'],
  [/\binvalid_client\b|invalid client credentials/i, 'login.badSecret'],
  [/no client credentials user/i, 'login.noRunAsUser'],
  [/\bunsupported_(grant|response)_type\b|grant type not supported/i, 'login.flowOff'],
  [/user is (inactive|locked)/i, 'login.inactiveUser'],
  [/\bip[ _]restricted\b/i, 'login.ipBlocked'],
  [/\baccess_denied\b/i, 'login.denied'],
  [/authentication failure/i, 'login.badPassword'],
  [/authorization code|code verifier/i, 'login.badCode'],
];

/** Undefined for a refusal that does not come from a login server. */
export function codeOfLogin({ form, errorCode, message }: Refusal): ErrorCode | undefined {
  if (form !== 'login') return undefined;
  const text = `${errorCode} ${message}`;
  return meanings.find(([pattern]) => pattern.test(text))?.[1] ?? 'login.refused';
}
