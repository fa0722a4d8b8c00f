// The practice orgs that VS Code started: the command line reaches those that run, by name or ID.
import type { LoginSpec } from '../core/core';
import { practiceFolder } from '../node/dataFolder';
import { findPracticeServers, openSession, type PracticeServer } from '../node/practiceServers';

export const runningPracticeOrgs = (): Promise<readonly PracticeServer[]> => findPracticeServers(practiceFolder());

export interface PracticeLogin {
  readonly spec: LoginSpec;
  readonly name: string;
}

/** Undefined if no practice org with this name or ID runs. */
export async function practiceLogin(wanted: string): Promise<PracticeLogin | undefined> {
  const found = (await runningPracticeOrgs()).find(({ name, salesforceId }) =>
    [name.toLowerCase(), salesforceId.toLowerCase()].includes(wanted.toLowerCase()),
  );
  if (!found) return undefined;
  const spec = { login: 'practice', instanceUrl: found.url, accessToken: await openSession(found) } as const;
  return { spec, name: found.name };
}
