// Connects a practice org; starts its process if it is not running.
import { l10n } from 'vscode';
import type { Org } from '../../../core/core';
import { openSession, type PracticeServer } from '../../../node/practiceServers';
import { showWarning } from '../../host/messages';
import { withTask } from '../../host/task';
import type { PracticeDeps } from './deps';
import { salesforceIdOf, type LaunchSpec, type RunningServers } from './runningServers';

/** The `orgId` of a known org; `any` practice org, best one that runs; or `another`, which does not exist yet. */
export type Wanted = string;

interface Address {
  readonly url: string;
  readonly accessToken: string;
  /** For an org that has no name yet. */
  readonly name: string;
}

export function createConnect(
  deps: PracticeDeps,
  servers: RunningServers,
  refresh: () => Promise<void>,
): (wanted: Wanted) => Promise<Org> {
  return async (wanted) => {
    const shown = { title: l10n.t('Starting the practice org…'), where: 'window' } as const;
    return await withTask(shown, async (task) => {
      await servers.find();
      const orgs = await deps.orgs();
      const known = (await orgs.list()).filter(({ login }) => login === 'practice');
      const { name, url, accessToken } = await addressOf(wanted, { known, servers, demo: deps.running });
      const org = await orgs.add({ login: 'practice', instanceUrl: url, accessToken }, task);
      await refresh();
      if (org.label !== org.username) return org;
      await orgs.rename(org.orgId, name);
      return { ...org, label: name };
    });
  };
}

interface Context {
  readonly known: readonly Org[];
  readonly servers: RunningServers;
  readonly demo: PracticeDeps['running'];
}

async function addressOf(wanted: Wanted, { known, servers, demo }: Context): Promise<Address> {
  const name = newName([...known.map(({ label }) => label), ...servers.list().map((server) => server.name)]);
  if (wanted === 'any' && demo) return { ...demo, name };
  const running = servers.list().find((server) => isWanted(server, wanted, known));
  if (running) return { name: running.name, url: running.url, accessToken: await openSession(running) };
  const started = await servers.launch(launchOf(wanted, known, name));
  if (started.damagedFile !== undefined) warnOfDamage(started.name, started.damagedFile);
  return started;
}

function isWanted({ salesforceId }: PracticeServer, wanted: Wanted, known: readonly Org[]): boolean {
  if (wanted === 'any') return true;
  return known.some((org) => org.orgId === wanted && salesforceIdOf(org) === salesforceId);
}

function launchOf(wanted: Wanted, known: readonly Org[], name: string): LaunchSpec {
  if (wanted === 'another') return { salesforceId: 'new', name, port: 0 };
  const org = wanted === 'any' ? known[0] : known.find(({ orgId }) => orgId === wanted);
  if (!org) return { salesforceId: 'first', name, port: 0 };
  return { salesforceId: salesforceIdOf(org), name: org.label, port: Number(new URL(org.instanceUrl).port) };
}

/** “Practice org”, “Practice org 2” …: the first one that no org has. */
function newName(taken: readonly string[]): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? l10n.t('Practice org') : l10n.t('Practice org {0}', number);
    if (!taken.includes(name)) return name;
  }
}

function warnOfDamage(name: string, file: string): void {
  void showWarning(
    l10n.t(
      'The data of {0} could not be read, so it starts with the sample data. The damaged file is {1}.',
      name,
      file,
    ),
  );
}
