// The practice feature: starts and stops practice orgs, connects them, and starts one again when a job needs it.
import { commands } from 'vscode';
import type { Org } from '../../../core/core';
import { bindCommands } from '../../host/commands';
import { nextTurn } from '../../host/nextTurn';
import { chooseStopped } from './choose';
import { createConnect, type Wanted } from './connect';
import type { manifest } from './manifest';
import type { PracticeDeps } from './deps';
import { createRunningServers } from './runningServers';
import { stop } from './stop';

export interface PracticeFeature {
  /** Connects a practice org: this one, or one that runs, or the last one. Starts it if it is not running. */
  readonly start: (org?: Org) => Promise<Org>;
  /** Starts a practice org that is not running, or another one if all are running. */
  readonly add: () => Promise<Org>;
  readonly isStopped: (org: Org) => boolean;
  /** Resolves once the practice orgs that already run are known, or cannot be; immediately if there is none. */
  readonly settled: Promise<void>;
  /** Starts a practice org again if it is not running; leaves other orgs alone. */
  readonly ensureRunning: (org: Org) => Promise<Org>;
}

export function registerPractice(deps: PracticeDeps): PracticeFeature {
  const { boundary, disposables } = deps;
  const isStopped = (org: Org): boolean =>
    org.login === 'practice' && deps.running?.url !== org.instanceUrl && servers.of(org) === undefined;
  const stopped = async (): Promise<readonly Org[]> => (await (await deps.orgs()).list()).filter(isStopped);
  const refresh = async (): Promise<void> => {
    await commands.executeCommand('setContext', 'kinetic.practice.running', servers.list().length > 0);
    await commands.executeCommand('setContext', 'kinetic.practice.stopped', (await stopped()).length > 0);
    await deps.changed();
  };
  const servers = createRunningServers(deps, refresh);
  const connect = createConnect(deps, servers, refresh);
  const starting = new Map<Wanted, Promise<Org>>();
  const once = (wanted: Wanted): Promise<Org> => {
    const running = starting.get(wanted) ?? connect(wanted).finally(() => starting.delete(wanted));
    starting.set(wanted, running);
    return running;
  };
  const start = (org?: Org): Promise<Org> => once(org?.orgId ?? 'any');
  const add = async (): Promise<Org> => {
    const [first] = await stopped();
    return first || servers.list().length === 0 ? await start(first) : await once('another');
  };
  const reconnect = async (): Promise<void> => {
    await nextTurn();
    if (await servers.find()) await refresh();
  };
  disposables.add(
    bindCommands<typeof manifest>(boundary, {
      'kinetic.practice.start': async (node) => deps.use(await start(await chooseStopped(node, await stopped()))),
      'kinetic.practice.startAnother': async () => deps.use(await once('another')),
      'kinetic.practice.stop': (node) => stop(node, servers, deps),
    }),
  );
  const settled = boundary.runQuietly(deps.running ? start : reconnect);
  const ensureRunning = async (org: Org): Promise<Org> => (isStopped(org) ? await start(org) : org);
  return { start, add, isStopped, settled, ensureRunning };
}
