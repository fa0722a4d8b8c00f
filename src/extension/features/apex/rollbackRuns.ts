// Runs code in an org and rolls it back: marks why it was refused or ended, and shows the report beside it.
import { l10n } from 'vscode';
import type { RollbackResult } from '../../../core/core';
import { fileNameOf } from '../../host/fileName';
import { showError, showInfo } from '../../host/messages';
import type { Problems } from '../../host/problems';
import { withTask } from '../../host/task';
import type { ApexDeps } from './deps';
import { placeIn, reasonOf, type Reason } from './place';
import { refusalText, rollbackText } from './rollbackText';
import { orgFor } from './runs';
import type { Source } from './source';

export interface RollbackRuns {
  /** Without a source, says what can be run. */
  readonly run: (source: Source | undefined) => Promise<void>;
}

type RollbackDeps = Omit<ApexDeps, 'boundary' | 'disposables' | 'onOrgChange'> & { readonly problems: Problems };

export const createRollbackRuns = (deps: RollbackDeps): RollbackRuns => ({
  run: async (source) => {
    if (!source) {
      void showInfo(l10n.t('Open a file whose name ends in .apex, or select the Apex code to run.'));
      return;
    }
    const { document, start, code } = source;
    const org = await orgFor(document.uri, deps);
    if (!org) return;
    deps.problems.clear(document.uri);
    const title = l10n.t('Running Apex in {0} to roll it back…', org.label);
    const { apex } = await (await deps.core()).org(org.orgId);
    const result = await withTask({ title, where: 'notification' }, (task) => apex.runAndRollBack(code, task));
    const reason = reasonFor(result, source);
    if (reason?.place) deps.problems.set(document, { message: reason.message, place: reason.place });
    const fileName = fileNameOf(document.uri.path);
    const name = `Apex rollback ${fileName}.log`;
    const text = rollbackText({ orgLabel: org.label, fileName, start, result });
    await deps.reports.show({ id: document.uri.toString(), name, text, beside: true });
    if (reason) void showError(reason.message);
  },
});

/** Of several refusals the first one; the report has all. */
function reasonFor(result: RollbackResult, source: Source): Reason | undefined {
  const { outcome, refusals } = result;
  const [first] = refusals;
  if (first) return { message: refusalText(first), place: placeIn(source, first) };
  if (outcome === 'notRolledBack')
    return {
      message: l10n.t(
        'Not rolled back: the code ended without an exception, so what it saved may be in the org. See the report.',
      ),
    };
  return reasonOf(result, source);
}
