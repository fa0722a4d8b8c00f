// Characters that a text hides: those that steer a terminal, turn the direction of the text around them, or have no
// width. They become visible, except where a script or an emoji needs them.

/**
 * Joiners shape the letters before them in these scripts. In others, such as Latin, they only make equal names differ.
 */
const joiningScripts = [
  'Arabic',
  'Syriac',
  'Nko',
  'Mongolian',
  'Devanagari',
  'Bengali',
  'Gurmukhi',
  'Gujarati',
  'Oriya',
  'Tamil',
  'Telugu',
  'Kannada',
  'Malayalam',
  'Sinhala',
  'Myanmar',
  'Khmer',
];

/** Written without spaces: a character without a width says where a line may break. */
const unspacedScripts = ['Thai', 'Lao', 'Khmer', 'Myanmar', 'Tibetan'];

const inScripts = (names: readonly string[]): string =>
  `[${names.map((name) => `\\p{Script_Extensions=${name}}`).join('')}]`;

/** The flags of England, Scotland and Wales. Their letters are tags, with which any text could be hidden elsewhere. */
const tagged = ['gbeng', 'gbsct', 'gbwls'].map(
  (name) =>
    `\\u{1F3F4}${Array.from(name, (letter) => `\\u{${(0xe0000 + letter.charCodeAt(0)).toString(16)}}`).join('')}\\u{E007F}`,
);

/** What a character without a width is needed for; always one of them at a time, so that none follows unseen. */
const needed = [
  // One of two looks of an emoji, and a key such as 1️⃣.
  '(?<=\\p{Extended_Pictographic})[\\uFE0E\\uFE0F]',
  '(?<=[0-9#*])\\uFE0F(?=\\u20E3)',
  // Several emoji that are one, such as a family.
  '(?<=\\p{Extended_Pictographic}[\\uFE0F\\u{1F3FB}-\\u{1F3FF}]?)\\u200D(?=\\p{Extended_Pictographic})',
  // Forms of characters in Japanese names and in Mongolian.
  '(?<=\\p{Script=Han})[\\uFE00-\\uFE0F\\u{E0100}-\\u{E01EF}]',
  '(?<=[\\u1820-\\u18AA])[\\u180B-\\u180F]',
  `(?<=${inScripts(joiningScripts)})[\\u200C\\u200D]`,
  `(?<=${inScripts(unspacedScripts)})\\u200B(?=${inScripts(unspacedScripts)})`,
];

const hidden = '[\\p{Cc}\\p{Bidi_Control}\\u2028\\u2029\\p{Default_Ignorable_Code_Point}]';

/** A flag is found first, so that its tags are skipped. */
const pattern = new RegExp(`${tagged.join('|')}|(?!${needed.join('|')})${hidden}`, 'gu');

/** Gives each hidden character to the function, and puts its result in the place of the character. */
export const replaceHidden = (text: string, replace: (character: string) => string): string =>
  text.replace(pattern, (found) => (found.startsWith('\u{1F3F4}') ? found : replace(found)));

/** U+2400 and following picture the first 32 characters: ␛ for escape, ␊ for a line feed. */
const pictures = 0x2400;

/** Shown as VS Code’s editor shows them: `␛`, `[U+202E]`. Unicode has pictures for ASCII’s control characters only. */
function toSymbol(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(pictures + code);
  return code === 0x7f ? '␡' : `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
}

/** One line, whatever the text is: line breaks are shown as symbols, too. */
export const withSymbols = (text: string): string => replaceHidden(text, toSymbol);
