// One query job: its specification, its state, and its JSON in each response.

import { toWireMoment } from '../../data/rowCodec';
import type { RecordQuery } from '../../soql/soql';
import type { DelimiterName, LineEnding } from '../job';

export interface QueryJobSpec {
  readonly operation: 'query' | 'queryAll';
  readonly query: RecordQuery;
  readonly columnDelimiter: DelimiterName;
  readonly lineEnding: LineEnding;
  readonly apiVersion: number;
}

/** A query job has no state Open: it starts in UploadComplete. */
export type QueryJobState = 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';

export interface QueryJob {
  readonly id: string;
  readonly spec: QueryJobSpec;
  readonly createdById: string;
  readonly createdMs: number;
  changedMs: number;
  state: QueryJobState;
  errorMessage: string | undefined;
  /** The row numbers of the result in order; empty until the job is complete. */
  rows: readonly number[];
  totalMs: number;
}

/** Responses never contain the SOQL statement. */
export function queryJobJson(job: QueryJob, view: 'create' | 'patch' | 'get' | 'list'): Record<string, unknown> {
  const { spec } = job;
  const isKnown = view === 'get' || view === 'list';
  return {
    id: job.id,
    operation: spec.operation,
    object: spec.query.scope.table.def.name,
    createdById: job.createdById,
    createdDate: toWireMoment(job.createdMs),
    systemModstamp: toWireMoment(job.changedMs),
    state: job.state,
    concurrencyMode: 'Parallel',
    contentType: 'CSV',
    apiVersion: spec.apiVersion,
    ...(isKnown ? { jobType: 'V2Query' } : {}),
    ...(view === 'patch' ? {} : { lineEnding: spec.lineEnding, columnDelimiter: spec.columnDelimiter }),
    ...(view === 'get' ? progress(job) : {}),
  };
}

function progress(job: QueryJob): Record<string, unknown> {
  return {
    numberRecordsProcessed: job.rows.length,
    retries: 0,
    totalProcessingTime: job.totalMs,
    isPkChunkingSupported: false,
    ...(job.errorMessage === undefined ? {} : { errorMessage: job.errorMessage }),
  };
}
