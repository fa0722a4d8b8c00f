// Renews a session with a refresh token. Apps that rotate issue a new refresh token each time and end the old one at
// once.
import { SalesforceError } from '../errors/salesforceError';
import type { Task } from '../kernel/task';
import type { LoginParts } from './loginSpec';
import type { StoredLogin, WebCredential } from './storedLogin';
import { requestToken } from './tokenRequest';

/** Store the result before using it: the old refresh token may no longer work. Throws `login.expired`. */
export async function refreshLogin(
  credential: WebCredential,
  parts: LoginParts & { readonly org: string },
  task: Task,
): Promise<StoredLogin> {
  const { loginUrl, clientId, clientSecret, refreshToken } = credential;
  if (refreshToken === undefined) throw new SalesforceError('login.expired', { org: parts.org });
  const form = {
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    client_id: clientId,
    client_secret: clientSecret,
  };
  try {
    const response = await requestToken({ loginUrl, form, repeat: 'safe' }, parts, task);
    return {
      session: response.session,
      credential: { ...credential, refreshToken: response.refreshToken ?? refreshToken },
    };
  } catch (error) {
    // Here, a refused login is a refresh token that expired or was revoked.
    if (error instanceof SalesforceError && error.code === 'login.refused')
      throw new SalesforceError('login.expired', { ...error.details, org: parts.org }, { cause: error });
    throw error;
  }
}
