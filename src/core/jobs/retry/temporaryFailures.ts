// Knows the failures that may not occur at the next attempt although the rows are unchanged.
import type { FailureGroup } from '../../model/load';

/**
 * Status codes, each with why it is temporary:
 * https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_concepts_core_data_objects.htm
 */
const temporaryCodes: ReadonlySet<string> = new Set([
  // Another transaction was saving the record, or its parent.
  'UNABLE_TO_LOCK_ROW',
  // Salesforce could not evaluate its transaction security policies in time.
  'TXN_SECURITY_METERING_ERROR',
  // The transaction took too long because of others that ran at the same time.
  'REQUEST_RUNNING_TOO_LONG',
  'QUERY_TIMEOUT',
  // Salesforce itself was busy.
  'SERVER_UNAVAILABLE',
]);

/** Triggers and flows wrap such an error in their own. */
const wrapped = /\bUNABLE_TO_LOCK_ROW\b|unable to obtain exclusive access/;

export const isTemporaryFailure = ({ code, message }: Pick<FailureGroup, 'code' | 'message'>): boolean =>
  temporaryCodes.has(code) || wrapped.test(message);

/** Salesforce saves so many records in one transaction. */
const minRecords = 200;
/** Salesforce processes a job in chunks of so many records; several chunks run in parallel. */
const maxRecords = 10_000;
/** Each part is a job at Salesforce and needs several API calls. */
const maxParts = 50;

/** Small parts, one at a time: then no two of our own transactions lock the same record. */
export const serialParts = (records: number): { readonly partRecords: number; readonly parallelParts: number } => ({
  partRecords: Math.min(maxRecords, Math.max(minRecords, Math.ceil(records / maxParts))),
  parallelParts: 1,
});
