// The practice feature: starts the practice org, connects it, and starts it again when a job needs it.
import { commands, l10n, window } from 'vscode';
import type { Org, Orgs } from '../../../core/core';
import { bindCommands } from '../../host/commands';
import type { Disposables } from '../../host/disposables';
import type { Boundary } from '../../host/errors';
import { withTask } from '../../host/task';
import type { manifest } from './manifest';
import { startServer, type PracticeAddress, type PracticeServer } from './server';

export interface PracticeDeps {
  readonly orgs: () => Promise<Orgs>;
  readonly boundary: Boundary;
  readonly disposables: Disposables;
  /** Path of the practice org's bundle. */
  readonly script: string;
  /** A practice org that another program started, for example the demo. */
  readonly running: PracticeAddress | undefined;
  /** Makes the org the current one. */
  readonly use: (org: Org) => Promise<void>;
  /** A practice org of this window has stopped, and its data is lost. */
  readonly stopped: (org: Org) => Promise<void>;
  /** Views that show the practice org have to be redrawn. */
  readonly changed: () => Promise<void>;
}

export interface PracticeFeature {
  /** Connects the practice org; starts it if it is not running. */
  readonly start: () => Promise<Org>;
  readonly isStopped: (org: Org) => boolean;
  /** Resolves once the practice org of another program is connected, or cannot be; immediately if there is none. */
  readonly settled: Promise<void>;
  /** Starts the practice org again if it is not running; leaves other orgs alone. */
  readonly wake: (org: Org) => Promise<Org>;
}

export function registerPractice(deps: PracticeDeps): PracticeFeature {
  const { boundary, disposables } = deps;
  let server: PracticeServer | undefined;
  let starting: Promise<Org> | undefined;
  const serverAddress = (): PracticeAddress | undefined => deps.running ?? server?.address;
  const isStopped = (org: Org): boolean => org.login === 'practice' && org.instanceUrl !== serverAddress()?.url;

  const launch = async (): Promise<PracticeAddress> => {
    const started = await startServer(deps.script);
    server = disposables.add(Object.assign(started, { dispose: () => void started.stop() }));
    void started.gone.then(() => {
      if (server === started) server = undefined;
      return boundary.runQuietly(async () => {
        await refresh();
        const gone = (await (await deps.orgs()).list()).find((org) => org.instanceUrl === started.address.url);
        if (gone) await deps.stopped(gone);
      });
    });
    return started.address;
  };
  const refresh = async (): Promise<void> => {
    await commands.executeCommand('setContext', 'kinetic.practice.running', server !== undefined);
    await deps.changed();
  };
  const connect = async (): Promise<Org> => {
    const shown = { title: l10n.t('Starting the practice org…'), where: 'window' } as const;
    return await withTask(shown, async (task) => {
      const { url, accessToken } = serverAddress() ?? (await launch());
      const orgs = await deps.orgs();
      const org = await orgs.add({ login: 'practice', instanceUrl: url, accessToken }, task);
      await refresh();
      if (org.label !== org.username) return org;
      const label = l10n.t('Practice org');
      await orgs.rename(org.orgId, label);
      return { ...org, label };
    });
  };
  const start = (): Promise<Org> => (starting ??= connect().finally(() => (starting = undefined)));

  const settled = deps.running ? boundary.runQuietly(start) : Promise.resolve();
  const stop = async (): Promise<void> => {
    await server?.stop();
    void window.showInformationMessage(l10n.t('The practice org has stopped and its data is lost.'));
  };
  disposables.add(
    bindCommands<typeof manifest>(boundary, {
      'kinetic.practice.start': async () => deps.use(await start()),
      'kinetic.practice.stop': stop,
    }),
  );
  return { start, isStopped, settled, wake: async (org) => (isStopped(org) ? await start() : org) };
}
