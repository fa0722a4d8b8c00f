// One practice org that acts as many orgs of every kind, each with a user and a login of the Salesforce CLI.
import { join } from 'node:path';
import { startPracticeOrg, type PracticeOrg } from '../../src/practice/practice';
import { createCliHome, type CliHome } from '../integration/setup/cliFiles';
import { statusBarItem } from './parts';
import { chooseByTyping, question, runCommand } from './quickInput';
import type { Workbench } from './workbench';

/** What an organization says about itself. */
const kinds = {
  production: { IsSandbox: false, OrganizationType: 'Enterprise Edition', TrialExpirationDate: null },
  sandbox: { IsSandbox: true, OrganizationType: 'Enterprise Edition', TrialExpirationDate: null },
  scratch: { IsSandbox: true, OrganizationType: 'Developer Edition', TrialExpirationDate: 'soon' },
  developer: { IsSandbox: false, OrganizationType: 'Developer Edition', TrialExpirationDate: null },
} as const;

export type Kind = keyof typeof kinds;

export interface ManyOrgs {
  readonly practice: PracticeOrg;
  readonly env: Readonly<Record<string, string>>;
  /** Where all programs of this user keep policies. */
  readonly policies: string;
  /** From now on, the organization says that it is of this kind. */
  readonly pretend: (kind: Kind) => void;
  /**
   * Creates a user of that name and signs in as it, while the organization says that it is another one, of this kind.
   */
  readonly signIn: (workbench: Workbench, username: string, kind: Kind) => Promise<void>;
  readonly close: () => Promise<void>;
}

const dayMs = 24 * 60 * 60 * 1000;

export async function startManyOrgs(): Promise<ManyOrgs> {
  const practice = await startPracticeOrg({ seedAccounts: 3 });
  const home = await createCliHome();
  const pretend = (kind: Kind): void => {
    const { TrialExpirationDate, ...facts } = kinds[kind];
    const end = new Date(Date.now() + 5 * dayMs).toISOString().replace('Z', '+0000');
    change(practice, 'Organization', 0, { ...facts, TrialExpirationDate: TrialExpirationDate && end });
  };
  const users = new Set<string>();
  const known = new Set<string>();
  const { HOME = '', USERPROFILE = '' } = home.environment;
  const dataFolder = join(HOME, 'kinetic-data');
  return {
    practice,
    env: { HOME, USERPROFILE, KINETIC_HOME: dataFolder, SF_USE_GENERIC_UNIX_KEYCHAIN: 'true' },
    policies: join(dataFolder, 'policies'),
    pretend,
    signIn: async (workbench, username, kind) => {
      pretend(kind);
      users.add(username);
      const at = [...users].indexOf(username) + 1;
      Object.assign(practice.org, { orgId: `00D5g000000${String(at).padStart(4, '0')}` });
      if (!known.has(username)) await addLogin(practice, home, username);
      known.add(username);
      const { page } = workbench;
      await runCommand(page, 'Kinetic: Add an Org…');
      await question(page, /How do you want to sign in/);
      await chooseByTyping(page, 'Org of the Salesforce CLI');
      await question(page, /Which org of the Salesforce CLI/);
      await chooseByTyping(page, username);
      // The org that was added last is the current one.
      await statusBarItem(page, username);
    },
    close: async () => {
      await practice.close();
      await home.remove();
    },
  };
}

/** Writes fields without the rules: an organization cannot be changed over the API. */
function change(practice: PracticeOrg, object: string, row: number, fields: Readonly<Record<string, unknown>>): void {
  const table = practice.org.store.byName(object);
  const changes: (string | number | boolean | null)[] = [];
  for (const [name, value] of Object.entries(fields)) {
    const slot = table?.def.field(name)?.slot;
    if (slot === undefined) throw new Error(`no field ${object}.${name}`);
    changes[slot] = value as string;
  }
  table?.update(row, changes);
}

async function addLogin(practice: PracticeOrg, home: CliHome, username: string): Promise<void> {
  const body = {
    Username: username,
    Email: username,
    LastName: username,
    Alias: 'some',
    CommunityNickname: username,
    TimeZoneSidKey: 'GMT',
    LocaleSidKey: 'en_US',
    EmailEncodingKey: 'UTF-8',
    LanguageLocaleKey: 'en_US',
    ProfileId: (await ask<{ records: { Id: string }[] }>(practice, `query?q=${encodeURIComponent(profile)}`)).records[0]
      ?.Id,
  };
  const { id } = await ask<{ id: string }>(practice, 'sobjects/User', { method: 'POST', body: JSON.stringify(body) });
  const grant = { userId: id, clientId: 'PracticeOrg', scope: 'full', isIntrospectable: true };
  const { accessToken } = practice.org.sessions.open(grant);
  const org = { orgId: practice.orgId, instanceUrl: practice.url, loginUrl: practice.url };
  await home.addLogin({ ...org, username, accessToken });
}

const profile = "SELECT Id FROM Profile WHERE Name = 'Standard User'";

async function ask<T>(practice: PracticeOrg, path: string, init: RequestInit = {}): Promise<T> {
  const headers = { authorization: `Bearer ${practice.accessToken}`, 'content-type': 'application/json' };
  const answer = await fetch(`${practice.url}/services/data/v66.0/${path}`, { ...init, headers });
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as T;
}
