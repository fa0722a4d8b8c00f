// Walks over tokens, a group in brackets at a time.
import { UnreadableApex, type Token } from './tokens';

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

export class TokenReader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** Undefined after the last token. @param ahead the number of tokens to look over */
  peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#at + ahead];
  }

  /** Throws {@link UnreadableApex} after the last token. */
  next(): Token {
    const token = this.peek();
    if (!token) throw new UnreadableApex(this.#endAt());
    this.#at += 1;
    return token;
  }

  /** Throws {@link UnreadableApex} for another token. @param lower in lower case */
  take(lower: string): Token {
    const token = this.next();
    if (token.lower !== lower) throw new UnreadableApex(token.at);
    return token;
  }

  /** The tokens between an opening bracket, which comes next, and its closing one. */
  skipGroup(): readonly Token[] {
    const first = this.peek();
    if (first && closing[first.text] === undefined) throw new UnreadableApex(first.at);
    const start = this.#at;
    this.#skipBrackets();
    return this.#tokens.slice(start + 1, this.#at - 1);
  }

  /** Skips a token of an expression, or all of a group in brackets. Gives the last token that was skipped. */
  skipOne(): Token {
    const token = this.peek();
    // A statement cannot begin within an expression: before it, a semicolon is missing.
    if (token && ([')', ']', '}'].includes(token.text) || token.lower === 'return')) throw new UnreadableApex(token.at);
    if (!token || closing[token.text] === undefined) return this.next();
    for (const { lower, at } of this.skipGroup()) if (lower === 'return') throw new UnreadableApex(at);
    return this.#tokens[this.#at - 1] ?? token;
  }

  /** Skips tokens up to a body in braces, and the body with all that is in it. */
  skipBody(): void {
    while (this.peek()?.text !== '{') this.next();
    this.#skipBrackets();
  }

  skip(count: number): void {
    this.#at += count;
  }

  #skipBrackets(): void {
    const open: Token[] = [];
    do {
      const token = this.next();
      if (closing[token.text] !== undefined) open.push(token);
      else if ([')', ']', '}'].includes(token.text) && closing[open.pop()?.text ?? ''] !== token.text)
        throw new UnreadableApex(token.at);
    } while (open.length > 0);
  }

  #endAt(): number {
    const last = this.#tokens.at(-1);
    return last ? last.at + last.text.length : 0;
  }
}
