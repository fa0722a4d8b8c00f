// The report of a rollback run: what it proves, what the code would have changed, then what it wrote and the whole log.
import { l10n } from 'vscode';
import {
  debugLines,
  SalesforceError,
  type DmlChange,
  type Refusal,
  type RollbackResult,
  type RunChanges,
} from '../../../core/core';
import { toSentence } from '../../words/errors';
import { codeLine, plainLines, stackOf, whyNoLog, type ResultLine, type ShownRun } from './resultText';

type ShownRollback = Pick<ShownRun, 'orgLabel' | 'fileName' | 'start'> & { readonly result: RollbackResult };

export const refusalText = ({ code, details }: Refusal): string => toSentence(SalesforceError.of(code, details));

/** Texts of servers show their hidden characters, and each line break begins a line. */
export function rollbackLines(run: ShownRollback): readonly ResultLine[] {
  const { refusals } = run.result;
  return [
    ...plainLines([endOf(run)]),
    ...returnedOf(run),
    ...refusals.flatMap((one) => [{ text: '' }, refusalLine(one, run)]),
    ...stackOf(run),
    ...plainLines([...outsideOf(run.result), ...changesPart(run.result), ...logPart(run.result)]),
  ];
}

function refusalLine(refusal: Refusal, run: ShownRollback): ResultLine {
  const { text, ...place } = codeLine(refusal, run);
  return { ...place, text: `${text}: ${refusalText(refusal)}` };
}

function endOf({ orgLabel, fileName, result: { outcome, outside } }: ShownRollback): string {
  switch (outcome) {
    case 'rolledBack':
      return outside === 'none'
        ? l10n.t('{0} ran in {1} and was rolled back. Nothing was saved.', fileName, orgLabel)
        : l10n.t('The database changes were rolled back. {0} ran in {1} to its end.', fileName, orgLabel);
    case 'exception':
      return outside === 'none'
        ? l10n.t('{0} ended with an exception in {1} and was rolled back. Nothing was saved.', fileName, orgLabel)
        : l10n.t('The database changes were rolled back. {0} ended with an exception in {1}.', fileName, orgLabel);
    case 'notCompiled':
      return l10n.t('{0} was not compiled in {1}, so nothing ran.', fileName, orgLabel);
    case 'refused':
      return l10n.t('{0} did not run in {1}, because it could not be rolled back.', fileName, orgLabel);
    case 'notRolledBack':
      return l10n.t(
        'NOT ROLLED BACK: {0} ended in {1} without an exception. What it saved may be in the org.',
        fileName,
        orgLabel,
      );
  }
}

function returnedOf(run: ShownRollback): readonly ResultLine[] {
  if (!run.result.returned) return [];
  const { text, link } = codeLine(run.result.returned, run);
  const sentence = l10n.t('It ended with the return at {0}.', text);
  const start = sentence.indexOf(text);
  return [{ text: sentence, ...(link && { link: { ...link, start, end: start + text.length } }) }];
}

function changesPart({ changes, outcome }: RollbackResult): readonly string[] {
  if (!changes) return [];
  const { dml, savepointRollbacks, used, isCut } = changes;
  const jobs = (used?.futureCalls ?? 0) + (used?.queueableJobs ?? 0);
  return [
    '',
    headingOf(dml, outcome),
    ...tableOf(dml),
    ...(savepointRollbacks > 0
      ? [l10n.t('The code itself went back to a savepoint. Rows from before are counted, too.')]
      : []),
    ...(jobs > 0 ? [l10n.t('Future calls and queueable jobs that do not start: {0}.', jobs)] : []),
    ...(used && used.emails > 0 ? [l10n.t('Calls whose emails are not sent: {0}.', used.emails)] : []),
    ...(isCut ? [l10n.t('Salesforce left out lines of the log, so there may be more.')] : []),
  ];
}

function headingOf(dml: readonly DmlChange[], outcome: RollbackResult['outcome']): string {
  if (dml.length === 0) return l10n.t('The log has no DML.');
  return outcome === 'notRolledBack'
    ? l10n.t('DML, by the rows that were passed to it:')
    : l10n.t('DML that was rolled back, by the rows that were passed to it:');
}

/** Classes that the code calls are not checked before the run. */
function outsideOf({ outcome, outside, changes }: RollbackResult): readonly string[] {
  if (outcome === 'refused' || outcome === 'notCompiled') return [];
  if (outside === 'none') return [l10n.t('The log has no callouts and no events that were published immediately.')];
  if (outside === 'unknown') return ['', unknownOf(changes)];
  const { callouts = 0, used } = changes ?? {};
  return [
    '',
    ...(callouts > 0 ? [l10n.t('NOT ROLLED BACK: callouts: {0}.', callouts)] : []),
    ...(used && used.immediateEvents > 0
      ? [l10n.t('NOT ROLLED BACK: calls that published events immediately: {0}.', used.immediateEvents)]
      : []),
  ];
}

const unknownOf = (changes: RunChanges | undefined): string =>
  changes
    ? l10n.t(
        'It is not known whether called classes made callouts or published events: the log has no limits at its end.',
      )
    : l10n.t('It is not known whether called classes made callouts or published events: there is no log.');

/** `  Insert  Account  2  by AccountTrigger`, with the same columns in each line. */
function tableOf(dml: readonly DmlChange[]): readonly string[] {
  const rows = dml.map(({ operation, object, rows: count, by }) => [
    operation,
    object,
    String(count),
    by === undefined ? '' : l10n.t('by {0}', by),
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map(([operation = '', object = '', count = '', by = '']) =>
    `  ${operation.padEnd(widths[0] ?? 0)}  ${object.padEnd(widths[1] ?? 0)}  ${count.padStart(widths[2] ?? 0)}  ${by}`.trimEnd(),
  );
}

function logPart({ outcome, log, noLog }: RollbackResult): readonly string[] {
  if (outcome === 'refused' || outcome === 'notCompiled') return [];
  if (log === undefined) return ['', ...whyNoLog({ ...(noLog !== undefined && { noLog }) })];
  const written = debugLines(log).map(({ line, level, text }) => `[${line}] ${level}: ${text}`);
  return [
    '',
    ...(written.length > 0 ? written : [l10n.t('The code wrote nothing with System.debug.')]),
    '',
    l10n.t('The whole log:'),
    log.trimEnd(),
  ];
}
