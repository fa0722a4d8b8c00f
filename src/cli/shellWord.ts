// Quotes a text for a shell, so that it is one word of a command.

/** Double quotes are the same in all shells; within them, some characters would mean something. */
export function shellWord(text: string): string {
  if (/^[\w@.+:/-]+$/.test(text)) return text;
  return /["$`\\!]/.test(text) ? `'${text.replaceAll("'", String.raw`'\''`)}'` : `"${text}"`;
}
