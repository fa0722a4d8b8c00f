// Runs code in an org, marks why it ended, and shows beside it what it wrote.
import { l10n, type Uri } from 'vscode';
import type { Org } from '../../../core/core';
import { fileNameOf, shortFileName } from '../../host/fileName';
import { showError, showInfo } from '../../host/messages';
import { back } from '../../host/pick';
import type { Problems } from '../../host/problems';
import { withTask } from '../../host/task';
import type { ApexDeps } from './deps';
import type { History } from './history';
import { reasonOf } from './place';
import type { Results } from './results';
import { resultLines, type ShownRun } from './resultText';
import type { Source } from './source';

export interface Runs {
  /** Without a source, says what can be run. */
  readonly run: (source: Source | undefined) => Promise<void>;
  readonly runIn: (org: Org, source: Source) => Promise<void>;
}

export interface RunsDeps extends Pick<ApexDeps, 'core' | 'currentOrg' | 'pickOrg' | 'ensureRunning' | 'boundary'> {
  readonly problems: Problems;
  readonly results: Pick<Results, 'show'>;
  readonly history: Pick<History, 'add'>;
}

export function createRuns(deps: RunsDeps): Runs {
  const runIn: Runs['runIn'] = async (org, source) => {
    const { document } = source;
    deps.problems.clear(document.uri);
    const run = await runOnce(org, source, deps);
    const reason = reasonOf(run.result, source);
    if (reason?.place) deps.problems.set(document, { message: reason.message, place: reason.place });
    await deps.results.show({
      id: document.uri.toString(),
      title: run.fileName,
      document: document.uri,
      lines: (isWhole) => resultLines(run, isWhole),
    });
    if (reason) void showError(firstLine(reason.message));
  };
  return {
    runIn,
    run: async (source) => {
      if (!source) {
        sayWhatRuns();
        return;
      }
      const org = await orgFor(source.document.uri, deps);
      if (org) await runIn(org, source);
    },
  };
}

export function sayWhatRuns(): void {
  void showInfo(l10n.t('Open a file whose name ends in .apex, or select the Apex code to run.'));
}

/** The message of an exception may contain a stack, which the result shows. */
export const firstLine = (message: string): string => message.split(/\r?\n/, 1)[0] ?? '';

/** Also keeps the run in the history of the org. */
export async function runOnce(
  org: Org,
  source: Source,
  { core, history, boundary }: Pick<RunsDeps, 'core' | 'history' | 'boundary'>,
): Promise<ShownRun> {
  const { code, document, start } = source;
  const title = l10n.t('Running Apex in {0}…', org.label);
  const { apex } = await (await core()).org(org.orgId);
  const result = await withTask({ title, where: 'notification' }, (task) => apex.runAnonymous(code, {}, task));
  const fileName = fileNameOf(document.uri.path);
  const run = { orgLabel: org.label, isProduction: org.kind === 'production', fileName, start, result };
  // A full disk must not hide what the code did.
  await boundary.runQuietly(() => history.add(org.orgId, { ...run, code, uri: document.uri.toString() }));
  return run;
}

/** Undefined when the question is answered with Back. */
export async function orgFor(
  uri: Uri,
  deps: Pick<ApexDeps, 'currentOrg' | 'pickOrg' | 'ensureRunning'>,
): Promise<Org | undefined> {
  const { scheme, fsPath } = uri;
  const current = await deps.currentOrg(scheme === 'file' ? fsPath : undefined);
  const title = l10n.t('Run {0}', shortFileName(fsPath));
  const org = current ?? (await deps.pickOrg({ title, canGoBack: false }));
  return org === back ? undefined : deps.ensureRunning(org);
}
