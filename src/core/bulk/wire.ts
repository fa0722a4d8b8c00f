// Bulk API 2.0 in Salesforce's spelling, decoded into ours. Only the keys in use. Answers differ in which keys they
// have (create lacks the counts, PATCH lacks lineEnding), so everything but id and state is optional.
import * as z from 'zod';
import { readAs } from './readAs';
import { remoteId, serverPath } from './remoteId';
import { redactText } from '../errors/redact';
import { ForeignAnswer } from '../http/client';
import { parseHttpDate } from '../http/serverTime';
import { toId18 } from '../kernel/ids';
import type { Delimiter, IngestOperation, LineEnding, RemoteState } from '../model/load';
import type { HttpResponse } from '../ports';

const jobInfo = z.lazy(() =>
  z.object({
    id: remoteId,
    state: z.enum(['Open', 'UploadComplete', 'InProgress', 'JobComplete', 'Failed', 'Aborted']),
    object: z.string().optional(),
    operation: z.string().optional(),
    externalIdFieldName: z.string().optional(),
    createdById: z.string().optional(),
    createdDate: z.string().optional(),
    columnDelimiter: z.string().optional(),
    lineEnding: z.string().optional(),
    assignmentRuleId: z.string().optional(),
    apiVersion: z.number().optional(),
    errorMessage: z.string().optional(),
    numberRecordsProcessed: z.number().optional(),
    numberRecordsFailed: z.number().optional(),
    apiActiveProcessingTime: z.number().optional(),
  }),
);

type WireJob = z.infer<typeof jobInfo>;

const listedJob = z.lazy(() =>
  z.object({
    id: remoteId,
    state: z.string(),
    object: z.string().default(''),
    operation: z.string().default(''),
    externalIdFieldName: z.string().default(''),
    createdById: z.string().default(''),
    createdDate: z.string().default(''),
  }),
);

const jobList = z.lazy(() => z.object({ nextRecordsUrl: serverPath.nullish(), records: z.array(listedJob) }));

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
  /** Milliseconds from its creation to the list, by Salesforce's clock; missing when an answer does not tell. */
  readonly ageMs?: number;
}

export const decodeJob = (value: unknown): BulkJob => toJob(readAs(jobInfo, value));

/** Throws a {@link ForeignAnswer} when it is not about the job with this id. */
export const decodeJobOf =
  (remoteId: string) =>
  (value: unknown): BulkJob =>
    toJob(readJobOf(remoteId, value));

function readJobOf(remoteId: string, value: unknown): WireJob {
  const wire = readAs(jobInfo, value);
  if (toId18(wire.id) !== toId18(remoteId)) throw new ForeignAnswer(`the answer is about the job ${wire.id}`);
  return wire;
}

function toJob(wire: WireJob): BulkJob {
  return {
    remoteId: wire.id,
    state: wire.state,
    processed: wire.numberRecordsProcessed ?? 0,
    failed: wire.numberRecordsFailed ?? 0,
    apiTimeMs: wire.apiActiveProcessingTime ?? 0,
    ...(wire.errorMessage !== undefined && { message: redactText(wire.errorMessage) }),
  };
}

/** A new job with these settings, and without a row. Settings that are missing in an answer count as equal. */
export function isUntouched(value: unknown, remoteId: string, create: CreateIngest, apiVersion: string): boolean {
  const wire = readJobOf(remoteId, value);
  const made = encodeCreate(create);
  const isEqual = (found: string | undefined, expected: string | undefined): boolean =>
    found === undefined || found.toLowerCase() === expected?.toLowerCase();
  return (
    wire.state === 'Open' &&
    (wire.numberRecordsProcessed ?? 0) === 0 &&
    isEqual(wire.columnDelimiter, made['columnDelimiter']) &&
    isEqual(wire.lineEnding, made['lineEnding']) &&
    isEqual(wire.assignmentRuleId, made['assignmentRuleId']) &&
    isEqual(wire.apiVersion?.toFixed(1), apiVersion)
  );
}

export function decodeJobList(
  value: unknown,
  { header }: Pick<HttpResponse, 'header'>,
): { readonly jobs: readonly ListedJob[]; readonly next: string | undefined } {
  const wire = readAs(jobList, value);
  const listedAt = parseHttpDate(header('date')) ?? Number.NaN;
  const jobs = wire.records.map((record) => ({
    remoteId: record.id,
    state: record.state,
    object: record.object,
    operation: record.operation,
    externalIdField: record.externalIdFieldName,
    createdById: record.createdById,
    ...ageOf(record.createdDate, listedAt),
  }));
  return { jobs, next: wire.nextRecordsUrl ?? undefined };
}

function ageOf(createdDate: string, listedAt: number): Pick<ListedJob, 'ageMs'> {
  const ageMs = listedAt - Date.parse(createdDate);
  return Number.isNaN(ageMs) ? {} : { ageMs };
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
  readonly assignmentRuleId?: string;
}

export const encodeCreate = (spec: CreateIngest): Readonly<Record<string, string>> => ({
  object: spec.object,
  operation: spec.operation,
  ...(spec.externalIdField !== undefined && { externalIdFieldName: spec.externalIdField }),
  contentType: 'CSV',
  columnDelimiter: delimiterNames[spec.delimiter],
  lineEnding: spec.lineEnding,
  ...(spec.assignmentRuleId !== undefined && { assignmentRuleId: spec.assignmentRuleId }),
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
const resultPages = z.lazy(() =>
  z.object({
    resultPages: z.array(z.object({ resultUrl: serverPath.optional(), resultLink: serverPath.optional() })),
    nextRecordsUrl: z.string().nullish(),
    nextRecordUrl: z.string().nullish(),
    done: z.boolean().optional(),
  }),
);

export interface PageList {
  /** Each from the root of the host or of the API version, as Salesforce wrote it. */
  readonly paths: readonly string[];
  /** Of the next list; undefined after the last one. */
  readonly nextLocator: string | undefined;
}

/** Throws for a list that does not say where the next one is, rather than leaving out records. */
export function decodePageList(value: unknown): PageList {
  const wire = readAs(resultPages, value);
  const paths = wire.resultPages.map(({ resultUrl, resultLink }) => z.string().parse(resultUrl ?? resultLink));
  const next = wire.nextRecordsUrl ?? wire.nextRecordUrl ?? undefined;
  const nextLocator = next === undefined ? undefined : locatorIn(next);
  if (nextLocator === undefined && (next !== undefined || wire.done === false))
    throw new TypeError('more pages are promised, but it is not said where');
  return { paths, nextLocator };
}

const locatorIn = (url: string): string | undefined =>
  new URL(url, 'https://host').searchParams.get('locator') ?? undefined;
