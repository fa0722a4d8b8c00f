// Rewrites anonymous Apex so that each way to its end is an exception that nothing catches: Salesforce then saves
// nothing of the transaction. All lines stay where they are (docs/adr/2026-12-01-rollback-by-exception.md).
import { rollbackException } from '../../model/writes';
import { outlineOf } from './outline';
import type { Token } from './tokens';

export interface CodePlace {
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
}

export interface RewrittenApex {
  readonly code: string;
  /** The place in the code as it was given. `isOurs`: nothing of that code is there. */
  readonly toGiven: (place: CodePlace) => CodePlace & { readonly isOurs: boolean };
}

/** Replaces the text from `at` to `end` by another one on the same line. */
interface Edit {
  readonly at: number;
  readonly end: number;
  readonly text: string;
}

/** @param mark what the message of the exception has, and no other text. Throws `UnreadableApex`. */
export function rewrite(given: string, tokens: readonly Token[], mark: string): RewrittenApex {
  const { returns, endsBefore } = outlineOf(tokens);
  const lines = lineStarts(given);
  const thrown = (message: string): string => `throw new ${rollbackException}('${message}')`;
  const returning = (at: number): string => {
    const { line, column } = placeOf(given, at);
    return thrown(`${mark}, return in line ${line}, column ${column}`);
  };
  // A handler for any exception would catch a return, too.
  const handlers = new Map(returns.flatMap((one) => one.handlers.map(({ start, variable }) => [start, variable])));
  const edits: Edit[] = [
    { at: 0, end: 0, text: `class ${rollbackException} extends Exception{} ` },
    ...returns.map(({ at }): Edit => ({ at, end: at + 'return'.length, text: returning(at) })),
    ...[...handlers].map(([at, name]): Edit => {
      return { at, end: at, text: ` if(${name} instanceof ${rollbackException})throw ${name};` };
    }),
  ].sort((one, other) => one.at - other.at);
  return {
    code: `${apply(given, edits)}${endsBefore ? '' : `\n${thrown(mark)};`}`,
    toGiven: (place) => placeIn({ given, lines, edits }, place),
  };
}

export function placeOf(code: string, at: number): CodePlace {
  const before = code.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function apply(given: string, edits: readonly Edit[]): string {
  let from = 0;
  const parts = edits.flatMap(({ at, end, text }) => {
    const kept = given.slice(from, at);
    from = end;
    return [kept, text];
  });
  return [...parts, given.slice(from)].join('');
}

/** The index at which each line begins. */
function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

interface Text {
  readonly given: string;
  readonly lines: readonly number[];
  readonly edits: readonly Edit[];
}

function placeIn({ given, lines, edits }: Text, { line, column }: CodePlace): ReturnType<RewrittenApex['toGiven']> {
  const start = lines[line - 1];
  if (start === undefined) return { ...placeOf(given, given.trimEnd().length), isOurs: true };
  const next = lines[line] ?? given.length + 1;
  let added = 0;
  for (const { at, end, text } of edits) {
    if (at < start || at >= next) continue;
    const from = at - start + added;
    if (column - 1 < from) break;
    // Salesforce gives most places of exceptions as the first column.
    if (column - 1 < from + text.length) return { line, column: at - start + 1, isOurs: true };
    added += text.length - (end - at);
  }
  return { line, column: column - added, isOurs: false };
}
