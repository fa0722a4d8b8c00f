// Declarations in anonymous Apex: classes, interfaces, enums, methods and properties. A `return` in them is their own.
import type { TokenReader } from './tokenReader';

const modifiers: ReadonlySet<string> = new Set([
  ...['public', 'private', 'protected', 'global', 'static', 'virtual', 'abstract', 'final', 'override', 'transient'],
  ...['webservice', 'testmethod', 'with', 'without', 'inherited', 'sharing'],
]);

/** Words that begin a statement, so no type. */
const statementWords: ReadonlySet<string> = new Set([
  ...['if', 'else', 'for', 'while', 'do', 'try', 'catch', 'finally', 'switch', 'when', 'return', 'throw', 'break'],
  ...['continue', 'new', 'insert', 'update', 'upsert', 'delete', 'undelete', 'merge'],
]);

/** False, without skipping anything, when a statement comes next. */
export function skipDeclaration(reader: TokenReader): boolean {
  const start = afterModifiers(reader);
  const word = reader.peek(start);
  if (['class', 'interface', 'enum'].includes(word?.lower ?? '') && reader.peek(start + 1)?.kind === 'word') {
    reader.skipBody();
    return true;
  }
  const name = afterType(reader, start);
  if (name === undefined || reader.peek(name)?.kind !== 'word') return false;
  const after = reader.peek(name + 1)?.text;
  const isMember = after === '{' || (after === '(' && reader.peek(afterGroup(reader, name + 1))?.text === '{');
  if (isMember) reader.skipBody();
  return isMember;
}

function afterModifiers(reader: TokenReader): number {
  let at = 0;
  for (;;) {
    const token = reader.peek(at);
    if (token?.text === '@') at = reader.peek(at + 2)?.text === '(' ? afterGroup(reader, at + 2) : at + 2;
    else if (token && modifiers.has(token.lower)) at += 1;
    else return at;
  }
}

/** The place after `Map<Id, List<A.B>>[]`; undefined when no type is there. */
function afterType(reader: TokenReader, start: number): number | undefined {
  let at = start;
  for (;;) {
    const word = reader.peek(at);
    if (word?.kind !== 'word' || statementWords.has(word.lower)) return undefined;
    at += 1;
    if (reader.peek(at)?.text === '<') {
      const end = afterArguments(reader, at);
      if (end === undefined) return undefined;
      at = end;
    }
    if (reader.peek(at)?.text !== '.') break;
    at += 1;
  }
  while (reader.peek(at)?.text === '[' && reader.peek(at + 1)?.text === ']') at += 2;
  return at;
}

function afterArguments(reader: TokenReader, open: number): number | undefined {
  let at = open;
  do {
    const end = afterType(reader, at + 1);
    if (end === undefined) return undefined;
    at = end;
  } while (reader.peek(at)?.text === ',');
  return reader.peek(at)?.text === '>' ? at + 1 : undefined;
}

/** The place after the parenthesis that closes the one at `open`. */
function afterGroup(reader: TokenReader, open: number): number {
  let depth = 0;
  for (let at = open; ; at += 1) {
    const token = reader.peek(at);
    if (!token) return at;
    depth += token.text === '(' ? 1 : token.text === ')' ? -1 : 0;
    if (depth === 0) return at + 1;
  }
}
