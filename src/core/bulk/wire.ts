// Bulk API 2.0 in Salesforce's spelling, decoded into ours. Only the keys in use. Answers differ in which keys they
// have (create lacks the counts, PATCH lacks lineEnding), so everything but id and state is optional.
import * as z from 'zod';
import { redactText } from '../errors/redact';
import type { Delimiter, IngestOperation, LineEnding, RemoteState } from '../model/load';

const jobInfo = z.object({
  id: z.string(),
  state: z.enum(['Open', 'UploadComplete', 'InProgress', 'JobComplete', 'Failed', 'Aborted']),
  object: z.string().optional(),
  operation: z.string().optional(),
  externalIdFieldName: z.string().optional(),
  createdById: z.string().optional(),
  createdDate: z.string().optional(),
  errorMessage: z.string().optional(),
  numberRecordsProcessed: z.number().optional(),
  numberRecordsFailed: z.number().optional(),
  apiActiveProcessingTime: z.number().optional(),
});

const listedJob = z.object({
  id: z.string(),
  state: z.string(),
  object: z.string().default(''),
  operation: z.string().default(''),
  externalIdFieldName: z.string().default(''),
  createdById: z.string().default(''),
  createdDate: z.string().default(''),
});

const jobList = z.object({ nextRecordsUrl: z.string().nullish(), records: z.array(listedJob) });

export interface BulkJob {
  readonly remoteId: string;
  readonly state: RemoteState;
  /** Rows that Salesforce has processed, failed ones included. */
  readonly processed: number;
  readonly failed: number;
  /** Time that Salesforce's API spent on the job, in milliseconds. */
  readonly apiTimeMs: number;
  /** Why the whole job failed. */
  readonly message?: string;
}

/** What is needed of a listed job to find one whose creation was never answered. */
export interface ListedJob {
  readonly remoteId: string;
  readonly state: string;
  readonly object: string;
  readonly operation: string;
  readonly externalIdField: string;
  readonly createdById: string;
  /** Milliseconds since 1970, by Salesforce's clock. */
  readonly createdAt: number;
}

export function decodeJob(value: unknown): BulkJob {
  const wire = jobInfo.parse(value);
  return {
    remoteId: wire.id,
    state: wire.state,
    processed: wire.numberRecordsProcessed ?? 0,
    failed: wire.numberRecordsFailed ?? 0,
    apiTimeMs: wire.apiActiveProcessingTime ?? 0,
    ...(wire.errorMessage !== undefined && { message: redactText(wire.errorMessage) }),
  };
}

export function decodeJobList(value: unknown): {
  readonly jobs: readonly ListedJob[];
  readonly next: string | undefined;
} {
  const wire = jobList.parse(value);
  const jobs = wire.records.map((record) => ({
    remoteId: record.id,
    state: record.state,
    object: record.object,
    operation: record.operation,
    externalIdField: record.externalIdFieldName,
    createdById: record.createdById,
    createdAt: Date.parse(record.createdDate),
  }));
  return { jobs, next: wire.nextRecordsUrl ?? undefined };
}

const delimiterNames: Readonly<Record<Delimiter, string>> = {
  ',': 'COMMA',
  '\t': 'TAB',
  ';': 'SEMICOLON',
  '|': 'PIPE',
  '^': 'CARET',
  '`': 'BACKQUOTE',
};

export interface CreateIngest {
  readonly object: string;
  readonly operation: IngestOperation;
  readonly externalIdField?: string;
  readonly delimiter: Delimiter;
  readonly lineEnding: LineEnding;
}

export const encodeCreate = (spec: CreateIngest): Readonly<Record<string, string>> => ({
  object: spec.object,
  operation: spec.operation,
  ...(spec.externalIdField !== undefined && { externalIdFieldName: spec.externalIdField }),
  contentType: 'CSV',
  columnDelimiter: delimiterNames[spec.delimiter],
  lineEnding: spec.lineEnding,
});

export interface CreateQuery {
  readonly soql: string;
  /** Deleted and archived records, too. */
  readonly all: boolean;
}

export const encodeQuery = ({ soql, all }: CreateQuery): Readonly<Record<string, string>> => ({
  operation: all ? 'queryAll' : 'query',
  query: soql,
  contentType: 'CSV',
  columnDelimiter: delimiterNames[','],
  lineEnding: 'LF',
});

// The guide's text, its samples and Salesforce's own collection spell these keys differently.
const resultPages = z.object({
  resultPages: z.array(z.object({ resultUrl: z.string().optional(), resultLink: z.string().optional() })),
  nextRecordsUrl: z.string().nullish(),
  nextRecordUrl: z.string().nullish(),
  done: z.boolean().optional(),
});

export interface PageList {
  /** Each from the root of the host or of the API version, as Salesforce wrote it. */
  readonly paths: readonly string[];
  /** Of the next list; undefined after the last one. */
  readonly nextLocator: string | undefined;
}

/** Throws for a list that does not say where the next one is, rather than leaving out records. */
export function decodePageList(value: unknown): PageList {
  const wire = resultPages.parse(value);
  const paths = wire.resultPages.map(({ resultUrl, resultLink }) => z.string().parse(resultUrl ?? resultLink));
  const next = wire.nextRecordsUrl ?? wire.nextRecordUrl ?? undefined;
  const nextLocator = next === undefined ? undefined : locatorIn(next);
  if (nextLocator === undefined && (next !== undefined || wire.done === false))
    throw new TypeError('more pages are promised, but it is not said where');
  return { paths, nextLocator };
}

const locatorIn = (url: string): string | undefined =>
  new URL(url, 'https://host').searchParams.get('locator') ?? undefined;
