// Ends a session on Salesforce's side.
import type { Session } from '../http/client';
import { createOpenClient } from '../http/orgClient';
import type { Task } from '../kernel/task';
import type { LoginParts } from './login';

/** Best effort: an org that cannot be reached, or a session that has ended anyway, must not keep anybody from signing out. */
export async function revoke({ instanceUrl, accessToken }: Session, parts: LoginParts, task: Task): Promise<void> {
  try {
    const client = createOpenClient({ ...parts, baseUrl: instanceUrl });
    const response = await client.send(
      {
        method: 'POST',
        path: '/services/oauth2/revoke',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ token: accessToken }).toString(),
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
