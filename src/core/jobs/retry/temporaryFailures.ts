// Which failures of rows are likely to be gone at the next try, although nobody changes the rows.
import type { FailureGroup } from '../../model/load';

/** Status codes of facts 4.7 and of the API's list, each with what passes. */
const temporaryCodes: ReadonlySet<string> = new Set([
  // Somebody else was saving the record, or one that it belongs to.
  'UNABLE_TO_LOCK_ROW',
  // Salesforce could not look at its own security policies in time.
  'TXN_SECURITY_METERING_ERROR',
  // The transaction took too long beside the others that ran then.
  'REQUEST_RUNNING_TOO_LONG',
  'QUERY_TIMEOUT',
  // Salesforce itself was busy.
  'SERVER_UNAVAILABLE',
]);

/** Triggers and flows wrap what stopped them in errors of their own. */
const wrapped = /\bUNABLE_TO_LOCK_ROW\b|unable to obtain exclusive access/;

export const isTemporaryFailure = ({ code, message }: Pick<FailureGroup, 'code' | 'message'>): boolean =>
  temporaryCodes.has(code) || wrapped.test(message);

/** One transaction of Salesforce's. */
const leastRecords = 200;
/** Salesforce works through so many records of a job one after the other; more would run beside themselves. */
const mostRecords = 10_000;
/** Each part is a job at Salesforce and costs calls. */
const mostParts = 50;

/** Rows that lock each other go in small parts one at a time, so that no two transactions of ours meet. */
export const serialParts = (records: number): { readonly partRecords: number; readonly parallelParts: number } => ({
  partRecords: Math.min(mostRecords, Math.max(leastRecords, Math.ceil(records / mostParts))),
  parallelParts: 1,
});
