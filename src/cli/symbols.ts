// Text of files, servers and people for a terminal: hidden characters, such as those that would steer it, are shown as
// symbols, and in JSON as escapes.
import { replaceHidden, withSymbols } from '../shared/hiddenCharacters';

export { withSymbols };

/**
 * JSON in which these characters are escaped, which changes no value. `JSON.stringify` leaves many of them as they are.
 */
export const toJson = (value: unknown): string => escapeJson(JSON.stringify(value));

/** The same, indented. */
export const toJsonLines = (value: unknown): readonly string[] =>
  JSON.stringify(value, null, 2).split('\n').map(escapeJson);

/** `json` must be one line. */
export const escapeJson = (json: string): string =>
  replaceHidden(json, (character) =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );

/** Characters that a terminal shows in two columns. */
const wide =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;

export const widthOf = (characters: readonly string[]): number =>
  characters.reduce((width, character) => width + (wide.test(character) ? 2 : 1), 0);

/** At most `columns` wide, with an ellipsis in the middle: both the start and the end of a path tell something. */
export function shorten(text: string, columns: number): string {
  const characters = Array.from(withSymbols(text));
  if (widthOf(characters) <= columns) return characters.join('');
  const room = Math.max(columns - 1, 2);
  const start = within(characters, Math.floor(room / 2));
  const end = within(characters.toReversed(), Math.ceil(room / 2)).toReversed();
  return `${start.join('')}…${end.join('')}`;
}

/** As many of the first characters as fit. */
function within(characters: readonly string[], columns: number): readonly string[] {
  let width = 0;
  const end = characters.findIndex((character) => (width += widthOf([character])) > columns);
  return end < 0 ? characters : characters.slice(0, end);
}
