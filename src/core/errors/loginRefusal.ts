// What the login side of Salesforce means when it refuses: its code and words → the code of the catalog.
import type { ErrorCode } from './catalog';
import type { Refusal } from './refusal';

/** The first that matches counts. One word covers many causes (invalid_grant), so the description decides with it. */
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

/** Undefined for refusals that do not come from the login side. */
export function judgeLogin({ isOAuth, errorCode, message }: Refusal): ErrorCode | undefined {
  if (!isOAuth) return undefined;
  const said = `${errorCode} ${message}`;
  return meanings.find(([pattern]) => pattern.test(said))?.[1] ?? 'login.refused';
}
