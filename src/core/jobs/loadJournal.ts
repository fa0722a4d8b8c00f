// The schemas of the events in the journal of a load.
import * as z from 'zod';
import type { RowSpan } from '../model/callRows';
import type { CsvDialect, FailureGroup, LoadEvent, LoadSpec, PartPlan, RetryOf } from '../model/load';
import type { Route, RouteLimits } from '../model/route';
import type { EventDecoders } from './jobKind';
import { errorData } from './journal';

const at = z.number();
const part = z.int();
const count = z.int();

const dialect = {
  delimiter: z.enum([',', '\t', ';', '|', '^', '`']),
  lineEnding: z.enum(['LF', 'CRLF']),
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']),
  bomBytes: z.int(),
};
const wholeDialect: z.ZodType<CsvDialect> = z.object(dialect);
const partOfDialect: z.ZodType<Partial<CsvDialect>> = z.object({
  delimiter: z.exactOptional(dialect.delimiter),
  lineEnding: z.exactOptional(dialect.lineEnding),
  encoding: z.exactOptional(dialect.encoding),
  bomBytes: z.exactOptional(dialect.bomBytes),
});

const retryOf: z.ZodType<RetryOf> = z.object({
  jobId: z.string(),
  list: z.enum(['failed', 'unprocessed']),
  records: count,
  withoutLine: z.exactOptional(count),
  rowsFile: z.string(),
});

const routeLimits: z.ZodType<Partial<RouteLimits>> = z.object({
  restRows: z.exactOptional(z.number()),
  collectionsRows: z.exactOptional(z.number()),
  waitRows: z.exactOptional(z.number()),
});

export const loadSpec: z.ZodType<LoadSpec> = z.object({
  kind: z.literal('load'),
  orgId: z.string(),
  startedBy: z.exactOptional(z.string()),
  file: z.string(),
  object: z.string(),
  operation: z.enum(['insert', 'update', 'upsert', 'delete', 'hardDelete']),
  externalIdField: z.exactOptional(z.string()),
  mapping: z.exactOptional(z.record(z.string(), z.string())),
  blanks: z.exactOptional(z.enum(['ignore', 'clear'])),
  dialect: z.exactOptional(partOfDialect),
  partBytes: z.exactOptional(z.number()),
  partRecords: z.exactOptional(z.number()),
  parallelParts: z.exactOptional(z.number()),
  retryOf: z.exactOptional(retryOf),
  api: z.exactOptional(z.enum(['auto', 'rest', 'collections', 'bulk'])),
  routeLimits: z.exactOptional(routeLimits),
});

const route: z.ZodType<Route> = z.object({
  api: z.enum(['rest', 'collections', 'bulk']),
  wait: z.boolean(),
  reason: z.object({
    code: z.enum(['chosen', 'hardDelete', 'upsertById', 'atMost', 'moreThan']),
    rows: count,
    limit: z.exactOptional(z.number()),
  }),
  calls: z.exactOptional(count),
});

const partPlan: z.ZodType<PartPlan> = z.object({
  index: part,
  start: count,
  end: count,
  records: count,
  firstLine: count,
});

const remoteState = z.enum(['Open', 'UploadComplete', 'InProgress', 'JobComplete', 'Failed', 'Aborted']);

const groups: z.ZodType<readonly FailureGroup[]> = z.array(
  z.object({ code: z.string(), message: z.string(), fields: z.array(z.string()), count }),
);

const span: z.ZodType<RowSpan> = z.object({ from: count, to: count });

/** Events that loads and exports have in common. */
export const remoteEvents = {
  closed: z.object({ at, part, type: z.literal('closed') }),
  processing: z.object({
    at,
    part,
    type: z.literal('processing'),
    state: remoteState,
    processed: count,
    failed: count,
    apiTimeMs: z.number(),
  }),
};

export const loadEvents: EventDecoders<LoadEvent> = {
  ...remoteEvents,
  preparing: 'transient',
  uploading: 'transient',
  planned: z.object({
    at,
    type: z.literal('planned'),
    sizeBytes: count,
    modifiedMs: z.number(),
    records: count,
    dialect: wholeDialect,
    columns: z.array(z.string()),
    rewritten: z.boolean(),
    keepsLines: z.exactOptional(z.boolean()),
    addedRows: z.exactOptional(count),
    sha256: z.exactOptional(z.string()),
    parts: z.array(partPlan),
    route: z.exactOptional(route),
  }),
  partCreating: z.object({ at, part, type: z.literal('partCreating') }),
  partCreated: z.object({ at, part, type: z.literal('partCreated'), remoteId: z.string() }),
  uploaded: z.object({ at, part, type: z.literal('uploaded') }),
  partAbandoned: z.object({ at, part, type: z.literal('partAbandoned'), remoteId: z.string(), error: errorData }),
  partFinished: z.object({
    at,
    part,
    type: z.literal('partFinished'),
    state: remoteState,
    message: z.exactOptional(z.string()),
    groups,
    succeeded: count,
    failed: count,
    unprocessed: count,
  }),
  callSent: z.object({ at, part, span, type: z.literal('callSent') }),
  callRejected: z.object({ at, part, span, type: z.literal('callRejected') }),
  callUnanswered: z.object({ at, part, span, type: z.literal('callUnanswered') }),
  callAnswered: z.object({
    at,
    part,
    span,
    type: z.literal('callAnswered'),
    outcomes: z.array(
      z.object({
        id: z.exactOptional(z.string()),
        created: z.exactOptional(z.boolean()),
        error: z.exactOptional(z.string()),
      }),
    ),
  }),
};
