// SOSL in brackets, and Search.query.
import { Refusal } from '../../http/http';
import { searchRows } from '../../soql/sosl';
import { finishAtOnce } from '../../soql/steps';
import { apiVersion, bindMark, literalsOf, type Statement } from '../host/queries';
import { inBraces, runSearch, withBraces } from '../host/searches';
import type { Expr } from '../parse/tree';
import { listOf, types } from '../typeSystem/apexType';
import { toText } from '../values/text';
import { CompileError, type Body, type Code, type Run } from './code';

type SearchExpr = Expr & { readonly kind: 'sosl' };

export function search(body: Body, expr: SearchExpr, compile: (body: Body, expr: Expr) => Code): Code {
  const runs = expr.binds.map(({ value }) => compile(body, value).run);
  check(body, expr);
  const run: Run = (frame) => {
    const values = runs.map((one) => one(frame));
    if (isWords(expr, 0) && values[0] === null) {
      throw frame.tx.error('SearchException', 'search term must be longer than one character: null');
    }
    return runSearch(frame.tx, statementOf(expr, values));
  };
  return { type: listOf(listOf(types.sobject)), run };
}

/** The first bind can stand for the words. */
const isWords = ({ parts }: SearchExpr, place: number): boolean => place === 0 && /^\s*FIND\s*$/i.test(parts[0] ?? '');

function statementOf(expr: SearchExpr, values: readonly unknown[]): Statement {
  const binds = new Map<string, ReturnType<typeof literalsOf>>();
  let text = expr.parts[0] ?? '';
  values.forEach((value, i) => {
    if (isWords(expr, i)) text += inBraces(toText(value));
    else if (expr.binds[i]?.isNumber) text += toText(value ?? 0);
    else {
      text += bindMark(i);
      binds.set(bindMark(i), literalsOf(value));
    }
    text += expr.parts[i + 1] ?? '';
  });
  return { text: withBraces(text), binds };
}

/** Compiles the search once, so that its errors are errors of the code. */
function check(body: Body, expr: SearchExpr): void {
  const values = expr.binds.map(({ isNumber }, i) => (isWords(expr, i) ? 'words' : isNumber ? 1 : null));
  const { text, binds } = statementOf(expr, values);
  const options = { version: apiVersion, withDeleted: false, binds, fixedIds: new Set<string>() };
  try {
    finishAtOnce(searchRows(body.program.org, text, options));
  } catch (error) {
    if (error instanceof Refusal) throw new CompileError(expr, error.message.trim());
    throw error;
  }
}
