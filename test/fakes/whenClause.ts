// Which commands VS Code offers in a menu, by the when-clauses of the manifest:
// https://code.visualstudio.com/api/references/when-clause-contexts
import { product } from '../../src/extension/manifest';
import type { MenuName } from '../../src/shared/manifest';

type Context = Readonly<Record<string, unknown>>;

const token = /\s*(&&|\|\||==|!=|=~|!|\(|\)|>|\bin\b|\/(?:[^/\\]|\\.)+\/[a-z]*|'[^']*'|[\w.-]+)/y;

function tokensOf(clause: string): readonly string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < clause.trimEnd().length) {
    const at = token.lastIndex;
    const found = token.exec(clause)?.[1];
    if (found === undefined) throw new Error(`not a when-clause, at ${at}: ${clause}`);
    tokens.push(found);
  }
  return tokens;
}

/** Evaluates what the clauses of this extension use. */
export function isTrue(clause: string, context: Context): boolean {
  const tokens = [...tokensOf(clause)];
  const either = (): boolean => {
    let value = both();
    while (tokens[0] === '||') {
      tokens.shift();
      value = both() || value;
    }
    return value;
  };
  const both = (): boolean => {
    let value = one();
    while (tokens[0] === '&&') {
      tokens.shift();
      value = one() && value;
    }
    return value;
  };
  const one = (): boolean => {
    const first = tokens.shift() ?? '';
    if (first === '!') return !one();
    if (first !== '(') return compare(context[first]);
    const value = either();
    tokens.shift();
    return value;
  };
  const compare = (value: unknown): boolean => {
    if (!['==', '!=', '=~', '>', 'in'].includes(tokens[0] ?? '')) return Boolean(value);
    const operator = tokens.shift();
    const operand = (tokens.shift() ?? '').replace(/^'|'$/g, '');
    if (operator === '=~') return toRegExp(operand).test(typeof value === 'string' ? value : '');
    if (operator === 'in') return Object.hasOwn(Object(context[operand]) as object, String(value));
    if (operator === '>') return Number(value) > Number(operand);
    return (String(value) === operand) === (operator === '==');
  };
  return either();
}

function toRegExp(literal: string): RegExp {
  const end = literal.lastIndexOf('/');
  return new RegExp(literal.slice(1, end), literal.slice(end + 1));
}

/** The commands in the menu of a row, and on the row itself, in alphabetical order. */
export const offeredOn = (view: string, words: readonly string[], context: Context = {}): readonly string[] =>
  offeredIn('view/item/context', { ...context, view, viewItem: words.join(' ') });

/** The commands in a menu, in alphabetical order. */
export function offeredIn(menu: MenuName, context: Context): readonly string[] {
  const all = product.features.flatMap(({ menus }) => menus?.[menu] ?? []);
  const offered = all.filter(({ when }) => isTrue(when, context)).map(({ command }) => command.replace('kinetic.', ''));
  return [...new Set(offered)].sort();
}
