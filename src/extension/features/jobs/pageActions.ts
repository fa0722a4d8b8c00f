// What the job's page may ask the extension to do. The page only names things; paths and addresses are found here.
import { env, l10n, Position, Range, Uri, window, commands } from 'vscode';
import type { JobState, Jobs, RowList } from '../../../core/core';
import type { JobToHost } from '../../../shared/protocol/job';
import { withTask } from '../../host/task';
import type { JobsDeps } from './deps';
import { offerAbort } from './follow';
import { revealFile } from './reveal';
import { type RowChoice, toRowChoice } from './rowsTable';
import { rowsText } from './rowsText';
import { troubleOf } from './troubles';

type Wish = Exclude<JobToHost, { type: 'ready' }>;

export function createPageActions(deps: JobsDeps, jobs: Jobs, jobId: string): (wish: Wish) => Promise<void> {
  const openRecord = async (recordId: string): Promise<void> => {
    const org = await deps.org(state().spec.orgId);
    if (org) await env.openExternal(Uri.parse(`${org.instanceUrl}/${recordId}`));
  };
  const reveal = async (list: RowList): Promise<void> => {
    const file = await jobs.resultFile(jobId, list);
    if (file !== undefined) await revealFile(Uri.file(file));
  };
  const openRemote = async (index: number): Promise<void> => {
    const job = state();
    await commands.executeCommand('kinetic.jobs.openInOrg', { job, part: job.parts[index] });
  };
  const help = async (): Promise<void> => {
    await troubleOf(state(), deps.advise)?.remedy?.run();
  };
  const state = (): JobState => {
    const known = jobs.get(jobId);
    if (!known) throw new Error('The job is gone.');
    return known;
  };
  return (wish) => {
    switch (wish.type) {
      case 'abort':
        return offerAbort(jobs, jobId);
      case 'openLine':
        return openAtLine(jobs.lineFile(jobId), wish.line);
      case 'openSource':
        return openAtLine(state().spec.file, 1);
      case 'revealSource':
        return revealFile(Uri.file(state().spec.file));
      case 'openRecord':
        return openRecord(wish.recordId);
      case 'openRemote':
        return openRemote(wish.part);
      case 'revealFile':
        return reveal(wish.list);
      case 'exportRows':
        return exportRows(jobs, state(), toRowChoice(wish.query));
      case 'copyRows':
        return copyRows(jobs, jobId, toRowChoice(wish.query));
      case 'retryRows':
        return run(wish.edit ? 'kinetic.jobs.editFailed' : 'kinetic.jobs.retryFailed', {
          jobId,
          shown: { choice: toRowChoice(wish.query), total: wish.total, selected: wish.selected },
        });
      case 'openAttempt':
        return run('kinetic.jobs.open', jobs.attempts(jobId)?.attempts[wish.index]?.jobId ?? jobId);
      case 'exportAttempts':
        return run('kinetic.jobs.exportAttempts', jobId);
      case 'copyText':
        return Promise.resolve(env.clipboard.writeText(wish.text));
      case 'errorAction':
        return help();
    }
  };
}

const run = async (command: string, argument: unknown): Promise<void> => {
  await commands.executeCommand(command, argument);
};

/** Works for files of any size, because VS Code opens them itself instead of handing them to the extension. */
async function openAtLine(path: string, line: number): Promise<void> {
  const at = new Position(Math.max(line - 1, 0), 0);
  await commands.executeCommand('vscode.open', Uri.file(path), { selection: new Range(at, at), preview: true });
}

async function exportRows(jobs: Jobs, { jobId, spec }: JobState, filter: RowChoice): Promise<void> {
  const file = await window.showSaveDialog({
    defaultUri: Uri.file(spec.file.replace(/(\.\w+)?$/, `-${filter.list}.csv`)),
    filters: { CSV: ['csv'] },
    saveLabel: l10n.t('Export'),
  });
  if (!file) return;
  await withTask({ title: l10n.t('Exporting rows…'), where: 'notification' }, ({ signal }) =>
    jobs.exportRows(jobId, filter, file.fsPath, signal),
  );
  const open = l10n.t('Open');
  const chosen = await window.showInformationMessage(l10n.t('The rows are in {0}.', file.fsPath), open);
  if (chosen === open) await commands.executeCommand('vscode.open', file);
}

async function copyRows(jobs: Jobs, jobId: string, filter: RowChoice): Promise<void> {
  await withTask({ title: l10n.t('Copying rows…'), where: 'window' }, async ({ signal }) => {
    await env.clipboard.writeText(await rowsText(jobs, { jobId, filter }, signal));
  });
}
