// Words the errors of the parser as Salesforce does.
import { ApexErrorListener } from '@apexdevtools/apex-parser';
import type { Problem } from './tree';

/** Keeps the first error: later ones are often only its consequences. */
export class FirstError extends ApexErrorListener {
  problem: Problem | undefined;

  override apexSyntaxError(line: number, column: number, message: string): void {
    const found: Problem = { line, column: column + 1, message: worded(message) };
    // The parser reports "no viable alternative" first, and then what it expected at the same place.
    const isSame = this.problem?.line === found.line && this.problem.column === found.column;
    if (this.problem === undefined || (isSame && /^Unexpected syntax/.test(this.problem.message))) this.problem = found;
  }
}

function worded(message: string): string {
  const missing = /^missing ('[^']*'|\w+) at (?:'([\s\S]*)')$/.exec(message);
  if (missing) return `Missing ${shown(missing[1] ?? '')} at '${missing[2] ?? ''}'`;
  const extra = /^extraneous input '([\s\S]*?)' expecting (.*)$/.exec(message);
  if (extra) return extra[1] === '<EOF>' ? 'Unexpected token <EOF>' : `Unexpected token '${extra[1] ?? ''}'.`;
  const mismatched = /^mismatched input '([\s\S]*?)' expecting (.*)$/.exec(message);
  if (mismatched) return `Unexpected token '${mismatched[1] ?? ''}'.`;
  const lexed = /^token recognition error at: '([\s\S]*)'$/.exec(message);
  if (lexed) return `Illegal string literal or character: ${lexed[1] ?? ''}`;
  const stuck = /^no viable alternative at input '([\s\S]*)'$/.exec(message);
  if (stuck) return `Unexpected syntax: '${lastWordOf(stuck[1] ?? '')}'`;
  return message;
}

const shown = (token: string): string => (token === 'Identifier' ? 'an identifier' : token);

const lastWordOf = (text: string): string => /\S+$/.exec(text.trim())?.[0] ?? text;
