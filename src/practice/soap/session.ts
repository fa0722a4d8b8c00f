// Whose session a SOAP call has, and why the org may refuse it although the session is open.
import { isWebToken, type GrantedSession } from '../org/sessions';
import type { Org } from '../org/org';
import { textIn } from './envelope';

export interface SoapRefusal {
  readonly code: string;
  readonly sentence: string;
}

/** Earlier versions say of a JSON web token that it is no session. See https://github.com/forcedotcom/cli/issues/3297 */
const firstVersionWithWebTokens = 68;

/** @param version of the path, for example `66.0` */
export function soapSession(org: Org, xml: string, version: string): GrantedSession | SoapRefusal {
  if (!org.permissions.soapApi) {
    return { code: 'API_DISABLED_FOR_ORG', sentence: 'API is not enabled for this Organization or Partner' };
  }
  const token = textIn(xml, 'sessionId');
  const session =
    isWebToken(token) && Number(version) < firstVersionWithWebTokens ? undefined : org.sessions.find(token);
  if (session) return session;
  return {
    code: 'INVALID_SESSION_ID',
    sentence: 'Invalid Session ID found in SessionHeader: Illegal Session. Session not found, missing session hash',
  };
}
