// The error messages of queries: plain ones, and those that point at a row and a column.
import { refuse, type Refusal } from '../http/http';

export interface Place {
  readonly text: string;
  readonly offset: number;
}

/** How many characters of the statement Salesforce shows on each side of the caret, cut between words. */
const shownAroundCaret = 45;

export function malformed(sentence: string): Refusal {
  return refuse(400, 'MALFORMED_QUERY', sentence);
}

/**
 * Salesforce's multiline format: the line with the error, a caret below it, row and column (both from 1),
 * then the message.
 */
export function refuseAt(place: Place, errorCode: string, sentence: string): Refusal {
  const { text, offset } = place;
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const nextBreak = text.indexOf('\n', offset);
  const line = text.slice(lineStart, nextBreak < 0 ? text.length : nextBreak);
  const column = offset - lineStart;
  const from = cutBefore(line, column);
  const shown = line.slice(from, cutAfter(line, column));
  const row = text.slice(0, lineStart).split('\n').length;
  const caret = `${' '.repeat(column - from)}^`;
  return refuse(400, errorCode, `\n${shown}\n${caret}\nERROR at Row:${row}:Column:${column + 1}\n${sentence}`);
}

function cutBefore(line: string, column: number): number {
  if (column <= shownAroundCaret) return 0;
  const earliest = column - shownAroundCaret;
  const gap = line.slice(earliest, column).search(/[\s,]/);
  if (gap < 0) return earliest;
  const word = line.slice(earliest + gap).search(/[^\s,]/);
  return Math.min(column, earliest + gap + Math.max(word, 0));
}

function cutAfter(line: string, column: number): number {
  if (line.length - column <= shownAroundCaret) return line.length;
  const tail = line.slice(column, column + shownAroundCaret);
  const gap = Math.max(tail.lastIndexOf(' '), tail.lastIndexOf(','));
  return column + (gap > 0 ? gap : shownAroundCaret);
}
