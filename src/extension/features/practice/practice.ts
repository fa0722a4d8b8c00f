// The practice feature: starts the simulated Salesforce, connects it, and wakes it when a job needs it.
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
  /** A practice org that somebody else started, for example the demo. */
  readonly running: PracticeAddress | undefined;
  /** Makes the org the current one. */
  readonly use: (org: Org) => Promise<void>;
  /** A practice org that ran here is no more, and what was in it neither. */
  readonly stopped: (org: Org) => Promise<void>;
  /** Something about the practice org changed that views show. */
  readonly changed: () => Promise<void>;
}

export interface PracticeFeature {
  /** Connects the practice org, starting it when it is not running. */
  readonly start: () => Promise<Org>;
  readonly isStopped: (org: Org) => boolean;
  /** Resolves when a practice org that somebody else started is connected, or cannot be; at once when there is none. */
  readonly settled: Promise<void>;
  /** Makes sure that an org can answer: starts the practice org again, leaves every other org alone. */
  readonly wake: (org: Org) => Promise<Org>;
}

export function registerPractice(deps: PracticeDeps): PracticeFeature {
  const { boundary, disposables } = deps;
  let server: PracticeServer | undefined;
  let starting: Promise<Org> | undefined;
  const address = (): PracticeAddress | undefined => deps.running ?? server?.address;
  const isStopped = (org: Org): boolean => org.login === 'practice' && org.instanceUrl !== address()?.url;

  const launch = async (): Promise<PracticeAddress> => {
    const started = await startServer(deps.script);
    server = disposables.add(Object.assign(started, { dispose: () => void started.stop() }));
    void started.gone.then(() => {
      if (server === started) server = undefined;
      return boundary.runQuietly(async () => {
        await tell();
        const gone = (await (await deps.orgs()).list()).find((org) => org.instanceUrl === started.address.url);
        if (gone) await deps.stopped(gone);
      });
    });
    return started.address;
  };
  const tell = async (): Promise<void> => {
    await commands.executeCommand('setContext', 'kinetic.practice.running', server !== undefined);
    await deps.changed();
  };
  const connect = async (): Promise<Org> => {
    const shown = { title: l10n.t('Starting the practice org…'), where: 'window' } as const;
    return await withTask(shown, async (task) => {
      const { url, accessToken } = address() ?? (await launch());
      const orgs = await deps.orgs();
      const org = await orgs.add({ login: 'practice', instanceUrl: url, accessToken }, task);
      await tell();
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
    void window.showInformationMessage(l10n.t('The practice org has stopped. What was in it is gone.'));
  };
  disposables.add(
    bindCommands<typeof manifest>(boundary, {
      'kinetic.practice.start': async () => deps.use(await start()),
      'kinetic.practice.stop': stop,
    }),
  );
  return { start, isStopped, settled, wake: async (org) => (isStopped(org) ? await start() : org) };
}
