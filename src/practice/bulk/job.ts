// One ingest job: its specification, its state, and its JSON in each response.
import { toWireMoment } from '../data/rowCodec';
import type { FieldDef, SObjectDef } from '../data/schema';
import type { Body } from './body';
import type { ChunkResult } from './chunkResult';
import type { Layout } from './scan';

export const operations = ['insert', 'update', 'upsert', 'delete', 'hardDelete'] as const;
export type Operation = (typeof operations)[number];

export const delimiters = { COMMA: ',', BACKQUOTE: '`', CARET: '^', PIPE: '|', SEMICOLON: ';', TAB: '\t' } as const;
export type DelimiterName = keyof typeof delimiters;
export const lineEndings = { LF: '\n', CRLF: '\r\n' } as const;
export type LineEnding = keyof typeof lineEndings;

export type JobState = 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';

/** The name of a state in error messages. */
export const stateInMessages: Readonly<Record<JobState, string>> = {
  Open: 'Open',
  UploadComplete: 'Closed',
  InProgress: 'Closed',
  JobComplete: 'Completed',
  Failed: 'Failed',
  Aborted: 'Aborted',
};

export interface JobSpec {
  readonly def: SObjectDef;
  readonly operation: Operation;
  readonly keyField: FieldDef | undefined;
  readonly columnDelimiter: DelimiterName;
  readonly lineEnding: LineEnding;
  readonly assignmentRuleId: string | undefined;
  readonly apiVersion: number;
}

export interface IngestJob {
  readonly id: string;
  readonly spec: JobSpec;
  readonly createdById: string;
  readonly createdMs: number;
  changedMs: number;
  state: JobState;
  errorMessage: string | undefined;
  body: Body | undefined;
  /** Set after the body was scanned. */
  layout: Layout | undefined;
  /** By chunk, in the order of the body; missing for chunks that were not started. */
  readonly results: ChunkResult[];
  processed: number;
  failed: number;
  totalMs: number;
  activeMs: number;
}

export type JobView = 'create' | 'patch' | 'get' | 'list';

export function jobJson(job: IngestJob, view: JobView): Record<string, unknown> {
  const { spec } = job;
  const showsFormat = view !== 'patch';
  const isKnown = view === 'get' || view === 'list';
  const showsUrl = view === 'create' || (isKnown && job.state === 'Open');
  return {
    id: job.id,
    operation: spec.operation,
    object: spec.def.name,
    createdById: job.createdById,
    createdDate: toWireMoment(job.createdMs),
    systemModstamp: toWireMoment(job.changedMs),
    state: job.state,
    ...(spec.keyField === undefined ? {} : { externalIdFieldName: spec.keyField.name }),
    concurrencyMode: 'Parallel',
    contentType: 'CSV',
    apiVersion: spec.apiVersion,
    ...(spec.assignmentRuleId === undefined || view === 'list' ? {} : { assignmentRuleId: spec.assignmentRuleId }),
    ...(showsUrl ? { contentUrl: `services/data/v${spec.apiVersion}.0/jobs/ingest/${job.id}/batches` } : {}),
    ...(showsFormat ? { lineEnding: spec.lineEnding, columnDelimiter: spec.columnDelimiter } : {}),
    ...(isKnown ? { jobType: 'V2Ingest' } : {}),
    ...(view === 'get' ? progress(job) : {}),
  };
}

function progress(job: IngestJob): Record<string, unknown> {
  return {
    numberRecordsProcessed: job.processed,
    numberRecordsFailed: job.failed,
    retries: 0,
    totalProcessingTime: job.totalMs,
    apiActiveProcessingTime: job.activeMs,
    apexProcessingTime: 0,
    isPkChunkingSupported: false,
    ...(job.errorMessage === undefined ? {} : { errorMessage: job.errorMessage }),
  };
}
