// The schemas of the events in the journal of a load.
import * as z from 'zod';
import type { RowSpan } from '../model/callRows';
import { mappingSchema } from '../mapping/mapping';
import { encodings } from '../model/encoding';
import type { CsvDialect, FailureGroup, LeftOutColumn, LoadEvent, LoadSpec, PartPlan, RetryOf } from '../model/load';
import type { Route, RouteLimits } from '../model/route';
import type { SaveOptions } from '../model/saveOptions';
import type { EventDecoders } from './jobKind';
import { at, errorData } from './journal';

/** It becomes a part of paths. */
const remoteId = z.string().regex(/^[\w-]+$/);
const part = z.int().nonnegative();
const count = z.int().nonnegative();

const dialect = {
  delimiter: z.enum([',', '\t', ';', '|', '^', '`']),
  lineEnding: z.enum(['LF', 'CRLF']),
  encoding: z.enum(encodings),
  bomBytes: count,
  sepBytes: z.exactOptional(count),
};
const wholeDialect: z.ZodType<CsvDialect> = z.lazy(() => z.object(dialect));
const partOfDialect: z.ZodType<Partial<CsvDialect>> = z.lazy(() =>
  z.object({
    delimiter: z.exactOptional(dialect.delimiter),
    lineEnding: z.exactOptional(dialect.lineEnding),
    encoding: z.exactOptional(dialect.encoding),
    bomBytes: z.exactOptional(dialect.bomBytes),
    sepBytes: dialect.sepBytes,
  }),
);

export const retryOfSchema: z.ZodType<RetryOf> = z.lazy(() =>
  z.object({
    jobId: z.string(),
    list: z.enum(['failed', 'unprocessed', 'unknown']),
    records: count,
    withoutLine: z.exactOptional(count),
    linesFile: z.exactOptional(z.string()),
    columns: z.exactOptional(z.array(z.string())),
    rowsFile: z.string(),
  }),
);

const routeLimits: z.ZodType<Partial<RouteLimits>> = z.lazy(() =>
  z.object({
    restRows: z.exactOptional(z.number()),
    collectionsRows: z.exactOptional(z.number()),
    waitRows: z.exactOptional(z.number()),
  }),
);

const save: z.ZodType<SaveOptions> = z.lazy(() =>
  z.object({
    assignmentRule: z.exactOptional(z.string()),
    duplicates: z.exactOptional(z.literal('allow')),
    duplicatesAsCurrentUser: z.exactOptional(z.boolean()),
    allOrNone: z.exactOptional(z.boolean()),
    updateOnly: z.exactOptional(z.boolean()),
    recordsPerCall: z.exactOptional(z.number()),
    serial: z.exactOptional(z.boolean()),
  }),
);

const saveOption = z.enum([
  'assignmentRule',
  'duplicates',
  'duplicatesAsCurrentUser',
  'allOrNone',
  'updateOnly',
  'recordsPerCall',
  'serial',
]);

export const loadSpec: z.ZodType<LoadSpec> = z.lazy(() =>
  z.object({
    kind: z.literal('load'),
    orgId: z.string(),
    startedBy: z.exactOptional(z.string()),
    file: z.string(),
    object: z.string(),
    operation: z.enum(['insert', 'update', 'upsert', 'delete', 'hardDelete', 'undelete']),
    externalIdField: z.exactOptional(z.string()),
    mapping: z.exactOptional(mappingSchema),
    blanks: z.exactOptional(z.enum(['ignore', 'clear'])),
    blanksOf: z.exactOptional(z.record(z.string(), z.enum(['ignore', 'clear']))),
    naCells: z.exactOptional(z.enum(['clear', 'text'])),
    save: z.exactOptional(save),
    allowReplacementCharacters: z.exactOptional(z.boolean()),
    dialect: z.exactOptional(partOfDialect),
    partBytes: z.exactOptional(z.number()),
    partRecords: z.exactOptional(z.number()),
    parallelParts: z.exactOptional(z.number()),
    firstPollSeconds: z.exactOptional(z.number()),
    retryOf: z.exactOptional(retryOfSchema),
    undeletes: z.exactOptional(z.object({ jobId: z.string(), file: z.string() })),
    api: z.exactOptional(z.enum(['auto', 'rest', 'collections', 'bulk'])),
    routeLimits: z.exactOptional(routeLimits),
  }),
);

