// User name and password: a legacy login that Salesforce is switching off, for orgs that still allow it.
import type { Session } from '../http/client';
import type { Task } from '../kernel/task';
import type { LoginParts, PasswordSpec } from './login';
import { askToken } from './tokenCall';

/** Errors: `login.badPassword`, `login.unknownApp`, `login.badSecret`, `login.flowOff`, `login.inactiveUser`. */
export async function passwordLogin(spec: PasswordSpec, parts: LoginParts, task: Task): Promise<Session> {
  const { loginUrl, clientId, clientSecret, username, password, securityToken = '' } = spec;
  const form = {
    grant_type: 'password',
    client_id: clientId,
    client_secret: clientSecret,
    username,
    password: password + securityToken,
  };
  // Each refused try counts towards locking the user out, so an unanswered one is not made again by itself.
  return (await askToken({ loginUrl, form, about: { user: username }, repeat: 'never' }, parts, task)).session;
}
