// Where in the document a line and a column of the code are.
import type { ApexResult } from '../../../core/core';
import type { Source } from './source';

/** Both count from 0. */
export interface Place {
  readonly line: number;
  readonly character: number;
}

interface CodePlace {
  readonly line: number;
  readonly column: number;
}

/** Selected code may begin within a line, which then is its first one. */
export const placeIn = ({ start }: Pick<Source, 'start'>, { line, column }: CodePlace): Place => ({
  line: start.line + line - 1,
  character: (line === 1 ? start.character : 0) + column - 1,
});

export interface Reason {
  readonly message: string;
  /** Missing for an exception whose stack does not name the code. */
  readonly place?: Place;
}

/** Why the code was not compiled or did not reach its end. */
export function reasonOf(
  { problem, exception }: Pick<ApexResult, 'problem' | 'exception'>,
  source: Pick<Source, 'start'>,
): Reason | undefined {
  if (problem) return { message: problem.message, place: placeIn(source, problem) };
  if (!exception) return undefined;
  const frame = exception.frames.find(({ kind }) => kind === 'anonymous');
  return { message: exception.message, ...(frame && { place: placeIn(source, frame) }) };
}
