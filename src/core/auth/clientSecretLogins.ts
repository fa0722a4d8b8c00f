// The two logins that send the client secret of an app: client credentials, and username with password.
import { SalesforceError } from '../errors/salesforceError';
import type { Session } from '../http/client';
import type { Task } from '../kernel/task';
import type { ClientCredentialsSpec, LoginParts, PasswordSpec } from './loginSpec';
import { requestToken } from './tokenRequest';

/**
 * The app signs in as itself and works as the user that its policies name. Errors: `login.needsMyDomain`,
 * `login.unknownApp`, `login.badSecret`, `login.noRunAsUser`, `login.flowOff`.
 */
export async function clientCredentialsLogin(
  { loginUrl, clientId, clientSecret }: ClientCredentialsSpec,
  parts: LoginParts,
  task: Task,
): Promise<Session> {
  const { host } = new URL(loginUrl);
  if (/^(login|test)\.salesforce\.com$/.test(host)) throw new SalesforceError('login.needsMyDomain', { host });
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
  return (await requestToken({ loginUrl, form, repeat: 'safe' }, parts, task)).session;
}

/**
 * A legacy login that Salesforce is retiring, for orgs that still allow it. Errors: `login.badPassword`,
 * `login.unknownApp`, `login.badSecret`, `login.flowOff`, `login.inactiveUser`.
 */
export async function passwordLogin(spec: PasswordSpec, parts: LoginParts, task: Task): Promise<Session> {
  const { loginUrl, clientId, clientSecret, username, password, securityToken = '' } = spec;
  const form = {
    grant_type: 'password',
    client_id: clientId,
    client_secret: clientSecret,
    username,
    password: password + securityToken,
  };
  // Each refused try counts towards locking the user out, so a call without a response is not sent again.
  return (await requestToken({ loginUrl, form, details: { user: username }, repeat: 'never' }, parts, task)).session;
}
