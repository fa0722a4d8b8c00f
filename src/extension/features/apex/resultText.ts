// The text of a result: how the run ended, then the debug lines or the whole log.
import { l10n } from 'vscode';
import { debugLines, type ApexResult, type StackFrame } from '../../../core/core';
import { withSymbols } from '../../../shared/hiddenCharacters';
import { placeIn } from './place';
import type { Source } from './source';

export interface ShownRun {
  readonly orgLabel: string;
  readonly fileName: string;
  readonly start: Source['start'];
  readonly result: ApexResult;
}

interface Shown extends Pick<ShownRun, 'fileName' | 'start'> {
  readonly result: Pick<ApexResult, 'problem' | 'exception'>;
}

/** Texts of servers show their hidden characters, and each line break begins a line. */
export function resultText(run: ShownRun, isWhole: boolean): string {
  const parts = [endOf(run), ...stackOf(run), '', ...(isWhole ? wholeLog(run.result) : debugPart(run.result))];
  return `${parts
    .flatMap((part) => part.split(/\r?\n/))
    .map(withSymbols)
    .join('\n')}\n`;
}

function endOf({ orgLabel, fileName, result: { success, compiled } }: ShownRun): string {
  if (success) return l10n.t('{0} ran to its end in {1}.', fileName, orgLabel);
  return compiled
    ? l10n.t('{0} ended with an exception in {1}.', fileName, orgLabel)
    : l10n.t('{0} was not compiled in {1}, so nothing ran.', fileName, orgLabel);
}

export function stackOf(run: Shown): readonly string[] {
  const { problem, exception } = run.result;
  if (problem) return ['', `${placeText(problem, run)}: ${problem.message}`];
  if (!exception) return [];
  return ['', exception.message, ...exception.frames.map((frame) => `    ${frameText(frame, run)}`)];
}

const frameText = (frame: StackFrame, run: Shown): string =>
  frame.kind === 'anonymous' ? placeText(frame, run) : frame.text;

/** In the document, as its editor counts. */
export function placeText(
  of: { readonly line: number; readonly column: number },
  run: Pick<ShownRun, 'fileName' | 'start'>,
): string {
  const { line, character } = placeIn(run, of);
  return `${run.fileName}:${line + 1}:${character + 1}`;
}

/** Why there is no log; nothing for code that did not run. */
function whyNoLog({ noLog }: ApexResult): readonly string[] {
  switch (noLog) {
    case 'noTraceFlag':
      return [
        l10n.t(
          'There is no log: the org does not accept the code over SOAP, and over the Tooling API only the user’s trace flag gives one. Add one in Setup › Debug Logs, then run the code again.',
        ),
      ];
    case 'notFound':
      return [
        l10n.t(
          'There is no log: the org does not accept the code over SOAP, and the log of the run over the Tooling API was not found in the org.',
        ),
      ];
    case 'noAccess':
      return [
        l10n.t(
          'There is no log: the org does not accept the code over SOAP, and the user is not allowed to read debug logs.',
        ),
      ];
    default:
      return [];
  }
}

const wholeLog = (result: ApexResult): readonly string[] =>
  result.log === undefined ? whyNoLog(result) : [result.log.trimEnd()];

function debugPart(result: ApexResult): readonly string[] {
  const { log } = result;
  if (log === undefined || !result.compiled) return whyNoLog(result);
  const lines = debugLines(log);
  if (lines.length === 0) return [l10n.t('The code wrote nothing with System.debug.')];
  return lines.map(({ line, level, text }) => `[${line}] ${level}: ${text}`);
}
