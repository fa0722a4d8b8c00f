// Runs SOSL for Apex: a list of records for each object of RETURNING.
// See https://developer.salesforce.com/docs/atlas.en-us.apexcode.meta/apexcode/apex_testing_SOSL.htm
import { Refusal } from '../../http/http';
import { searchRows, type FoundRows } from '../../soql/sosl';
import { finishAtOnce } from '../../soql/steps';
import type { Transaction } from '../run/transaction';
import { listOf, sobjectOf, types } from '../typeSystem/apexType';
import { ApexList } from '../values/collections';
import { apiVersion, recordsOf, type Statement } from './queries';

/** The words between braces, as SOSL over REST has them. */
export const inBraces = (words: string): string => `{${words.replaceAll('}', '\\}')}}`;

/** Apex has the words in quotes; over REST they are in braces. */
export const withBraces = (text: string): string =>
  text.replace(/^(\s*FIND\s*)'((?:\\[\s\S]|[^'\\])*)'/i, (_, find: string, words: string) =>
    [find, inBraces(words.replaceAll("\\'", "'"))].join(''),
  );

/** A test finds nothing but the records of Test.setFixedSearchResults. */
export function runSearch(tx: Transaction, { text, binds }: Statement): ApexList {
  tx.count('searches');
  const line = tx.place?.line ?? 1;
  tx.log.event('DB', 'INFO', 'SOSL_EXECUTE_BEGIN', `[${line}]|${text.replace(/\s+/g, ' ').trim()}`);
  const found = collect(tx, { text, binds });
  const rows = found.reduce((sum, one) => sum + one.rows.length, 0);
  tx.work(rows);
  tx.log.event('DB', 'INFO', 'SOSL_EXECUTE_END', `[${line}]|Rows:${rows}`);
  const lists = found.map(
    ({ query: { scope, selection }, rows: hits }) =>
      new ApexList(sobjectOf(scope.table.def), recordsOf(tx, selection, hits)),
  );
  return new ApexList(listOf(types.sobject), lists);
}

function collect(tx: Transaction, { text, binds }: Statement): FoundRows[] {
  const { test } = tx;
  const fixedIds = test && new Set(test.fixedSearchResults);
  const options = { version: apiVersion, withDeleted: false, binds, firstRowOf: test?.firstRowOf, fixedIds };
  try {
    return finishAtOnce(searchRows(tx.org, text, options));
  } catch (error) {
    if (error instanceof Refusal) throw tx.error('SearchException', error.message);
    throw error;
  }
}
