// Front door of SOQL: what the tokens of a query tell, even if the query is not valid.
import { aggregateFunctions, clausesOf, type Token } from './tokens';

export { checkSoql, placeIn, type SoqlMistake } from './check';
export { columnsOf } from './columns';
export { tableColumns, toCells } from './recordTable';

/** The object in FROM, as written; empty when there is none. */
export const objectOf = (soql: string): string => clausesOf(soql).from[0]?.text ?? '';

/** `SELECT COUNT()` gives a number and no rows. */
export function isCount(soql: string): boolean {
  const [name, open, close, ...more] = clausesOf(soql).select.map(({ word }) => word);
  return name === 'COUNT' && open === '(' && close === ')' && more.length === 0;
}

const unboundedFields = new Set(['ALL', 'CUSTOM']);

/**
 * What the Bulk API does not support in the text of the query, for a message; undefined when nothing is found. Source:
 * https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/queries.htm
 */
export function notBulkable(soql: string): string | undefined {
  const { select, from } = clausesOf(soql);
  return firstFound(select, inSelect) ?? firstFound(from.slice(1), afterFrom);
}

type TokenCheck = (tokens: readonly Token[], at: number) => string | undefined;

function firstFound(tokens: readonly Token[], check: TokenCheck): string | undefined {
  for (const at of tokens.keys()) {
    const found = check(tokens, at);
    if (found !== undefined) return found;
  }
  return undefined;
}

const inSelect: TokenCheck = (tokens, at) => {
  const { word, depth } = tokens[at] as Token;
  const next = tokens[at + 1]?.word;
  if (word === '(' && next === 'SELECT') return 'child queries';
  if (depth > 0) return undefined;
  if (next === '(') return unsupportedFunction(word, tokens[at + 2]?.word ?? '');
  return word === 'TYPEOF' ? 'TYPEOF' : undefined;
};

function unsupportedFunction(name: string, parameter: string): string | undefined {
  if (name === 'FIELDS' && unboundedFields.has(parameter)) return `FIELDS(${parameter})`;
  return aggregateFunctions.has(name) ? `${name}()` : undefined;
}

const afterFrom: TokenCheck = (tokens, at) => {
  const { word, depth } = tokens[at] as Token;
  const next = tokens[at + 1]?.word ?? '';
  if (depth > 0) return undefined;
  if (word === 'GROUP' && next === 'BY') return 'GROUP BY';
  return word === 'OFFSET' && /^\d/.test(next) ? 'OFFSET' : undefined;
};
