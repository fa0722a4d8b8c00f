// The outline of anonymous Apex: where its own statements return and what they catch, and whether its end is reached.
// It reads declarations and statements only. Of expressions it needs no more than where they end.
import { skipDeclaration } from './declarations';
import { TokenReader } from './tokenReader';
import { UnreadableApex, type Token } from './tokens';

/** A handler that would catch any exception. */
export interface Handler {
  /** The name of the exception in it. */
  readonly variable: string;
  /** The index after its opening brace. */
  readonly start: number;
}

/** A `return;` of the code itself, not of a method in it. */
export interface Return {
  /** The index of the word. */
  readonly at: number;
  /** Of all try blocks around it, the innermost first. */
  readonly handlers: readonly Handler[];
}

export interface Outline {
  readonly returns: readonly Return[];
  /** Each path ends with a return or an exception, so that Salesforce would refuse a statement after it. */
  readonly endsBefore: boolean;
}

interface OpenReturn {
  readonly at: number;
  readonly tries: readonly Handler[][];
}

/** Throws {@link UnreadableApex} for code whose statements cannot be told apart. */
export function outlineOf(tokens: readonly Token[]): Outline {
  const reader = new StatementReader(tokens);
  const endsBefore = reader.readAll();
  const returns = reader.returns.map(({ at, tries }) => ({ at, handlers: tries.flat() }));
  return { returns, endsBefore };
}

/** Each method reads one statement, and says whether it always ends with a return or an exception. */
class StatementReader extends TokenReader {
  readonly returns: OpenReturn[] = [];
  /** The handlers of the try blocks around the current statement, the innermost first. */
  #tries: readonly Handler[][] = [];

  readAll(): boolean {
    let ends = false;
    while (this.peek()) {
      if (skipDeclaration(this)) continue;
      ends = this.#statement();
    }
    return ends;
  }

  #block(): boolean {
    this.take('{');
    let ends = false;
    while (this.peek()?.text !== '}') ends = this.#statement();
    this.take('}');
    return ends;
  }

  #statement(): boolean {
    const first = this.peek();
    if (first?.text === '{') return this.#block();
    switch (first?.lower) {
      case 'if':
        return this.#if();
      case 'for':
      case 'while':
        this.next();
        this.skipGroup();
        this.#statement();
        return false;
      case 'do':
        return this.#do();
      case 'try':
        return this.#try();
      case 'switch':
        return this.peek(1)?.lower === 'on' ? this.#switch() : this.#plain();
      case 'return':
        return this.#return();
      case 'throw':
        this.#plain();
        return true;
      case 'else':
      case 'catch':
      case 'finally':
        throw new UnreadableApex(first.at);
      default:
        return this.#plain();
    }
  }

  #if(): boolean {
    this.take('if');
    this.skipGroup();
    const ends = this.#statement();
    if (this.peek()?.lower !== 'else') return false;
    this.next();
    return this.#statement() && ends;
  }

  /** A loop may be left by a `break`, so its end counts as reached. */
  #do(): boolean {
    this.take('do');
    this.#statement();
    this.take('while');
    this.skipGroup();
    this.take(';');
    return false;
  }

  #try(): boolean {
    this.take('try');
    const handlers: Handler[] = [];
    const around = this.#tries;
    this.#tries = [handlers, ...around];
    let ends = this.#block();
    this.#tries = around;
    while (this.peek()?.lower === 'catch') ends = this.#catch(handlers) && ends;
    if (this.peek()?.lower !== 'finally') return ends;
    this.next();
    return this.#block() || ends;
  }

  #catch(handlers: Handler[]): boolean {
    this.take('catch');
    const words = this.skipGroup().filter(({ kind, lower }) => kind === 'word' && lower !== 'final');
    const variable = words.at(-1)?.text ?? '';
    const type = words.slice(0, -1).map(({ lower }) => lower);
    const brace = this.peek();
    if (brace && ['exception', 'system.exception'].includes(type.join('.')))
      handlers.push({ variable, start: brace.at + 1 });
    return this.#block();
  }

  #switch(): boolean {
    while (this.peek()?.text !== '{') this.skipOne();
    this.take('{');
    let endsAll = true;
    let hasElse = false;
    while (this.peek()?.text !== '}') {
      this.take('when');
      hasElse ||= this.peek()?.lower === 'else';
      while (this.peek()?.text !== '{') this.skipOne();
      endsAll = this.#block() && endsAll;
    }
    this.take('}');
    return endsAll && hasElse;
  }

  #return(): boolean {
    const { at } = this.take('return');
    const after = this.peek();
    if (after?.text !== ';') throw new UnreadableApex(at);
    this.next();
    this.returns.push({ at, tries: this.#tries });
    return true;
  }

  /** A declaration of variables, a call, an assignment, DML, or a call with a block: `System.runAs(user) {`. */
  #plain(): boolean {
    let before: Token | undefined;
    for (;;) {
      const token = this.peek();
      if (token?.text === ';') {
        this.next();
        return false;
      }
      if (token?.text === '{' && before?.text === ')') {
        this.#block();
        return false;
      }
      before = this.skipOne();
    }
  }
}
