// Counts the line breaks of each kind and notes where each occurs first.
import type { LineEnding } from '../model/load';

export interface LineBreaks {
  lf: number;
  crlf: number;
  /** 1-based line of the first of each kind; 0 while there is none. */
  lfLine: number;
  crlfLine: number;
}

export const noBreaks = (): LineBreaks => ({ lf: 0, crlf: 0, lfLine: 0, crlfLine: 0 });

export function countBreak(breaks: LineBreaks, kind: LineEnding, line: number): void {
  if (kind === 'LF') {
    if (breaks.lf++ === 0) breaks.lfLine = line;
  } else if (breaks.crlf++ === 0) breaks.crlfLine = line;
}

/** The only kind there is; undefined for none or both. */
export const onlyKind = ({ lf, crlf }: LineBreaks): LineEnding | undefined =>
  lf > 0 && crlf === 0 ? 'LF' : crlf > 0 && lf === 0 ? 'CRLF' : undefined;
