// `kinetic apex run --rollback`: runs anonymous Apex, rolls it back, and prints what that would have changed.
import { debugLines, SalesforceError, type Refusal, type RollbackResult, type RunChanges } from '../core/core';
import { linesOfLog, nameOf, reasonOf, whyNoLog } from './apexText';
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

/** Exit code 0 only when the code ended as it should and was rolled back; 2 when it was not sent. */
export async function apexRollback(code: string, words: RunWords, session: Session): Promise<number> {
  const { core, org, console, task } = session;
  const { apex } = await core.org(org.orgId);
  const result = await apex.runAndRollBack(code, task);
  const exitCode = exitCodes[result.outcome];
  if (words.output.json) await console.out(toJsonLines(toJsonResult(result, words.log, exitCode)));
  else {
    await console.out([...linesOfLog(result, words.log), ...reportOf(result, nameOf(words.file), org.label)]);
    console.err(problemsOf(result, nameOf(words.file), org.label));
  }
  return exitCode;
}

function reportOf({ outcome, returned, changes }: RollbackResult, name: string, org: string): readonly string[] {
  if (outcome === 'refused' || outcome === 'notCompiled') return [];
  return [
    ...(outcome === 'rolledBack' ? [`Rolled back in ${org}: nothing was saved.`] : []),
    ...(outcome === 'exception' ? [`The exception rolled everything back in ${org}: nothing was saved.`] : []),
    ...(returned ? [`It ended with the return at ${name}:${returned.line}:${returned.column}.`] : []),
    ...(changes ? changeLines(changes) : []),
  ];
}

/** What a person must not overlook. */
function problemsOf(result: RollbackResult, name: string, org: string): readonly string[] {
  const { outcome, refusals, changes } = result;
  const ran = outcome !== 'refused' && outcome !== 'notCompiled';
  return [
    ...refusals.map(({ line, column, ...error }) => `${name}:${line}:${column}: ${sentenceOf(error)}`),
    ...reasonOf(result, name),
    ...(outcome === 'notRolledBack'
      ? [`NOT ROLLED BACK: the code ended in ${org} without an exception. What it saved may be there.`]
      : []),
    ...(changes ? survivorLines(changes) : []),
    ...(ran ? whyNoLog(result) : []),
  ];
}

const sentenceOf = ({ code, details }: Pick<Refusal, 'code' | 'details'>): string =>
  SalesforceError.of(code, details).message;

function changeLines({ dml, savepointRollbacks, used, isCut }: RunChanges): readonly string[] {
  return [
    dml.length === 0 ? 'The log has no DML.' : 'DML, with rows that failed:',
    ...dml.map(({ operation, object, rows, by }) => {
      const what = `  ${operation} ${object}: ${rows} ${rows === 1 ? 'row' : 'rows'}`;
      return by === undefined ? what : `${what}, by ${by}`;
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
function survivorLines({ callouts, used }: RunChanges): readonly string[] {
  const immediateEvents = used?.immediateEvents ?? 0;
  return [
    ...(callouts > 0 ? [`NOT ROLLED BACK: callouts: ${callouts}.`] : []),
    ...(used ? [] : ['The log has no limits, so it does not tell whether called classes made callouts.']),
    ...(immediateEvents > 0 ? [`NOT ROLLED BACK: events published immediately, in calls: ${immediateEvents}.`] : []),
  ];
}

const toJsonResult = (result: RollbackResult, isWhole: boolean, exitCode: number): unknown => ({
  outcome: result.outcome === 'notCompiled' ? 'compileError' : result.outcome,
  /** Whether the code ran, and Salesforce's answer shows that nothing of it was saved. */
  rolledBack: result.outcome === 'rolledBack' || result.outcome === 'exception',
  ...(result.refusals.length > 0 && {
    refusals: result.refusals.map(({ line, column, ...error }) => ({
      code: error.code,
      message: sentenceOf(error),
      line,
      column,
    })),
  }),
  ...(result.problem && { problem: result.problem }),
  ...(result.exception && { exception: result.exception }),
  ...(result.returned && { returned: result.returned }),
  changes: result.changes ?? null,
  debug: result.log === undefined ? null : debugLines(result.log),
  ...(isWhole && { log: result.log ?? null }),
  exitCode,
});
