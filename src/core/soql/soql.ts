// Front door of SOQL: what can be said about a statement from its words alone, also of one that no parser takes.
import { aggregates } from './columns';
import { outlineOf, type Token } from './words';

export { checkSoql, placeIn, type SoqlMistake } from './check';
export { columnsOf } from './columns';
export { tableColumns, toCells } from './recordTable';

/** The object of FROM as it is written; empty when there is none. */
export const objectOf = (soql: string): string => outlineOf(soql).from[0]?.text ?? '';

/** `SELECT COUNT()` answers with a number and no rows. */
export function isCount(soql: string): boolean {
  const [name, open, close, ...more] = outlineOf(soql).select.map(({ word }) => word);
  return name === 'COUNT' && open === '(' && close === ')' && more.length === 0;
}

const unboundedFields = new Set(['ALL', 'CUSTOM']);
/** Standard fields of several parts. Custom ones cannot be told by their names; those Salesforce refuses itself. */
const compoundField = /(^|\.)((BILLING|SHIPPING|(PERSON)?MAILING|(PERSON)?OTHER|QUOTETO|ADDITIONAL)?ADDRESS)$/;

/**
 * What the Bulk API does not take in a query, in words for a sentence; undefined when nothing is known against it.
 * Source: Bulk API 2.0 guide, “Considerations for SOQL queries”.
 */
export function notBulkable(soql: string): string | undefined {
  const { select, from } = outlineOf(soql);
  return firstFound(select, inSelect) ?? firstFound(from.slice(1), behindFrom);
}

type Judge = (tokens: readonly Token[], at: number) => string | undefined;

function firstFound(tokens: readonly Token[], judge: Judge): string | undefined {
  for (const at of tokens.keys()) {
    const found = judge(tokens, at);
    if (found !== undefined) return found;
  }
  return undefined;
}

const inSelect: Judge = (tokens, at) => {
  const { text, word, depth } = tokens[at] as Token;
  const next = tokens[at + 1]?.word;
  if (word === '(' && next === 'SELECT') return 'child queries';
  if (depth > 0) return undefined;
  if (next === '(') return refusedFunction(word, tokens[at + 2]?.word ?? '');
  if (word === 'TYPEOF') return 'TYPEOF';
  return compoundField.test(word) ? `the compound field ${text}` : undefined;
};

function refusedFunction(name: string, parameter: string): string | undefined {
  if (name === 'FIELDS' && unboundedFields.has(parameter)) return `FIELDS(${parameter})`;
  return aggregates.has(name) ? `${name}()` : undefined;
}

const behindFrom: Judge = (tokens, at) => {
  const { word, depth } = tokens[at] as Token;
  const next = tokens[at + 1]?.word ?? '';
  if (depth > 0) return undefined;
  if (word === 'GROUP' && next === 'BY') return 'GROUP BY';
  return word === 'OFFSET' && /^\d/.test(next) ? 'OFFSET' : undefined;
};
