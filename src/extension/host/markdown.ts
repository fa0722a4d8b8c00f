// Markdown whose every part was escaped, so that names and messages cannot become links or formatting.
import { visibleText } from '../../shared/visibleText';

declare const escaped: unique symbol;
/** Made only by the functions here. */
export type Markdown = string & { readonly [escaped]: true };

export const plain = (text: string): Markdown =>
  visibleText(text).replace(/[\\`*_{}[\]()#+\-.!|<>~&:]/g, '\\$&') as Markdown;

export const bold = (text: string): Markdown => `**${plain(text)}**` as Markdown;

/** A code span has no escapes, so the text loses its backticks. */
export const code = (text: string): Markdown => `\`${visibleText(text).replace(/[`\s]+/g, ' ')}\`` as Markdown;

/** Text as it is, line by line. Indented lines are code, in which nothing is formatting and no line can end it. */
export const indented = (lines: readonly string[]): Markdown =>
  lines.map((line) => `    ${visibleText(line)}`).join('\n') as Markdown;

export const paragraphs = (...parts: readonly Markdown[]): Markdown => parts.join('\n\n') as Markdown;
