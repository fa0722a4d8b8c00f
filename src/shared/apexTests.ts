// Finds the tests of an Apex class in its source. It reads tokens and no grammar, so that half-written code has its
// tests, too. One pass: a class of the largest size, a million characters, takes milliseconds.

/** Both count from 0. */
export interface SourcePlace {
  readonly line: number;
  readonly character: number;
}

export interface SourceTest {
  readonly name: string;
  /** Of the name. */
  readonly start: SourcePlace;
  /** After the body. */
  readonly end: SourcePlace;
}

export interface SourceTestClass extends SourceTest {
  readonly methods: readonly SourceTest[];
}

/** Undefined for source without tests. Apex knows tests only in the outermost class of a file. */
export function findApexTests(source: string): SourceTestClass | undefined {
  // Most classes have no tests, and this is faster than reading their tokens.
  if (!/@\s*istest|\btestmethod\b/i.test(source)) return undefined;
  const tokens = createTokens(source);
  const header = readHeader(tokens);
  if (header?.name === undefined) return undefined;
  const methods = readMethods(tokens);
  if (!header.isTest && methods.length === 0) return undefined;
  return { ...header.name, end: tokens.place(), methods };
}

interface Token {
  readonly text: string;
  readonly start: SourcePlace;
}

interface Tokens {
  /** Undefined at the end. Comments and texts are left out. */
  readonly next: () => Token | undefined;
  /** After the last token. */
  readonly place: () => SourcePlace;
}

const isWordCode = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122) || code > 127;

function createTokens(source: string): Tokens {
  let at = 0;
  let line = 0;
  let lineStart = 0;
  const place = (): SourcePlace => ({ line, character: at - lineStart });
  const skipTo = (end: number): void => {
    const target = end < 0 || end > source.length ? source.length : end;
    for (let found = source.indexOf('\n', at); found >= 0 && found < target; found = source.indexOf('\n', found + 1)) {
      line += 1;
      lineStart = found + 1;
    }
    at = target;
  };
  const afterText = (text: string, from: number): number => {
    const found = source.indexOf(text, from);
    return found < 0 ? -1 : found + text.length;
  };
  const skipped = (): boolean => {
    const code = source.charCodeAt(at);
    if (code <= 32 || code === 0xfeff) skipTo(at + 1);
    else if (source.startsWith('//', at)) skipTo(source.indexOf('\n', at));
    else if (source.startsWith('/*', at)) skipTo(afterText('*/', at + 2));
    else if (source.startsWith("'''", at)) skipTo(afterText("'''", at + 3));
    else if (code === 39) skipTo(endOfText(source, at + 1));
    else return false;
    return true;
  };
  return {
    place,
    next: () => {
      while (at < source.length && skipped());
      if (at >= source.length) return undefined;
      const start = place();
      const from = at;
      do at += 1;
      while (isWordCode(source.charCodeAt(from)) && at < source.length && isWordCode(source.charCodeAt(at)));
      return { text: source.slice(from, at), start };
    },
  };
}

/** After the quote. A text ends with its line, so that a missing quote does not hide the rest of the class. */
function endOfText(source: string, from: number): number {
  for (let at = from; at < source.length; at++) {
    const character = source[at];
    if (character === '\\') at += 1;
    else if (character === "'") return at + 1;
    else if (character === '\n') return at;
  }
  return source.length;
}

interface Header {
  readonly isTest: boolean;
  /** Missing for an interface, an enum and anything else. */
  readonly name?: SourceTest;
}

/** Up to the first brace. */
function readHeader(tokens: Tokens): Header | undefined {
  let isTest = false;
  let name: SourceTest | undefined;
  for (let token = tokens.next(); token; token = tokens.next()) {
    const text = token.text.toLowerCase();
    if (text === '{') return { isTest, ...(name && { name }) };
    if (text === '@') isTest = isTestWord(tokens.next()) || isTest;
    if (text !== 'class' || name) continue;
    const named = tokens.next();
    if (named) name = { name: named.text, start: named.start, end: named.start };
  }
  return undefined;
}

const isTestWord = (token: Token | undefined): boolean => token?.text.toLowerCase() === 'istest';

/** Up to the brace that ends the class, or to the end of the source. */
function readMethods(tokens: Tokens): readonly SourceTest[] {
  const methods: SourceTest[] = [];
  let member = newMember();
  for (let token = tokens.next(); token && token.text !== '}'; token = tokens.next()) {
    if (token.text === ';') member = newMember();
    else if (token.text !== '{') readMember(member, token, tokens);
    else {
      skipBlock(tokens, '{', '}');
      const { isTest, method, hasValue } = member;
      if (isTest && method && !hasValue) methods.push({ name: method.text, start: method.start, end: tokens.place() });
      // A value such as a list ends with a semicolon.
      if (!hasValue) member = newMember();
    }
  }
  return methods;
}

interface Member {
  isTest: boolean;
  hasValue: boolean;
  last: Token | undefined;
  method: Token | undefined;
}

const newMember = (): Member => ({ isTest: false, hasValue: false, last: undefined, method: undefined });

function readMember(member: Member, token: Token, tokens: Tokens): void {
  const text = token.text.toLowerCase();
  if (text === '@') {
    // No value has an annotation, so its semicolon is missing.
    if (member.hasValue) Object.assign(member, newMember());
    if (isTestWord(tokens.next())) member.isTest = true;
    // The brackets of an annotation follow no name.
    member.last = undefined;
    return;
  }
  if (text === 'testmethod') member.isTest = true;
  else if (text === '=') member.hasValue = true;
  else if (text === '(') {
    if (member.last && !member.method) member.method = member.last;
    skipBlock(tokens, '(', ')');
  } else member.last = token;
}

function skipBlock(tokens: Tokens, open: string, close: string): void {
  for (let depth = 1, token = tokens.next(); token; token = tokens.next()) {
    if (token.text === open) depth += 1;
    else if (token.text === close) depth -= 1;
    if (depth === 0) return;
  }
}
