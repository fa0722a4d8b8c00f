// Parses SOQL text into a tree and an outline, and converts syntax errors to Salesforce's messages.
import { parseQuery, type Query } from '@jetstreamapp/soql-parser-js';
import type { Refusal } from '../http/http';
import { tokensOf, toOutline, type Outline } from './outline';
import { malformed, refuseAt } from './queryErrors';

export interface ParsedQuery {
  readonly tree: Query;
  readonly outline: Outline;
}

const maxStatementChars = 100_000;
const maxTextChars = 4000;
const maxChildQueries = 20;

/** Throws MALFORMED_QUERY for text that is not valid SOQL. */
export function parseSoql(text: string): ParsedQuery {
  if (text.trim() === '') throw malformed('A query string has to be specified');
  if (text.length > maxStatementChars) {
    throw malformed(`SOQL statements cannot be longer than ${maxStatementChars} characters.`);
  }
  const parsed = { tree: treeOf(text), outline: toOutline(text) };
  if (parsed.outline.children.length > maxChildQueries) {
    throw malformed(`A query cannot have more than ${maxChildQueries} queries for children.`);
  }
  refuseLongText(parsed.outline);
  return parsed;
}

function treeOf(text: string): Query {
  try {
    return parseQuery(withReadableTimes(text));
  } catch (error) {
    throw syntaxError(text, error instanceof Error ? error.message : '');
  }
}

function refuseLongText({ words, children, joins }: Outline): void {
  const long = words.get('WHERE')?.find(({ text }) => text.startsWith("'") && text.length - 2 > maxTextChars);
  if (long) throw malformed(`Text in a WHERE clause cannot be longer than ${maxTextChars} characters.`);
  for (const inner of [...children, ...joins]) refuseLongText(inner);
}

/** The parser does not support times; they are passed as datetimes of 1970-01-01, which literals.ts converts back. */
function withReadableTimes(text: string): string {
  const times = tokensOf(text).filter((token) => /^\d\d:\d\d:\d\d(?:\.\d+)?Z?$/.test(token.text));
  return times.reduceRight(
    (rest, { offset, text: time }) =>
      `${rest.slice(0, offset)}1970-01-01T${time.replace(/Z?$/, 'Z')}${rest.slice(offset + time.length)}`,
    text,
  );
}

function syntaxError(text: string, complaint: string): Refusal {
  const lexing = /at offset: (\d+)/.exec(complaint);
  if (lexing) return strayCharacter(text, Number(lexing[1]));
  if (/\bALL\s+ROWS\s*$/i.test(text)) return malformed('ALL ROWS not allowed in this context');
  if (/\bFROM\s+\w+(?:\s+\w+)?\s*,\s*\w+\.\w+/i.test(text)) {
    return malformed(
      'The practice org does not simulate several objects in a FROM clause; write the path in each field.',
    );
  }
  const tokens = tokensOf(text);
  const first = tokens[0]?.text ?? '';
  if (first.toUpperCase() !== 'SELECT') return malformed(`unexpected token: ${first}`);

  const found = foundBy(complaint);
  const suspects = tokens.filter((token) => found !== '' && text.startsWith(found, token.offset));
  const culprit = suspects[firstThat(suspects.length, (i) => stopsAt(text, suspects[i]?.offset ?? 0, found))];
  if (!culprit)
    return refuseAt({ text, offset: text.trimEnd().length }, 'MALFORMED_QUERY', "unexpected token: '<EOF>'");
  const sentence =
    culprit.text === ':' ? 'Bind variables only allowed in Apex code' : `unexpected token: '${culprit.text}'`;
  return refuseAt({ text, offset: culprit.offset }, 'MALFORMED_QUERY', sentence);
}

/** The text at which the parser failed; empty for the end of the statement. */
function foundBy(complaint: string): string {
  const quoted = /but found(?: -->)?: ?'?([\s\S]*?)'?(?: <--)?$/.exec(complaint.replace('but found -->', 'but found:'));
  return (quoted?.[1] ?? '').trim();
}

/**
 * The parser reports the text at which it failed, but not the position. The position is the first occurrence where
 * the statement, cut off right after that text, still fails at that text and not at the end.
 */
function stopsAt(text: string, offset: number, found: string): boolean {
  try {
    parseQuery(text.slice(0, offset + found.length));
    return false;
  } catch (error) {
    return error instanceof Error && foundBy(error.message) === found;
  }
}

/** Binary search: the first of `count` positions that passes, if all later ones pass as well. */
function firstThat(count: number, passes: (place: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (passes(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function strayCharacter(text: string, offset: number): Refusal {
  const character = text[offset] ?? '';
  if (character === "'") return malformed(`line 1:${offset} mismatched character '<EOF>' expecting '''`);
  return refuseAt({ text, offset }, 'MALFORMED_QUERY', `unexpected token: '${character}'`);
}
