// Makes text safe for what VS Code shows: no part of it becomes a link or an icon, and none of it is hidden.
import { visibleText } from '../../shared/visibleText';

/** Invisible, and allows no line break. Between two characters it keeps VS Code from reading them as one sign. */
const wordJoiner = '\u2060';

/**
 * In notifications, prompts and messages of input boxes, VS Code turns `[text](command:…)` into a link that runs the
 * command; in quick picks and the status bar, `$(name)` into an icon. Column names, file names, labels and responses of
 * servers can contain both. The joiner comes last, because a character that is removed or replaced could bring the
 * signs together.
 */
export const plainText = (text: string): string =>
  visibleText(text.replace(ownJoiners, '')).replace(/[\]$](?=\()/g, (sign) => `${sign}${wordJoiner}`);

/** In text that was made plain before. Any other joiner hides something. */
const ownJoiners = /(?<=[\]$])\u2060(?=\()/g;

/**
 * For descriptions and details of quick picks, which VS Code shows as they are in the list and reads as Markdown in
 * their hover: addresses do not become links there either.
 */
export const plainDetail = (text: string): string =>
  plainText(text).replace(/:(?=\/\/)|www(?=\.)|@|\](?=[[:])/gi, (sign) => `${sign}${wordJoiner}`);

/** Cuts out the middle, because a name shows what it is at its start and its end. `maxLength` in characters. */
export function withoutMiddle(text: string, maxLength: number): string {
  const chars = Array.from(new Intl.Segmenter().segment(visibleText(text)), ({ segment }) => segment);
  if (chars.length <= maxLength) return chars.join('');
  const start = Math.ceil((maxLength - 1) / 2);
  return `${chars.slice(0, start).join('')}…${chars.slice(chars.length - (maxLength - 1 - start)).join('')}`;
}
