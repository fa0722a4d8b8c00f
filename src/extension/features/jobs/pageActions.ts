// What the page of a job may ask for. The page only names things; paths and URLs are found here.
import { env, l10n, Uri, window, commands } from 'vscode';
import { SalesforceError, type JobState, type Jobs, type RowList } from '../../../core/core';
import type { JobToHost } from '../../../shared/protocol/job';
import { showInfo } from '../../host/messages';
import { withTask } from '../../host/task';
import { openCode } from '../../orgCode';
import type { JobsDeps } from './deps';
import { offerAbort } from './abort';
import { openPlace } from '../../openPlace';
import { revealFile } from './reveal';
import { openRecord } from './setup';
import { toRowChoice, type RowChoice } from './loadRowsTable';
import { rowsText } from './loadRowsText';
import { jobErrorOf } from './jobError';
import { isLoad } from './loadKind';
import { orphansOf } from './orphans';

type PageRequest = Exclude<JobToHost, { type: 'ready' }>;

export function createPageActions(deps: JobsDeps, jobs: Jobs, jobId: string): (request: PageRequest) => Promise<void> {
  const reveal = async (list: RowList): Promise<void> => {
    const file = await jobs.resultFile(jobId, list);
    if (file !== undefined) await revealFile(Uri.file(file));
  };
  const help = async (): Promise<void> => {
    await jobErrorOf(job(), deps.advise)?.remedy?.run();
  };
  const job = (): JobState => {
    const found = jobs.get(jobId);
    if (!found) throw new SalesforceError('job.unknown', { jobId });
    return found;
  };
  const open = openerOf(jobs, jobId);
  const file = (): string => deps.kindOf(job()).file(job()) ?? '';
  return (request) => {
    switch (request.type) {
      case 'abort':
        return offerAbort(jobs, [jobId], deps.kindOf);
      case 'openLine':
        return open(jobs.lineFile(jobId), request.line);
      case 'openAddedLine':
        return open(file(), request.line);
      case 'openSource':
        return open(file(), 1);
      case 'revealSource':
        return revealFile(Uri.file(file()));
      case 'openRecord':
        return deps.org(job().spec.orgId).then((org) => openRecord(org, request.recordId));
      case 'openCode':
        return openCode(request.place);
      case 'openRemote':
        return run('kinetic.jobs.openInOrg', { job: job(), part: job().parts[request.part] });
      case 'openOrphan':
        return openOrphan(job(), request.remoteId);
      case 'revealFile':
        return reveal(request.list);
      case 'exportRows':
        return exportRows(jobs, { jobId, file: file() }, toRowChoice(request.query));
      case 'copyRows':
        return copyRows(jobs, jobId, toRowChoice(request.query));
      case 'retryRows':
        return run(request.edit ? 'kinetic.jobs.editFailed' : 'kinetic.jobs.retryFailed', {
          jobId,
          shown: { choice: toRowChoice(request.query), total: request.total, selected: request.selected },
          onlySelected: request.onlySelected,
        });
      case 'openAttempt':
        return run('kinetic.jobs.open', jobs.attempts(jobId)?.attempts[request.index]?.jobId ?? jobId);
      case 'exportAttempts':
        return run('kinetic.jobs.exportAttempts', jobId);
      case 'undelete':
        return run('kinetic.jobs.undelete', jobId);
      case 'copyText':
        return Promise.resolve(env.clipboard.writeText(request.text));
      case 'errorAction':
        return help();
    }
  };
}

/** A file that was loaded by the job or by another attempt. */
const openerOf =
  (jobs: Jobs, jobId: string) =>
  (path: string, line: number): Promise<void> => {
    const loads = jobs.attempts(jobId)?.attempts ?? [];
    return openPlace(path, { line }, loads.find(({ spec }) => spec.file === path)?.plan?.encoding);
  };

async function openOrphan(job: JobState, remoteId: string): Promise<void> {
  const part = isLoad(job) ? orphansOf(job).find((orphan) => orphan.remoteId === remoteId) : undefined;
  if (part) await run('kinetic.jobs.openInOrg', { job, part });
}

const run = async (command: string, argument: unknown): Promise<void> => {
  await commands.executeCommand(command, argument);
};

interface RowSource {
  readonly jobId: string;
  readonly file: string;
}

async function exportRows(jobs: Jobs, { jobId, file }: RowSource, filter: RowChoice): Promise<void> {
  const target = await window.showSaveDialog({
    defaultUri: Uri.file(file.replace(/(\.\w+)?$/, `-${filter.list}.csv`)),
    filters: { CSV: ['csv'] },
    saveLabel: l10n.t('Export'),
  });
  if (!target) return;
  await withTask({ title: l10n.t('Exporting rows…'), where: 'notification' }, ({ signal }) =>
    jobs.exportRows(jobId, filter, target.fsPath, signal),
  );
  const open = l10n.t('Open');
  const chosen = await showInfo(l10n.t('The rows were saved to {0}.', target.fsPath), open);
  if (chosen === open) await commands.executeCommand('vscode.open', target);
}

async function copyRows(jobs: Jobs, jobId: string, filter: RowChoice): Promise<void> {
  await withTask({ title: l10n.t('Copying rows…'), where: 'window' }, async ({ signal }) => {
    await env.clipboard.writeText(await rowsText(jobs, { jobId, filter }, signal));
  });
}
