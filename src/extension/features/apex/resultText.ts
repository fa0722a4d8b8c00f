// The text of a result: how the run ended, then the debug lines or the whole log. Its places are links, which we build
// from what was parsed: no text of a server opens anything.
import { l10n } from 'vscode';
import { debugLines, type ApexResult, type StackFrame } from '../../../core/core';
import { codeFailureIn, readCodePlace } from '../../../shared/protocol/codePlace';
import { withSymbols } from '../../../shared/hiddenCharacters';
import { placeIn, type Place } from './place';
import type { Source } from './source';

export interface ShownRun {
  readonly orgLabel: string;
  readonly isProduction: boolean;
  readonly fileName: string;
  readonly start: Source['start'];
  readonly result: ApexResult;
  /** The log was too long for the history. */
  readonly isCut?: boolean;
}

/** Of the code that ran, or of a class or trigger of the org; lines there count from 1. */
type Target = { readonly code: Place } | { readonly place: string };

export interface ResultLine {
  readonly text: string;
  /** What a part of the text opens; counted from 0. */
  readonly link?: { readonly start: number; readonly end: number; readonly to: Target };
}

/** What the end of a run needs: of a plain run, or of one that is rolled back. */
type Ended = Pick<ShownRun, 'fileName' | 'start'> & { readonly result: Pick<ApexResult, 'problem' | 'exception'> };

/** Texts of servers show their hidden characters, and each line break begins a line. */
export function resultLines(run: ShownRun, isWhole: boolean): readonly ResultLine[] {
  const log = isWhole ? wholeLog(run.result) : debugPart(run.result);
  const cut = run.isCut
    ? ['', l10n.t('The history keeps only the start of a long log. Run the code again for all of it.')]
    : [];
  return [...plainLines([endOf(run)]), ...stackOf(run), ...plainLines(['', ...log, ...cut])];
}

export const plainLines = (parts: readonly string[]): readonly ResultLine[] =>
  parts.flatMap((part) => part.split(/\r?\n/)).map((text) => ({ text: withSymbols(text) }));

export const textOf = (lines: readonly ResultLine[]): string => `${lines.map(({ text }) => text).join('\n')}\n`;

function endOf({ orgLabel, isProduction, fileName, result: { success, compiled } }: ShownRun): string {
  const org = isProduction ? l10n.t('the PRODUCTION org {0}', orgLabel) : orgLabel;
  if (success) return l10n.t('{0} ran to its end in {1}.', fileName, org);
  return compiled
    ? l10n.t('{0} ended with an exception in {1}.', fileName, org)
    : l10n.t('{0} was not compiled in {1}, so nothing ran.', fileName, org);
}

export function stackOf(run: Ended): readonly ResultLine[] {
  const { problem, exception } = run.result;
  if (problem) {
    const [first = { text: '' }, ...more] = plainLines([problem.message]);
    const place = codeLine(problem, run);
    return [{ text: '' }, { ...place, text: `${place.text}: ${first.text}` }, ...more];
  }
  if (!exception) return [];
  const frames = exception.frames.map((frame) => indented(frameLine(frame, run)));
  return [{ text: '' }, ...plainLines([exception.message]).map(withPlace), ...frames];
}

const indent = '    ';

const indented = ({ text, link }: ResultLine): ResultLine => ({
  text: indent + text,
  ...(link && { link: { ...link, start: link.start + indent.length, end: link.end + indent.length } }),
});

const frameLine = (frame: StackFrame, run: Ended): ResultLine =>
  frame.kind === 'anonymous' ? codeLine(frame, run) : withPlace({ text: frame.text });

/** The message of an exception of DML has the stack of the trigger in it. */
function withPlace({ text }: ResultLine): ResultLine {
  const { place } = codeFailureIn(text);
  return place && readCodePlace(place) ? { text, link: { start: 0, end: text.length, to: { place } } } : { text };
}

/** In the document, as its editor counts. */
export function codeLine(
  of: { readonly line: number; readonly column: number },
  run: Pick<ShownRun, 'fileName' | 'start'>,
): ResultLine {
  const code = placeIn(run, of);
  const text = `${withSymbols(run.fileName)}:${code.line + 1}:${code.character + 1}`;
  return { text, link: { start: 0, end: text.length, to: { code } } };
}

/** Why there is no log; nothing for code that did not run. */
export function whyNoLog({ noLog }: Pick<ApexResult, 'noLog'>): readonly string[] {
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
