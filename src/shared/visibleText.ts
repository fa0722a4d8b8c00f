// Text of files, servers and users in one line with nothing hidden in it, for places that show it beside our own words.
import { withSymbols } from './hiddenCharacters';

const spaces = /[\s\u0085]+/g;
const lineBreak = /[\t\n\v\f\r\u0085\u2028\u2029]/;

/** Line breaks and tabs become one space, and every hidden character a symbol. */
export const visibleText = (text: string): string =>
  withSymbols(text.replace(spaces, (run) => (lineBreak.test(run) ? ' ' : run)));
