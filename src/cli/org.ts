// The org of a command: from the environment, from the Salesforce CLI, or a practice org that ends with the command.
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { SalesforceError, type Core, type LoginSpec, type Org, type Task } from '../core/core';
import { childEnvironment } from '../node/childEnvironment';
import { apiVersionOf, loginFrom, type Environment } from './environment';

export interface ChosenOrg {
  readonly org: Org;
  readonly close: () => void;
}

export interface OrgWish {
  readonly practice: boolean;
  /** Alias or username of a login of the Salesforce CLI. */
  readonly targetOrg?: string;
  readonly environment: Environment;
}

/** Throws `login.missing` with the variables to set, `input.badArgument` for an org that the Salesforce CLI does not have, or what the login threw. */
export async function chooseOrg(core: Core, wish: OrgWish, task: Task): Promise<ChosenOrg> {
  const { practice, targetOrg, environment } = wish;
  if (practice) {
    const { child, spec } = await startPractice(task);
    return { org: await core.orgs.add(spec, task), close: () => child.kill() };
  }
  const spec = targetOrg === undefined ? await loginFrom(environment) : await cliLogin(core, wish, task);
  return { org: await core.orgs.add(spec, task), close: () => undefined };
}

async function cliLogin(core: Core, { targetOrg: wanted = '', environment }: OrgWish, task: Task): Promise<LoginSpec> {
  const logins = await core.orgs.cliLogins(task);
  const found = logins.find(({ username, aliases }) => username === wanted || aliases.includes(wanted));
  if (found) return { login: 'cli', username: found.username, ...apiVersionOf(environment) };
  const names = logins.map(({ username, aliases }) => aliases[0] ?? username).join(', ');
  const message = names
    ? `The Salesforce CLI has no org “${wanted}”. Its orgs: ${names}.`
    : `The Salesforce CLI has no org “${wanted}”. It is not signed in to any org.`;
  throw new SalesforceError('input.badArgument', { message });
}

/** The practice org runs in its own process, which ends with this one. */
async function startPractice(task: Task): Promise<{ readonly child: ChildProcess; readonly spec: LoginSpec }> {
  const child = fork(join(__dirname, 'practice.js'), ['--port', '0'], {
    env: childEnvironment(),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    signal: task.signal,
  });
  const ready = await new Promise<{ url: string; accessToken: string }>((resolve, reject) => {
    child.once('message', (message) => resolve(message as { url: string; accessToken: string }));
    child.once('error', reject);
    child.once('exit', () =>
      reject(new SalesforceError('bug.unexpected', { message: 'the practice org did not start' })),
    );
  });
  return { child, spec: { login: 'practice', instanceUrl: ready.url, accessToken: ready.accessToken } };
}
