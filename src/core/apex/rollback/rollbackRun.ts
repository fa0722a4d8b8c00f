// Runs anonymous Apex so that Salesforce saves nothing of it, and reads from the answer whether that is what happened.
import type { ErrorCode } from '../../errors/catalog';
import type { Details } from '../../errors/salesforceError';
import type { Task } from '../../kernel/task';
import { runAnonymous, type ApexParts, type ApexResult } from '../runAnonymous';
import type { DebugLevels } from '../wire';
import { changesIn, type RunChanges } from './changes';
import { outsideIn, type Outside } from './outside';
import { placeOf, rewrite, type CodePlace, type RewrittenApex } from './rewrite';
import { survivorsIn } from './survivors';
import type { StackFrame } from '../stackFrames';
import { tokensOf, UnreadableApex, type Token } from './tokens';

/** Why a rollback run was not started, at a place in the code. */
export interface Refusal extends CodePlace {
  readonly code: ErrorCode;
  readonly details: Details;
}

export interface RollbackResult extends Pick<ApexResult, 'problem' | 'exception' | 'log' | 'noLog'> {
  /**
   * `rolledBack`: the code ended, and then all was rolled back. `exception`: an exception or a limit ended it before,
   * which rolls back, too. `notCompiled`, `refused`: nothing ran. `notRolledBack`:
   * Salesforce says that the code ended without an exception, so what it saved may be there.
   */
  readonly outcome: 'rolledBack' | 'exception' | 'notCompiled' | 'refused' | 'notRolledBack';
  readonly refusals: readonly Refusal[];
  /** The `return` at which the code ended. */
  readonly returned?: CodePlace;
  /** Missing without a log. */
  readonly changes?: RunChanges;
  /** Whether the code, or what it called, did what a rollback does not take back. `none` when nothing ran. */
  readonly outside: Outside;
}

/** The limits at the end, and which flows published events. */
const levels: DebugLevels = {
  apexCode: 'debug',
  apexProfiling: 'info',
  callout: 'info',
  database: 'info',
  workflow: 'info',
};

/** What makes Salesforce refuse our last statement. */
const unreachable = /unreachable/i;

export async function runAndRollBack(given: string, parts: ApexParts, task: Task): Promise<RollbackResult> {
  const prepared = prepare(given);
  if ('refusals' in prepared) return { outcome: 'refused', refusals: prepared.refusals, outside: 'none' };
  const { code } = prepared;
  const result = await runAnonymous({ code, debugLevels: levels, rollsBack: true }, parts, task);
  return toRollbackResult(result, prepared);
}

interface Prepared extends RewrittenApex {
  readonly mark: string;
  /** In lower case. */
  readonly classes: ReadonlySet<string>;
}

function prepare(given: string): Prepared | { readonly refusals: readonly Refusal[] } {
  // So long that no message of the code has it by chance.
  const mark = `Rolled back by Kinetic ${crypto.randomUUID()}`;
  try {
    const tokens = tokensOf(given);
    const refusals = survivorsIn(tokens).map(({ code, call, at }): Refusal => ({
      code,
      details: { call },
      ...placeOf(given, at),
    }));
    return refusals.length > 0 ? { refusals } : { ...rewrite(given, tokens, mark), mark, classes: classesIn(tokens) };
  } catch (error) {
    if (!(error instanceof UnreadableApex)) throw error;
    return { refusals: [{ code: 'input.apexUnreadable', details: {}, ...placeOf(given, error.at) }] };
  }
}

function toRollbackResult(result: ApexResult, prepared: Prepared): RollbackResult {
  const { success, problem, exception, log, noLog } = result;
  const read = { refusals: [], ...readLog(log), ...(noLog !== undefined && { noLog }) };
  if (problem) return notCompiled(problem, prepared);
  if (success || !exception) return { ...read, outcome: 'notRolledBack' };
  if (!exception.message.includes(prepared.mark)) {
    const frames = exception.frames.map((frame) => toGivenFrame(frame, prepared));
    return { ...read, outcome: 'exception', exception: { ...exception, frames } };
  }
  const [, line, column] = /return in line (\d+), column (\d+)/.exec(exception.message) ?? [];
  const returned = line !== undefined && { returned: { line: Number(line), column: Number(column) } };
  return { ...read, outcome: 'rolledBack', ...returned };
}

function readLog(log: string | undefined): Pick<RollbackResult, 'log' | 'changes' | 'outside'> {
  if (log === undefined) return { outside: 'unknown' };
  const changes = changesIn(log);
  return { log, changes, outside: outsideIn(log, changes) };
}

function notCompiled(problem: NonNullable<ApexResult['problem']>, prepared: Prepared): RollbackResult {
  const { isOurs, ...place } = prepared.toGiven(problem);
  // The code was correct; it only cannot be extended.
  if (isOurs && unreachable.test(problem.message))
    return { outcome: 'refused', refusals: [{ code: 'input.apexNeverEnds', details: {}, ...place }], outside: 'none' };
  return { outcome: 'notCompiled', refusals: [], problem: { ...problem, ...place }, outside: 'none' };
}

/** A class of the code is named like one of the org, but its lines are those of the code. */
function toGivenFrame(frame: StackFrame, { toGiven, classes }: Prepared): StackFrame {
  const [outer = ''] = (frame.name ?? '').toLowerCase().split('.');
  if (frame.kind !== 'anonymous' && !(frame.kind === 'class' && classes.has(outer))) return frame;
  const { line, column } = toGiven(frame);
  return { ...frame, kind: 'anonymous', line, column };
}

const classesIn = (tokens: readonly Token[]): ReadonlySet<string> =>
  new Set(tokens.flatMap(({ lower }, at) => (lower === 'class' ? [tokens[at + 1]?.lower ?? ''] : [])));
