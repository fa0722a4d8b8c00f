// Runs code in an org, marks why it ended, and keeps the last result of each document.
import { l10n, Uri, window } from 'vscode';
import type { Org } from '../../../core/core';
import { fileNameOf, shortFileName } from '../../host/fileName';
import { showError, showInfo } from '../../host/messages';
import { back } from '../../host/pick';
import type { Problems } from '../../host/problems';
import { withTask } from '../../host/task';
import type { ApexDeps } from './deps';
import { reasonOf } from './place';
import { resultText, type ShownRun } from './resultText';
import type { Source } from './source';

export interface Runs {
  /** Without a source, says what can be run. */
  readonly run: (source: Source | undefined) => Promise<void>;
  /** The result in the document with this URI: debug lines become the whole log, and the other way round. */
  readonly switchLog: (clicked: unknown) => Promise<void>;
}

interface RunsDeps extends Omit<ApexDeps, 'boundary' | 'disposables' | 'onOrgChange'> {
  readonly problems: Problems;
}

export function createRuns(deps: RunsDeps): Runs {
  const shown = new Map<string, { readonly run: ShownRun; readonly isWhole: boolean }>();
  const show = async (id: string, run: ShownRun, options: { readonly isWhole: boolean; readonly beside: boolean }) => {
    const { isWhole, beside } = options;
    shown.set(id, { run, isWhole });
    const name = `Apex result ${run.fileName}.log`;
    await deps.reports.show({ id, name, text: resultText(run, isWhole), beside });
  };
  return {
    run: async (source) => {
      if (!source) {
        void showInfo(l10n.t('Open a file whose name ends in .apex, or select the Apex code to run.'));
        return;
      }
      const { document, start, code } = source;
      const org = await orgFor(document.uri, deps);
      if (!org) return;
      deps.problems.clear(document.uri);
      const title = l10n.t('Running Apex in {0}…', org.label);
      const { apex } = await (await deps.core()).org(org.orgId);
      const result = await withTask({ title, where: 'notification' }, (task) => apex.runAnonymous(code, {}, task));
      const reason = reasonOf(result, source);
      if (reason?.place) deps.problems.set(document, { message: reason.message, place: reason.place });
      const run = { orgLabel: org.label, fileName: fileNameOf(document.uri.path), start, result };
      await show(document.uri.toString(), run, { isWhole: false, beside: true });
      if (reason) void showError(reason.message);
    },
    switchLog: async (clicked) => {
      const uri = clicked instanceof Uri ? clicked : window.activeTextEditor?.document.uri;
      const id = uri?.query ?? '';
      const last = shown.get(id);
      if (last) await show(id, last.run, { isWhole: !last.isWhole, beside: false });
      else void showInfo(l10n.t('Run the code again to see its log.'));
    },
  };
}

/** Undefined when the question is answered with Back. */
export async function orgFor(
  { scheme, fsPath }: Uri,
  deps: Pick<ApexDeps, 'currentOrg' | 'pickOrg' | 'ensureRunning'>,
): Promise<Org | undefined> {
  const current = await deps.currentOrg(scheme === 'file' ? fsPath : undefined);
  const title = l10n.t('Run {0}', shortFileName(fsPath));
  const org = current ?? (await deps.pickOrg({ title, canGoBack: false }));
  return org === back ? undefined : deps.ensureRunning(org);
}
