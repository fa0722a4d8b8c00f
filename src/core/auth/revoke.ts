// Revokes the tokens of a login in Salesforce.
import { createOpenClient } from '../http/orgClient';
import type { Task } from '../kernel/task';
import type { LoginParts } from './loginSpec';
import type { StoredLogin } from './storedLogin';

/**
 * Revoking a refresh token also ends its sessions. Logins of the Salesforce CLI are not touched. Best effort: signing
 * out must also work if the org cannot be reached or the session has expired.
 */
export async function revoke({ session, credential }: StoredLogin, parts: LoginParts, task: Task): Promise<void> {
  if (credential.login === 'cli') return;
  const refreshToken = credential.login === 'web' ? credential.refreshToken : undefined;
  try {
    const client = createOpenClient({ ...parts, baseUrl: session.instanceUrl });
    const response = await client.send(
      {
        method: 'POST',
        path: '/services/oauth2/revoke',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ token: refreshToken ?? session.accessToken }).toString(),
        repeat: 'safe',
      },
      task,
    );
    response.discard();
  } catch (error) {
    if (task.signal.aborted) throw error;
    parts.log.warn('The session could not be revoked.', { error });
  }
}
