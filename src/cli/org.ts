// The org of a command: from the environment, of the Salesforce CLI, a practice org that runs, or one just for it.
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import {
  isCanceled,
  SalesforceError,
  type CliLogin,
  type Core,
  type LoginSpec,
  type Org,
  type Task,
} from '../core/core';
import { childEnvironment } from '../node/childEnvironment';
import { apiVersionOf, loginFrom, loginNamed, namesLogin, type Environment } from './environment';
import { practiceLogin } from './practiceOrgs';

export interface ChosenOrg {
  readonly org: Org;
  /** Set if no option or variable names it: the person should know which one it is. */
  readonly isDefault?: true;
  readonly close: () => void;
}

export interface OrgOptions {
  readonly practice: boolean;
  /** Alias or username of a login of the Salesforce CLI, or the name of a practice org that runs. */
  readonly targetOrg?: string;
  readonly environment: Environment;
}

/**
 * Throws `login.missing` with the variables to set, `login.unknownOrg` for an org that the Salesforce CLI does not
 * have, or what the login threw.
 */
export async function chooseOrg(core: Core, options: OrgOptions, task: Task): Promise<ChosenOrg> {
  const { practice, environment } = options;
  if (practice) {
    const { child, spec } = await startPractice(task);
    return { org: await core.orgs.add(spec, task), close: () => child.kill() };
  }
  const named = await namedLogin(core, options, task);
  const spec = named?.spec ?? (await defaultLogin(core, environment, task));
  const org = await labeled(await core.orgs.add(spec, task), named?.label, core);
  return { org, ...(!named && { isDefault: true as const }), close: () => undefined };
}

interface NamedLogin {
  readonly spec: LoginSpec;
  /** The users of all practice orgs have the same name, so the orgs are told apart by their own. */
  readonly label?: string;
}

async function labeled(org: Org, label: string | undefined, { orgs }: Core): Promise<Org> {
  if (label === undefined) return org;
  await orgs.rename(org.orgId, label);
  return { ...org, label };
}

/** An option wins over variables, and a login in them over the name of one. */
async function namedLogin(
  core: Core,
  { targetOrg, environment }: OrgOptions,
  task: Task,
): Promise<NamedLogin | undefined> {
  if (targetOrg !== undefined) return loginOf(core, { wanted: targetOrg, environment }, task);
  if (loginNamed(environment) !== undefined) return { spec: await loginFrom(environment) };
  const { SF_TARGET_ORG: wanted } = environment;
  if (wanted) return loginOf(core, { wanted, environment }, task);
  return namesLogin(environment) ? { spec: await loginFrom(environment) } : undefined;
}

/** A Salesforce CLI that cannot be read, or has no default org, is as good as none. */
async function defaultLogin(core: Core, environment: Environment, task: Task): Promise<LoginSpec> {
  const logins = await core.orgs.cliLogins(task).catch((error: unknown) => {
    if (isCanceled(error)) throw error;
    return [];
  });
  const found = logins.find(({ isDefault }) => isDefault);
  return found ? toSpec(found, environment) : loginFrom(environment);
}

const toSpec = ({ username }: CliLogin, environment: Environment): LoginSpec => ({
  login: 'cli',
  username,
  ...apiVersionOf(environment),
});

async function loginOf(
  core: Core,
  { wanted, environment }: { readonly wanted: string; readonly environment: Environment },
  task: Task,
): Promise<NamedLogin> {
  const practice = await practiceLogin(wanted);
  if (practice) return { spec: { ...practice.spec, ...apiVersionOf(environment) }, label: practice.name };
  const logins = await core.orgs.cliLogins(task);
  const found = logins.find(({ username, aliases }) => username === wanted || aliases.includes(wanted));
  if (found) return { spec: toSpec(found, environment) };
  const names = logins.map(({ username, aliases }) => aliases[0] ?? username).join(', ');
  const known = names ? `Its orgs: ${names}.` : 'It is not signed in to any org.';
  throw new SalesforceError('login.unknownOrg', { org: wanted, known });
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
