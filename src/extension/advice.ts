// The button of an error message: one remedy for each advice of the core.
import { commands, l10n, Position, Range, Uri } from 'vscode';
import type { Advice, SalesforceError } from '../core/core';
import type { Adviser, Remedy } from './host/errors';
import type { CommandId } from './manifest';

const runCommand = (label: string, id: CommandId, ...args: unknown[]): Remedy => ({
  label,
  run: () => commands.executeCommand(id, ...args),
});

const showLog = (): Remedy => runCommand(l10n.t('Show Log'), 'kinetic.log.show');

/** After a failed login there is no org whose Setup could be opened. */
const openSetup = ({ code }: SalesforceError): Remedy =>
  code.startsWith('login.') ? showLog() : runCommand(l10n.t('Open Org'), 'kinetic.orgs.open');

function openFile({ details }: SalesforceError): Remedy | undefined {
  const { file, line, column } = details;
  if (typeof file !== 'string') return undefined;
  // Without a line, `column` is the name or number of a column of the table.
  const at =
    typeof line === 'number'
      ? new Position(Math.max(line - 1, 0), typeof column === 'number' ? Math.max(column - 1, 0) : 0)
      : new Position(0, 0);
  return {
    label: l10n.t('Open File'),
    run: () => commands.executeCommand('vscode.open', Uri.file(file), { selection: new Range(at, at) }),
  };
}

const remedies: Readonly<Record<Advice, Adviser>> = {
  signInAgain: () => runCommand(l10n.t('Sign In Again'), 'kinetic.orgs.add'),
  openSetup,
  showLog,
  retry: (_, retry) => ({ label: l10n.t('Try Again'), run: retry }),
  checkNetwork: (_, retry) => ({ label: l10n.t('Try Again'), run: retry }),
  fixMapping: (_, retry) => ({ label: l10n.t('Start Again'), run: retry }),
  fixFile: openFile,
  // Only a job can load its file again (features/jobs/jobError.ts).
  chooseEncoding: openFile,
  acceptCharacters: openFile,
  useCollections: openFile,
  openJob: ({ details }) => runCommand(l10n.t('Open Job'), 'kinetic.jobs.open', details['jobId']),
  changePolicy: () => runCommand(l10n.t('Set Org Policy…'), 'kinetic.orgs.setPolicy'),
  report: showLog,
  deleteLogs: () => runCommand(l10n.t('Delete All Logs…'), 'kinetic.logs.deleteAll'),
  waitForLimit: () => undefined,
  none: () => undefined,
};

export const advise: Adviser = (error, retry) => remedies[error.advice](error, retry);
