// A regular expression that cannot run forever: the pattern of a script may backtrack without end.
import { createContext, Script } from 'node:vm';

/** Far more than any expression needs that ends. */
const maxMs = 1000;

/** Thrown when an expression has used up its time. */
export class ExpressionTimeout extends Error {}

interface Sandbox {
  run: () => RegExpExecArray | null;
}

const sandbox = createContext({ run: () => null }) as Sandbox;
const script = new Script('run()');

/** One quantifier takes time in proportion to the text, at most to its square. */
const quantifiers = /[*+}]|\{\d/g;

export class GuardedRegExp extends RegExp {
  override exec(text: string): RegExpExecArray | null {
    const isHarmless = (this.source.match(quantifiers)?.length ?? 0) < 2 || text.length < 20;
    if (isHarmless) return super.exec(text);
    sandbox.run = () => super.exec(text);
    try {
      return script.runInContext(sandbox, { timeout: maxMs }) as RegExpExecArray | null;
    } catch (error) {
      // The error is of the other context, where Error is another class.
      const isTimeout = (error as { readonly code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
      throw isTimeout ? new ExpressionTimeout('The expression takes too long.') : error;
    }
  }
}
