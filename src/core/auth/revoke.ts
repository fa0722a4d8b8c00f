// Ends on Salesforce's side what a login left behind.
import { createOpenClient } from '../http/orgClient';
import type { Task } from '../kernel/task';
import type { StoredLogin } from './storedLogin';
import type { LoginParts } from './login';

/**
 * A refresh token takes its sessions with it. What belongs to the Salesforce CLI is left to it. Best effort: an org that
 * cannot be reached, or a session that has ended anyway, must not keep anybody from signing out.
 */
export async function revoke(
  { session, credential: grant }: StoredLogin,
  parts: LoginParts,
  task: Task,
): Promise<void> {
  if (grant.login === 'cli') return;
  const refreshToken = grant.login === 'web' ? grant.refreshToken : undefined;
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
