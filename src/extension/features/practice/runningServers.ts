// The practice orgs that this window uses: started here, or found running.
import type { Org } from '../../../core/core';
import { findPracticeServers, readState, type PracticeServer } from '../../../node/practiceServers';
import type { PracticeDeps } from './deps';
import { startServer, type StartedServer } from './server';

/** Also tells the practice org that a window still needs it. */
const checkEveryMs = 15_000;

export interface RunningServers {
  readonly list: () => readonly PracticeServer[];
  readonly of: (org: Org) => PracticeServer | undefined;
  /** Another window may have started some, or this one before it was reloaded. True if there are new ones. */
  readonly find: () => Promise<boolean>;
  /** `port`: of the last time, so that the address stays the same; any other one if it is taken. */
  readonly launch: (spec: LaunchSpec) => Promise<StartedServer>;
  /** After it has ended. */
  readonly forget: (ended: PracticeServer) => Promise<void>;
}

export interface LaunchSpec {
  readonly salesforceId: string;
  readonly name: string;
  readonly port: number;
}

export const salesforceIdOf = ({ orgId }: Org): string => orgId.split('-')[0] ?? orgId;

/** `refresh` is called when a practice org has ended. */
export function createRunningServers(deps: PracticeDeps, refresh: () => Promise<void>): RunningServers {
  const { boundary, disposables, script, folder } = deps;
  const servers = new Map<string, PracticeServer>();
  const ended = async (former: PracticeServer): Promise<void> => {
    if (servers.get(former.salesforceId) !== former) return;
    servers.delete(former.salesforceId);
    await refresh();
    const org = await orgAt(former, deps);
    if (org) await deps.stopped(org);
  };
  const use = (server: PracticeServer): void => {
    servers.set(server.salesforceId, server);
    const timer = setInterval(() => {
      if (servers.get(server.salesforceId) !== server) clearInterval(timer);
      else void boundary.runQuietly(async () => ((await readState(server)) === 'ended' ? ended(server) : undefined));
    }, checkEveryMs);
    disposables.add({ dispose: () => clearInterval(timer) });
  };
  return {
    list: () => [...servers.values()],
    of: (org) => [...servers.values()].find(({ url }) => url === org.instanceUrl),
    find: async () => {
      const found = (await findPracticeServers(folder)).filter(({ salesforceId }) => !servers.has(salesforceId));
      found.forEach(use);
      return found.length > 0;
    },
    launch: async (spec) => {
      const start = (port: number): Promise<StartedServer> => startServer({ ...spec, script, folder, port });
      const started = await (spec.port === 0 ? start(0) : start(spec.port).catch(() => start(0)));
      void started.ended.then(() => boundary.runQuietly(() => ended(started)));
      use(started);
      return started;
    },
    forget: ended,
  };
}

export const orgAt = async (
  { url }: Pick<PracticeServer, 'url'>,
  { orgs }: Pick<PracticeDeps, 'orgs'>,
): Promise<Org | undefined> => (await (await orgs()).list()).find((org) => org.instanceUrl === url);
