// The columns of a query, under the names that REST uses for their values.
import { aggregateFunctions, clausesOf, type Token } from './tokens';

/** `fields`: all fields of this FIELDS() function. */
export type Column = { readonly name: string } | { readonly fields: 'ALL' | 'STANDARD' | 'CUSTOM' };

/** Functions that change the format of a value but not its name. */
const formatFunctions = new Set(['TOLABEL', 'FORMAT', 'CONVERTCURRENCY', 'CONVERTTIMEZONE']);

/** In the order of the select list. */
export function columnsOf(soql: string): readonly Column[] {
  const { select, from } = clausesOf(soql);
  const isGrouped =
    from.some(({ word, depth }) => word === 'GROUP' && depth === 0) ||
    select.some(({ word, depth }, at) => aggregateFunctions.has(word) && depth === 0 && select[at + 1]?.word === '(');
  const own = new Set([from[0]?.word ?? '', aliasOf(from)].filter(Boolean));
  let unnamed = 0;
  return itemsOf(select).map((item) => {
    const [first, second] = item as [Token, Token?];
    if (first.word === '(') return { name: childrenOf(item) };
    if (first.word === 'TYPEOF') return { name: second?.text ?? '' };
    if (second?.word === '(') return ofFunction(item, isGrouped, () => `expr${unnamed++}`);
    if (second) return { name: second.text };
    return { name: pathOf(first.text, own, isGrouped) };
  });
}

/** The items between the commas outside of parentheses and outside of TYPEOF … END. */
function itemsOf(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const items: Token[][] = [[]];
  for (const token of tokens) {
    const item = items.at(-1) ?? [];
    const isInTypeof = item[0]?.word === 'TYPEOF' && item.at(-1)?.word !== 'END';
    if (token.word === ',' && token.depth === 0 && !isInTypeof) items.push([]);
    else item.push(token);
  }
  return items.filter((item) => item.length > 0);
}

function childrenOf(item: readonly Token[]): string {
  const at = item.findIndex(({ word, depth }) => word === 'FROM' && depth === 1);
  return (item[at + 1]?.text ?? '').split('.').at(-1) ?? '';
}

function ofFunction(item: readonly Token[], isGrouped: boolean, unnamed: () => string): Column {
  const [name, , parameter] = item as [Token, Token, Token];
  const last = item.at(-1) as Token;
  if (name.word === 'FIELDS') return { fields: parameter.word as 'ALL' };
  if (last.word !== ')') return { name: last.text };
  return { name: formatFunctions.has(name.word) && !isGrouped ? formatted(item) : unnamed() };
}

/** `FORMAT(convertCurrency(Amount))` is named like its field. */
const formatted = (item: readonly Token[]): string =>
  item.find(({ word }) => word !== '(' && !formatFunctions.has(word))?.text ?? '';

/** Grouped records have fields without parents. The query's own object is not part of a path either. */
function pathOf(text: string, own: ReadonlySet<string>, isGrouped: boolean): string {
  const parts = text.split('.');
  if (isGrouped) return parts.at(-1) ?? '';
  return parts.length > 1 && own.has((parts[0] ?? '').toUpperCase()) ? parts.slice(1).join('.') : text;
}

const clauses = new Set([
  'WHERE',
  'USING',
  'WITH',
  'GROUP',
  'HAVING',
  'ORDER',
  'LIMIT',
  'OFFSET',
  'FOR',
  'UPDATE',
  ',',
]);

/** `FROM Account a`, `FROM Account AS a`; empty without one. */
function aliasOf(from: readonly Token[]): string {
  const [, second, third] = from;
  const alias = second?.word === 'AS' ? third : second;
  return alias && !clauses.has(alias.word) ? alias.word : '';
}
