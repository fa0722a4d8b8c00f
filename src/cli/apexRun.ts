// `kinetic apex run`: runs anonymous Apex, and prints what it wrote or why it ended.
import { debugLines, type ApexResult, type MissingLog, type StackFrame } from '../core/core';
import type { ApexWords } from './apexWords';
import type { Output, Session } from './session';
import { toJsonLines } from './symbols';
import { readText } from './textFile';
import { badArgument } from './values';

type RunWords = Extract<ApexWords, { readonly action: 'run' }> & { readonly output: Output };

/** Exit code 1 for a compile error and for an exception. */
export async function apexRun(words: RunWords, { core, org, console, task }: Session): Promise<number> {
  const code = await readText(words.file, console.stdin);
  if (code.trim() === '') throw badArgument(`${nameOf(words.file)} has no code.`);
  const { apex } = await core.org(org.orgId);
  const result = await apex.runAnonymous(code, {}, task);
  const exitCode = result.success ? 0 : 1;
  if (words.output.json) await console.out(toJsonLines(toJsonResult(result, words.log, exitCode)));
  else {
    await console.out(outputOf(result, words.log));
    console.err([...reasonOf(result, nameOf(words.file)), ...whyNoLog(result)]);
  }
  return exitCode;
}

const noLogs: Readonly<Record<MissingLog, string>> = {
  noTraceFlag: 'no trace flag of the user is active. Add one in Setup › Debug Logs',
  notFound: 'the log of this run was not found in the org',
  noAccess: 'the user is not allowed to read debug logs',
};

const whyNoLog = ({ noLog }: ApexResult): readonly string[] =>
  noLog === undefined
    ? []
    : [`There is no log: the org does not accept the code over SOAP, and over the Tooling API ${noLogs[noLog]}.`];

const nameOf = (file: string): string => (file === '-' ? 'stdin' : file);

function outputOf({ log = '' }: ApexResult, isWhole: boolean): readonly string[] {
  if (log === '') return [];
  if (isWhole) return log.trimEnd().split(/\r?\n/);
  return debugLines(log).flatMap(({ line, level, text }) => `[${line}] ${level}: ${text}`.split('\n'));
}

function reasonOf({ problem, exception }: ApexResult, name: string): readonly string[] {
  if (problem) {
    const { line, column, message } = problem;
    return [`${name}:${line}:${column}: ${oneLine(message)} (line ${line}, column ${column})`];
  }
  if (!exception) return [];
  return [...exception.message.split('\n'), ...exception.frames.map((frame) => `  at ${placeOf(frame, name)}`)];
}

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ');

/** A place in the code that was run can be clicked in a terminal of VS Code. */
const placeOf = ({ kind, text, line, column }: StackFrame, name: string): string =>
  kind === 'anonymous' ? `${name}:${line}:${column}` : text;

const toJsonResult = (result: ApexResult, isWhole: boolean, exitCode: number): unknown => ({
  outcome: result.success ? 'succeeded' : result.compiled ? 'exception' : 'compileError',
  compiled: result.compiled,
  success: result.success,
  ...(result.problem && { problem: result.problem }),
  ...(result.exception && { exception: result.exception }),
  debug: result.log === undefined ? null : debugLines(result.log),
  ...(isWhole && { log: result.log ?? null }),
  ...(result.noLog !== undefined && { noLog: result.noLog }),
  exitCode,
});