const route: z.ZodType<Route> = z.lazy(() =>
  z.object({
    api: z.enum(['rest', 'collections', 'bulk', 'soap']),
    wait: z.boolean(),
    reason: z.object({
      code: z.enum([
        'chosen',
        'hardDelete',
        'upsertById',
        'undelete',
        'saveOption',
        'atMost',
        'moreThan',
        'lineBreaks',
        'naAsText',
      ]),
      rows: count,
      limit: z.exactOptional(z.number()),
      option: z.exactOptional(saveOption),
    }),
    calls: z.exactOptional(count),
  }),
);

const groups: z.ZodType<readonly FailureGroup[]> = z.lazy(() =>
  z.array(z.object({ code: z.string(), message: z.string(), fields: z.array(z.string()), count })),
);

const partPlan: z.ZodType<PartPlan> = z.lazy(() =>
  z.object({
    index: part,
    start: count,
    end: count,
    records: count,
    firstLine: count,
    sha256: z.string(),
    unsent: z.exactOptional(groups),
  }),
);

const remoteState = z.enum(['Open', 'UploadComplete', 'InProgress', 'JobComplete', 'Failed', 'Aborted']);

const span: z.ZodType<RowSpan> = z.lazy(() => z.object({ from: count, to: count }));

const leftOutColumn: z.ZodType<LeftOutColumn> = z.lazy(() =>
  z.object({
    column: z.string(),
    reason: z.enum(['leftOut', 'notMapped', 'onlyIds', 'resultColumn']),
  }),
);

/** Events that loads and exports have in common. */
export const remoteEvents = {
  closed: z.lazy(() => z.object({ at, part, type: z.literal('closed') })),
  processing: z.lazy(() =>
    z.object({
      at,
      part,
      type: z.literal('processing'),
      state: remoteState,
      processed: count,
      failed: count,
      apiTimeMs: z.number(),
    }),
  ),
};

export const loadEvents: EventDecoders<LoadEvent> = {
  ...remoteEvents,
  preparing: 'transient',
  uploading: 'transient',
  planned: z.lazy(() =>
    z.object({
      at,
      type: z.literal('planned'),
      sizeBytes: count,
      modifiedMs: z.number(),
      records: count,
      dialect: wholeDialect,
      columns: z.array(z.string()),
      encoding: z.exactOptional(z.enum(encodings)),
      trimmed: z.exactOptional(z.array(z.string())),
      naCells: z.exactOptional(z.object({ count, line: count, column: z.string() })),
      leftOut: z.exactOptional(z.array(leftOutColumn)),
      rewritten: z.boolean(),
      keepsLines: z.exactOptional(z.boolean()),
      addedRows: z.exactOptional(count),
      sha256: z.string(),
      parts: z.array(partPlan),
      assignmentRuleId: z.exactOptional(z.string()),
      route: z.exactOptional(route),
    }),
  ),
  partCreating: z.lazy(() => z.object({ at, part, type: z.literal('partCreating') })),
  partCreated: z.lazy(() => z.object({ at, part, type: z.literal('partCreated'), remoteId })),
  uploaded: z.lazy(() => z.object({ at, part, type: z.literal('uploaded') })),
  partAbandoned: z.lazy(() => z.object({ at, part, type: z.literal('partAbandoned'), remoteId, error: errorData })),
  orphanLeft: z.lazy(() => z.object({ at, part, type: z.literal('orphanLeft'), remoteId })),
  partFinished: z.lazy(() =>
    z.object({
      at,
      part,
      type: z.literal('partFinished'),
      state: remoteState,
      message: z.exactOptional(z.string()),
      error: z.exactOptional(errorData),
      groups,
      succeeded: count,
      failed: count,
      unprocessed: count,
      unknown: count,
    }),
  ),
  callSent: z.lazy(() => z.object({ at, part, span, type: z.literal('callSent') })),
  callRejected: z.lazy(() => z.object({ at, part, span, type: z.literal('callRejected') })),
  callUnanswered: z.lazy(() => z.object({ at, part, span, type: z.literal('callUnanswered') })),
  callAnswered: z.lazy(() =>
    z.object({
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
  ),
};
