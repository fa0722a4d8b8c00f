// Apex as tokens, with their places. Comments are left out, and texts are one token, so neither looks like code.

export interface Token {
  readonly kind: 'word' | 'text' | 'sign';
  /** As written. */
  readonly text: string;
  /** In lower case: Apex ignores case. */
  readonly lower: string;
  /** The index of its first character in the code. */
  readonly at: number;
}

/** The code cannot be read from this character on. */
export class UnreadableApex extends Error {
  constructor(readonly at: number) {
    super(`unreadable Apex at ${at}`);
  }
}

const blank = /\s+|\/\/[^\n\r]*|\/\*[^]*?\*\//y;
const text = /'(?:\\.|[^'\\\n\r])*'/y;
/** Between three quotes. An escaped quote in it is not read: where it would end is not documented. */
const longText = /'''(?:\\[^']|[^\\])*?'''/y;
const word = /[\p{L}\p{N}_$]+/uy;

/** Throws {@link UnreadableApex}. */
export function tokensOf(code: string): readonly Token[] {
  const tokens: Token[] = [];
  const matched = (pattern: RegExp, at: number): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(code)?.[0];
  };
  for (let at = 0; at < code.length;) {
    const skipped = matched(blank, at);
    if (skipped !== undefined) {
      at += skipped.length;
      continue;
    }
    const found = nextToken(code, at, matched);
    tokens.push(found);
    at += found.text.length;
  }
  return tokens;
}

function nextToken(code: string, at: number, matched: (pattern: RegExp, at: number) => string | undefined): Token {
  const asToken = (kind: Token['kind'], found: string): Token => ({
    kind,
    text: found,
    lower: found.toLowerCase(),
    at,
  });
  const first = code.charAt(at);
  if (first === "'") {
    const whole = matched(code.startsWith("'''", at) ? longText : text, at);
    if (whole === undefined) throw new UnreadableApex(at);
    return asToken('text', whole);
  }
  if (code.startsWith('/*', at)) throw new UnreadableApex(at);
  const name = matched(word, at);
  return name === undefined ? asToken('sign', first) : asToken('word', name);
}
