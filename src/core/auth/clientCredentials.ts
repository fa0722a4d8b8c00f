// Client credentials: an app signs in as itself and works as the user that its policies name.
import { SalesforceError } from '../errors/salesforceError';
import type { Session } from '../http/client';
import type { Task } from '../kernel/task';
import type { ClientCredentialsSpec, LoginParts } from './login';
import { askToken } from './tokenCall';

/** Errors: `login.needsMyDomain`, `login.unknownApp`, `login.badSecret`, `login.noRunAsUser`, `login.flowOff`. */
export async function clientCredentialsLogin(
  { loginUrl, clientId, clientSecret }: ClientCredentialsSpec,
  parts: LoginParts,
  task: Task,
): Promise<Session> {
  const { host } = new URL(loginUrl);
  if (/^(login|test)\.salesforce\.com$/.test(host)) throw new SalesforceError('login.needsMyDomain', { host });
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
  return (await askToken({ loginUrl, form, repeat: 'safe' }, parts, task)).session;
}
