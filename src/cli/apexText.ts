// How the command line prints what Apex wrote, and why it ended.
import { debugLines, type ApexResult, type MissingLog, type StackFrame } from '../core/core';

const noLogs: Readonly<Record<MissingLog, string>> = {
  noTraceFlag: 'no trace flag of the user is active. Add one in Setup › Debug Logs',
  notFound: 'the log of this run was not found in the org',
  noAccess: 'the user is not allowed to read debug logs',
};

export const whyNoLog = ({ noLog }: Pick<ApexResult, 'noLog'>): readonly string[] =>
  noLog === undefined
    ? []
    : [`There is no log: the org does not accept the code over SOAP, and over the Tooling API ${noLogs[noLog]}.`];

export const nameOf = (file: string): string => (file === '-' ? 'stdin' : file);

export function linesOfLog({ log = '' }: Pick<ApexResult, 'log'>, isWhole: boolean): readonly string[] {
  if (log === '') return [];
  if (isWhole) return log.trimEnd().split(/\r?\n/);
  return debugLines(log).flatMap(({ line, level, text }) => `[${line}] ${level}: ${text}`.split('\n'));
}

export function reasonOf(
  { problem, exception }: Pick<ApexResult, 'problem' | 'exception'>,
  name: string,
): readonly string[] {
  if (problem) {
    const { line, column, message } = problem;
    return [`${name}:${line}:${column}: ${oneLine(message)} (line ${line}, column ${column})`];
  }
  if (!exception) return [];
  return [...exception.message.split('\n'), ...exception.frames.map((frame) => `  at ${placeOf(frame, name)}`)];
}

/** What the JSON of each run has: why it ended, and what the code wrote or why that is missing. */
export const endInJson = (
  { problem, exception, log, noLog }: Pick<ApexResult, 'problem' | 'exception' | 'log' | 'noLog'>,
  isWhole: boolean,
): object => ({
  ...(problem && { problem }),
  ...(exception && { exception }),
  debug: log === undefined ? null : debugLines(log),
  ...(isWhole && { log: log ?? null }),
  ...(noLog !== undefined && { noLog }),
});

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ');

/** A place in the code that was run can be clicked in a terminal of VS Code. */
const placeOf = ({ kind, text, line, column }: StackFrame, name: string): string =>
  kind === 'anonymous' ? `${name}:${line}:${column}` : text;
