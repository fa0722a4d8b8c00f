// Renews a session with a refresh token; apps that rotate hand out a new one each time and end the old one at once.
import { SalesforceError } from '../errors/salesforceError';
import type { Task } from '../kernel/task';
import type { StoredLogin, WebCredential } from './storedLogin';
import type { LoginParts } from './login';
import { askToken } from './tokenCall';

/** Keep the result before using it: the refresh token that was asked with may be dead. Throws `login.expired`. */
export async function refreshLogin(
  grant: WebCredential,
  parts: LoginParts & { readonly org: string },
  task: Task,
): Promise<StoredLogin> {
  const { loginUrl, clientId, clientSecret, refreshToken } = grant;
  if (refreshToken === undefined) throw new SalesforceError('login.expired', { org: parts.org });
  const form = {
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    client_id: clientId,
    client_secret: clientSecret,
  };
  try {
    const granted = await askToken({ loginUrl, form, repeat: 'safe' }, parts, task);
    return { session: granted.session, credential: { ...grant, refreshToken: granted.refreshToken ?? refreshToken } };
  } catch (error) {
    // What Salesforce calls an invalid grant here is a refresh token that has ended or was revoked.
    if (error instanceof SalesforceError && error.code === 'login.refused')
      throw new SalesforceError('login.expired', { ...error.details, org: parts.org }, { cause: error });
    throw error;
  }
}
