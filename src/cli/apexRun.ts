// `kinetic apex run`: runs anonymous Apex, and prints what it wrote or why it ended.
import type { ApexResult } from '../core/core';
import { apexRollback } from './apexRollback';
import { endInJson, linesOfLog, nameOf, reasonOf, whyNoLog } from './apexText';
import type { ApexWords } from './apexWords';
import type { Output, Session } from './session';
import { toJsonLines } from './symbols';
import { readText } from './textFile';
import { badArgument } from './values';

type RunWords = Extract<ApexWords, { readonly action: 'run' }> & { readonly output: Output };

/** Exit code 1 for a compile error and for an exception. */
export async function apexRun(words: RunWords, session: Session): Promise<number> {
  const { core, org, console, task } = session;
  const code = await readText(words.file, console.stdin);
  if (code.trim() === '') throw badArgument(`${nameOf(words.file)} has no code.`);
  if (words.rollback) return apexRollback(code, words, session);
  const { apex } = await core.org(org.orgId);
  const result = await apex.runAnonymous(code, {}, task);
  const exitCode = result.success ? 0 : 1;
  if (words.output.json) await console.out(toJsonLines(toJsonResult(result, words.log, exitCode)));
  else {
    await console.out(linesOfLog(result, words.log));
    console.err([...reasonOf(result, nameOf(words.file)), ...whyNoLog(result)]);
  }
  return exitCode;
}

const toJsonResult = (result: ApexResult, isWhole: boolean, exitCode: number): unknown => ({
  outcome: result.success ? 'succeeded' : result.compiled ? 'exception' : 'compileError',
  compiled: result.compiled,
  success: result.success,
  ...endInJson(result, isWhole),
  exitCode,
});
