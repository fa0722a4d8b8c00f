// A failed test as VS Code shows it: at its line, with both values and the stack.
import { l10n, Location, Position, TestMessage, TestMessageStackFrame, type Uri } from 'vscode';
import type { MethodResult, StackFrame } from '../../../core/core';
import { withSymbols } from '../../../shared/hiddenCharacters';
import type { Sources } from './place';

/** Texts of servers show their hidden characters. */
export const plainLines = (text: string): string => text.split(/\r?\n/).map(withSymbols).join('\n');

export function toMessage(result: MethodResult, sources: Sources): TestMessage {
  const { comparison, frames } = result;
  const shown = plainLines(failureText(result));
  const built = comparison
    ? TestMessage.diff(shown, plainLines(comparison.expected), plainLines(comparison.actual))
    : new TestMessage(shown);
  const placed = frames.map((frame) => ({ frame, at: placeOf(frame, sources) }));
  const own = placed.find(({ frame, at }) => at && isOfTest(frame, result)) ?? placed.find(({ at }) => at);
  if (own?.at) built.location = new Location(own.at.uri, own.at.position);
  built.stackTrace = placed.map(
    ({ frame, at }) => new TestMessageStackFrame(plainLines(frame.text), at?.uri, at?.position),
  );
  return built;
}

/** The line of the test says which assertion failed; the innermost one may be in a helper. */
const isOfTest = ({ name, method }: StackFrame, { className, method: test }: MethodResult): boolean =>
  method?.toLowerCase() === test.toLowerCase() && name?.split('.').at(-1)?.toLowerCase() === className.toLowerCase();

function placeOf({ kind, name, line, column }: StackFrame, sources: Sources): Place | undefined {
  const uri = kind === 'anonymous' || name === undefined ? undefined : sources.fileOf(name, kind);
  return uri && { uri, position: new Position(line - 1, column - 1) };
}

interface Place {
  readonly uri: Uri;
  readonly position: Position;
}

/** With the reason in words, if it is one that may pass. */
export const failureText = ({ message = '', isLocked }: MethodResult): string =>
  isLocked ? l10n.t('Another transaction held the record: {0}', message) : message;
