// Stop Practice Org: asks when jobs would be lost, and what to do with the data.
import { l10n } from 'vscode';
import { readState, type PracticeServer } from '../../../node/practiceServers';
import { showInfo, showWarning } from '../../host/messages';
import { withTask } from '../../host/task';
import { chooseRunning } from './choose';
import type { PracticeDeps } from './deps';
import { orgAt, type RunningServers } from './runningServers';
import { endServer } from './server';

/** Says so whenever it does not stop a practice org: it may not run, not answer, or have ended meanwhile. */
export async function stop(node: unknown, servers: RunningServers, deps: PracticeDeps): Promise<void> {
  const running = await Promise.all(servers.list().map(async (server) => ({ server, org: await orgAt(server, deps) })));
  const server = await chooseRunning(node, running);
  if (!server) return void showInfo(l10n.t('The practice org is not running.'));
  const name = running.find((one) => one.server === server)?.org?.label ?? server.name;
  const shown = { title: l10n.t('Waiting for the practice org…'), where: 'window' } as const;
  const state = await withTask(shown, () => readState(server));
  const answer = await ask(state, { server, name, deps });
  if (answer === undefined) return;
  await endServer(server, { keepData: answer !== 'discard' });
  await servers.forget(server);
  void showInfo(endText(answer, name));
}

type Answer = 'keep' | 'discard' | 'end';

interface About {
  readonly server: PracticeServer;
  readonly name: string;
  readonly deps: PracticeDeps;
}

async function ask(state: Awaited<ReturnType<typeof readState>>, about: About): Promise<Answer | undefined> {
  const { server, name, deps } = about;
  if (state === 'ended') return 'end';
  if (state === 'noAnswer') return await confirmKill(name);
  const org = await orgAt(server, deps);
  const jobs = org ? await deps.openJobs(org) : 0;
  if (jobs === 0 && !state.changed) return 'end';
  const { confirmStop } = await import('./confirmStop');
  return await confirmStop({ name, jobs, changed: state.changed });
}

async function confirmKill(name: string): Promise<'end' | undefined> {
  const stopAnyway = l10n.t('Stop Anyway');
  const text = l10n.t(
    '{0} does not respond. If you stop it now, its running jobs and its last changes are lost.',
    name,
  );
  return (await showWarning(text, stopAnyway)) === stopAnyway ? 'end' : undefined;
}

function endText(answer: Answer, name: string): string {
  switch (answer) {
    case 'keep':
      return l10n.t('{0} has stopped. Its data is kept for the next start.', name);
    case 'discard':
      return l10n.t('{0} has stopped. It starts again with the sample data.', name);
    case 'end':
      return l10n.t('{0} has stopped.', name);
  }
}
