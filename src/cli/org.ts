// The org a command works on: from the environment, or a practice org that lives as long as the command.
import { fork, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SalesforceError, type Core, type LoginSpec, type Org, type Task } from '../core/core';

type Environment = Readonly<Record<string, string | undefined>>;

export interface ChosenOrg {
  readonly org: Org;
  readonly close: () => void;
}

/** Throws `login.missing` with the variables to set, or what the login threw. */
export async function chooseOrg(
  core: Core,
  wish: { readonly practice: boolean; readonly environment: Environment },
  task: Task,
): Promise<ChosenOrg> {
  if (!wish.practice)
    return { org: await core.orgs.add(await fromEnvironment(wish.environment), task), close: () => undefined };
  const { child, spec } = await startPractice(task);
  return { org: await core.orgs.add(spec, task), close: () => child.kill() };
}

async function fromEnvironment(environment: Environment): Promise<LoginSpec> {
  const { SF_INSTANCE_URL, SF_ACCESS_TOKEN, SF_LOGIN_URL, SF_CLIENT_ID, SF_USERNAME, SF_PRIVATE_KEY_PATH } =
    environment;
  if (SF_INSTANCE_URL && SF_ACCESS_TOKEN)
    return { login: 'accessToken', instanceUrl: SF_INSTANCE_URL, accessToken: SF_ACCESS_TOKEN };
  if (SF_LOGIN_URL && SF_CLIENT_ID && SF_USERNAME && SF_PRIVATE_KEY_PATH) {
    const { SF_PRIVATE_KEY_PASSPHRASE: passphrase, SF_AUDIENCE: audience } = environment;
    return {
      login: 'jwt',
      loginUrl: SF_LOGIN_URL,
      clientId: SF_CLIENT_ID,
      username: SF_USERNAME,
      privateKeyPem: await readKey(SF_PRIVATE_KEY_PATH),
      ...(passphrase !== undefined && { passphrase }),
      ...(audience !== undefined && { audience }),
    };
  }
  throw new SalesforceError('login.missing', {
    hint: 'Set SF_INSTANCE_URL and SF_ACCESS_TOKEN, or SF_LOGIN_URL, SF_CLIENT_ID, SF_USERNAME and SF_PRIVATE_KEY_PATH, or use --practice.',
  });
}

async function readKey(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new SalesforceError('login.badKey', { reason: `${path} cannot be read` }, { cause: error });
  }
}

/** The practice org is a program of its own beside this one; it ends when this process does. */
async function startPractice(task: Task): Promise<{ readonly child: ChildProcess; readonly spec: LoginSpec }> {
  const child = fork(join(__dirname, 'practice.js'), ['--port', '0'], {
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
