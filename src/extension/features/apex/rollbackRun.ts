// Runs code in an org and rolls it back: marks why it was refused or ended, and shows the report beside it.
import { l10n } from 'vscode';
import type { RollbackResult } from '../../../core/core';
import { fileNameOf } from '../../host/fileName';
import { showError } from '../../host/messages';
import type { Problems } from '../../host/problems';
import { withTask } from '../../host/task';
import type { ApexDeps } from './deps';
import { placeIn, reasonOf, type Reason } from './place';
import { linksIn } from './results';
import { textOf } from './resultText';
import { refusalText, rollbackLines } from './rollbackText';
import { firstLine, orgFor, sayWhatRuns } from './runs';
import type { Source } from './source';

type RollbackDeps = Pick<ApexDeps, 'core' | 'currentOrg' | 'pickOrg' | 'ensureRunning' | 'reports'> & {
  readonly problems: Problems;
};

/** Without a source, says what can be run. */
export async function runAndRollBack(source: Source | undefined, deps: RollbackDeps): Promise<void> {
  if (!source) {
    sayWhatRuns();
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
  const lines = rollbackLines({ orgLabel: org.label, fileName, start, result });
  await deps.reports.show({
    id: document.uri.toString(),
    name: `Apex rollback ${fileName}.log`,
    text: textOf(lines),
    links: () => linksIn(lines, document.uri),
    beside: true,
  });
  if (reason) void showError(firstLine(reason.message));
}

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
  if (result.outside === 'found' && outcome === 'rolledBack')
    return {
      message: l10n.t('The database changes were rolled back, but not callouts or published events. See the report.'),
    };
  return reasonOf(result, source);
}
