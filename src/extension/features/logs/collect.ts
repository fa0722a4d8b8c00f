// Collects debug logs: a trace flag that lasts until the person stops, and new logs in the view as they come.
import { l10n } from 'vscode';
import type { DebugLog, DebugLogs, Org, Task, Tracing } from '../../../core/core';
import { createContextKeys } from '../../host/contextKeys';
import { createStatusItem } from '../../host/statusBar';
import { withTask } from '../../host/task';
import type { LogsDeps } from './deps';

export interface Collecting {
  /** The user of the login unless another one is named. */
  readonly start: (org: Org, who?: { readonly user: string; readonly debugLevel?: string }) => Promise<void>;
  /** Ends the collection and, if it was created here, the trace flag. */
  readonly stop: () => Promise<void>;
}

interface Parts extends Pick<LogsDeps, 'core' | 'log' | 'boundary' | 'disposables'> {
  readonly add: (orgId: string, fresh: readonly DebugLog[]) => void;
}

interface Collection {
  readonly org: Org;
  readonly logs: DebugLogs;
  readonly tracing: Tracing;
  readonly closing: AbortController;
  count: number;
}

const traceMinutes = 30;
const countdownMs = 20_000;
/** The window closes, whatever Salesforce does. */
const endMs = 4_000;

export function createCollecting({ core, log, boundary, disposables, add }: Parts): Collecting {
  const keys = createContextKeys();
  const status = disposables.add(
    createStatusItem({
      id: 'kinetic.logs',
      name: l10n.t('Kinetic: Collecting Debug Logs'),
      command: 'kinetic.logs.stop',
      priority: 90,
    }),
  );
  let running: Collection | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;
  const show = (): void => status.show(running && statusOf(running));
  const set = async (collection: Collection | undefined): Promise<void> => {
    running = collection;
    clearInterval(timer);
    if (collection) timer = setInterval(show, countdownMs);
    show();
    await keys.set({ 'kinetic.logs.collecting': collection !== undefined });
  };
  const stop = async (): Promise<void> => {
    const ended = running;
    if (!ended) return;
    ended.closing.abort();
    await set(undefined);
    const task = { signal: AbortSignal.timeout(endMs), progress: () => undefined };
    log.info(endInWords(ended, await ended.tracing.end(task)));
  };
  const follow = async (collection: Collection): Promise<void> => {
    const task = { signal: collection.closing.signal, progress: () => undefined };
    const shown = (fresh: readonly DebugLog[]): void => {
      add(collection.org.orgId, fresh);
      show();
    };
    try {
      await Promise.race([watch(collection, { log, shown }, task), collection.tracing.keep(traceMinutes, task)]);
    } finally {
      if (running === collection) await boundary.runQuietly(stop);
    }
  };
  disposables.add({ dispose: () => clearInterval(timer) });
  return {
    stop,
    start: async (org, who) => {
      await stop();
      const { logs } = await (await core()).org(org.orgId);
      const spec = { minutes: traceMinutes, ...who };
      const title = l10n.t('Setting a trace flag in {0}…', org.label);
      const tracing = await withTask({ title, where: 'notification' }, (task) => logs.trace(spec, task));
      const collection = { org, logs, tracing, closing: new AbortController(), count: 0 };
      await set(collection);
      log.info(l10n.t('Collecting the debug logs of {0} in {1}.', tracing.user.name, org.label));
      void boundary.run(() => follow(collection));
    },
  };
}

interface Watching extends Pick<Parts, 'log'> {
  readonly shown: (fresh: readonly DebugLog[]) => void;
}

async function watch(collection: Collection, { log, shown }: Watching, task: Task): Promise<void> {
  const { logs, tracing } = collection;
  for await (const fresh of logs.watch({ user: tracing.user.userId }, task)) {
    collection.count += fresh.length;
    for (const one of fresh) log.info(l10n.t('New debug log: {0} ({1}), {2}', one.operation, one.status, one.logId));
    shown(fresh);
  }
}

const endInWords = ({ tracing, org }: Collection, end: 'removed' | 'left'): string =>
  end === 'removed'
    ? l10n.t('Stopped collecting debug logs of {0} in {1}.', tracing.user.name, org.label)
    : l10n.t(
        'Stopped collecting debug logs of {0}. Another tool or window set the trace flag, too, so it stays.',
        tracing.user.name,
      );

function statusOf({ tracing, org, count }: Collection) {
  const { name } = tracing.user;
  const minutes = Math.max(0, Math.ceil((tracing.expiresAt() - Date.now()) / 60_000));
  const text = l10n.t('Logs of {0}: {1} min', name, minutes);
  return {
    icon: 'record',
    text,
    tooltip: [
      l10n.t('Collecting the debug logs of {0} in {1}.', name, org.label),
      l10n.t('New logs so far: {0}', count),
      l10n.t('The trace flag is extended while this window is open. Click to stop.'),
    ],
    spoken: l10n.t(
      'Collecting the debug logs of {0}, the trace flag ends in {1} minutes. Activate to stop.',
      name,
      minutes,
    ),
  };
}
