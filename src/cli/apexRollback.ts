// `kinetic apex run --rollback`: runs anonymous Apex, rolls it back, and prints what that would have changed.
import { SalesforceError, type Refusal, type RollbackResult, type RunChanges } from '../core/core';
import { endInJson, linesOfLog, nameOf, reasonOf, whyNoLog } from './apexText';
import type { ApexWords } from './apexWords';
import type { Output, Session } from './session';
import { toJsonLines } from './symbols';

type RunWords = Extract<ApexWords, { readonly action: 'run' }> & { readonly output: Output };

const exitCodes: Readonly<Record<RollbackResult['outcome'], number>> = {
  rolledBack: 0,
  exception: 1,
  notCompiled: 1,
  refused: 2,
  notRolledBack: 1,
};

/**
 * Exit code 0 only when the code ended as it should, was rolled back, and did nothing else that is known; 2 when it was
 * not sent.
 */
export async function apexRollback(code: string, words: RunWords, session: Session): Promise<number> {
  const { core, org, console, task } = session;
  const { apex } = await core.org(org.orgId);
  const result = await apex.runAndRollBack(code, task);
  const exitCode = exitCodes[result.outcome] || (result.outside === 'found' ? 1 : 0);
  if (words.output.json) await console.out(toJsonLines(toJsonResult(result, words.log, exitCode)));
  else {
    await console.out([...linesOfLog(result, words.log), ...reportOf(result, nameOf(words.file), org.label)]);
    console.err(problemsOf(result, nameOf(words.file), org.label));
  }
  return exitCode;
}

function reportOf(
  { outcome, returned, changes, outside }: RollbackResult,
  name: string,
  org: string,
): readonly string[] {
  if (outcome === 'refused' || outcome === 'notCompiled') return [];
  return [
    ...(outcome === 'notRolledBack' ? [] : [rolledBack[outside](org)]),
    ...(returned ? [`It ended with the return at ${name}:${returned.line}:${returned.column}.`] : []),
    ...(changes ? changeLines(changes, outcome) : []),
  ];
}

const databaseOnly = (org: string): string => `The database changes were rolled back in ${org}.`;

const rolledBack: Readonly<Record<RollbackResult['outside'], (org: string) => string>> = {
  none: (org) => `${databaseOnly(org)} Nothing was saved.`,
  found: databaseOnly,
  unknown: databaseOnly,
};

/** What a person must not overlook. */
function problemsOf(result: RollbackResult, name: string, org: string): readonly string[] {
  const { outcome, refusals } = result;
  const ran = outcome !== 'refused' && outcome !== 'notCompiled';
  return [
    ...refusals.map(({ line, column, ...error }) => `${name}:${line}:${column}: ${sentenceOf(error)}`),
    ...reasonOf(result, name),
    ...(outcome === 'notRolledBack'
      ? [`NOT ROLLED BACK: the code ended in ${org} without an exception. What it saved may be there.`]
      : []),
    ...(ran ? outsideLines(result) : []),
    ...(ran ? whyNoLog(result) : []),
  ];
}

const sentenceOf = ({ code, details }: Pick<Refusal, 'code' | 'details'>): string =>
  SalesforceError.of(code, details).message;

function changeLines(
  { dml, savepointRollbacks, used, isCut }: RunChanges,
  outcome: RollbackResult['outcome'],
): readonly string[] {
  const what = outcome === 'notRolledBack' ? 'DML' : 'DML that was rolled back';
  return [
    dml.length === 0 ? 'The log has no DML.' : `${what} (failed rows are counted, too):`,
    ...dml.map(({ operation, object, rows, by }) => {
      const line = `  ${operation} ${object}: ${rows} ${rows === 1 ? 'row' : 'rows'}`;
      return by === undefined ? line : `${line}, by ${by}`;
    }),
    ...(savepointRollbacks > 0 ? ['The code itself went back to a savepoint: rows from before are counted, too.'] : []),
    ...(used && used.futureCalls + used.queueableJobs > 0
      ? [`Not started: future calls: ${used.futureCalls}, queueable jobs: ${used.queueableJobs}.`]
      : []),
    ...(used && used.emails > 0 ? [`Not sent: emails of ${used.emails} ${used.emails === 1 ? 'call' : 'calls'}.`] : []),
    ...(isCut ? ['Salesforce left out lines of the log, so there may be more.'] : []),
  ];
}

/** Classes that the code calls are not checked before, so the log is. */
function outsideLines({ changes, outside }: RollbackResult): readonly string[] {
  const callouts = changes?.callouts ?? 0;
  const immediateEvents = changes?.used?.immediateEvents ?? 0;
  const missing = changes ? 'the log has no limits at its end' : 'there is no log';
  return [
    ...(callouts > 0 ? [`NOT ROLLED BACK: callouts: ${callouts}.`] : []),
    ...(immediateEvents > 0 ? [`NOT ROLLED BACK: events published immediately, in calls: ${immediateEvents}.`] : []),
    ...(outside === 'unknown'
      ? [`It is not known whether called classes made callouts or published events: ${missing}.`]
      : []),
  ];
}

const toJsonResult = (result: RollbackResult, isWhole: boolean, exitCode: number): unknown => ({
  outcome: result.outcome === 'notCompiled' ? 'compileError' : result.outcome,
  /** Whether the code ran, its database changes were rolled back, and nothing else is known that was not. */
  rolledBack: (result.outcome === 'rolledBack' || result.outcome === 'exception') && result.outside !== 'found',
  outside: result.outside,
  ...(result.refusals.length > 0 && {
    refusals: result.refusals.map(({ line, column, ...error }) => ({
      code: error.code,
      message: sentenceOf(error),
      line,
      column,
    })),
  }),
  ...(result.returned && { returned: result.returned }),
  changes: result.changes ?? null,
  ...endInJson(result, isWhole),
  exitCode,
});
