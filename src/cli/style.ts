// Text with a color or a weight, and whether a stream gets them. NO_COLOR and FORCE_COLOR are read here: Node 20
// ignores them.
import { styleText } from 'node:util';
import { withSymbols } from './symbols';

export interface Styled {
  readonly text: string;
  readonly style: 'bold' | 'red' | 'green' | 'yellow';
}

export type Piece = string | Styled;
/** A line of output. A line that is a string has no styles. */
export type Line = string | readonly Piece[];

export const styled = (style: Styled['style'], text: string): Styled => ({ text, style });

/** At most so many characters of it. */
export function firstOf(line: Line, length: number): Line {
  let left = Math.max(0, length);
  return piecesOf(line).map((piece) => {
    const text = withSymbols(textOf(piece)).slice(0, left);
    left -= text.length;
    return typeof piece === 'string' ? text : { ...piece, text };
  });
}

const piecesOf = (line: Line): readonly Piece[] => (typeof line === 'string' ? [line] : line);

export const textOf = (piece: Piece): string => (typeof piece === 'string' ? piece : piece.text);

/** Only styles of ours reach the terminal: whatever steers it in the text itself is shown as symbols. */
export const rendered = (line: Line, hasColor: boolean): string =>
  piecesOf(line)
    .map((piece) => renderedPiece(piece, hasColor))
    .join('');

function renderedPiece(piece: Piece, hasColor: boolean): string {
  const text = withSymbols(textOf(piece));
  // Node's own decision is about stdout, and this may be for stderr.
  return hasColor && typeof piece !== 'string' ? styleText(piece.style, text, { validateStream: false }) : text;
}

export interface ColorEnvironment {
  readonly NO_COLOR?: string | undefined;
  readonly FORCE_COLOR?: string | undefined;
  readonly TERM?: string | undefined;
}

/** As Node decides from version 22 on: FORCE_COLOR wins, and an empty NO_COLOR means nothing. */
export function hasColors(isTerminal: boolean, { NO_COLOR, FORCE_COLOR, TERM }: ColorEnvironment): boolean {
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return isTerminal && !NO_COLOR && TERM !== 'dumb';
}
