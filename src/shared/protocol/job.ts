// What the job panel and the extension say to each other. The job is bound to the panel, so the page never names it.
import * as z from 'zod/mini';
import type { Answer, Ask, ToHost, ToPage } from './channel';

// z.int() would cost the page another kilobyte for its many number formats.
const whole = z.number().check(z.multipleOf(1));
const count = whole.check(z.nonnegative());

export const rowList = z.enum(['failed', 'succeeded', 'unprocessed']);
export type RowList = z.output<typeof rowList>;

const filter = {
  list: rowList,
  /** A number is the index of a source column. Missing: the order of the source file. */
  sort: z.exactOptional(z.object({ by: z.union([z.enum(['line', 'error']), count]), descending: z.boolean() })),
  /** Case-insensitive text that occurs somewhere in the row or its error. */
  text: z.exactOptional(z.string().check(z.maxLength(1000))),
  /** Index into the groups of the last snapshot. */
  group: z.exactOptional(count),
};
const rowFilter = z.object(filter);
export type RowFilter = z.output<typeof rowFilter>;
export type RowSort = NonNullable<RowFilter['sort']>;

const row = z.object({
  /** 1-based line of the source file; 0 when the row was not found there. */
  line: count,
  recordId: z.string(),
  /** Salesforce's status code and message; empty in the other lists. */
  code: z.string(),
  message: z.string(),
  fields: z.array(z.string()),
  values: z.array(z.string()),
});
export type Row = z.output<typeof row>;

const rowPage = z.object({
  /** Rows that pass the filter, on all pages. */
  total: count,
  /** Names of the source columns, in the order of each row's values. */
  columns: z.array(z.string()),
  rows: z.array(row),
});
export type RowPage = z.output<typeof rowPage>;

const phase = z.object({
  name: z.enum(['preparing', 'uploading', 'processing', 'downloading', 'finished']),
  state: z.enum(['waiting', 'running', 'paused', 'done', 'aborted', 'failed']),
  /** How long the phase has lasted when the snapshot was made; 0 while waiting. */
  elapsedMs: z.number(),
});
export type PhaseView = z.output<typeof phase>;

const part = z.object({
  index: count,
  remoteId: z.exactOptional(z.string()),
  /** Salesforce's own word for the state; missing until the remote job exists. */
  remoteState: z.exactOptional(z.string()),
  phase: z.enum(['waiting', 'creating', 'uploading', 'uploaded', 'processing', 'downloading', 'finished']),
  /** What Salesforce said about the remote job as a whole. */
  message: z.exactOptional(z.string()),
  records: count,
  processed: count,
  succeeded: count,
  failed: count,
  unprocessed: count,
});
export type PartView = z.output<typeof part>;

const group = z.object({ code: z.string(), message: z.string(), fields: z.array(z.string()), count });
export type GroupView = z.output<typeof group>;

const snapshot = z.object({
  /** The page remembers it as `jobId` in its state and says it nowhere else: by it the host fills a restored panel. */
  jobId: z.string(),
  org: z.object({
    label: z.string(),
    kind: z.enum(['production', 'sandbox', 'scratch', 'developer', 'practice', 'unknown']),
  }),
  object: z.string(),
  operation: z.enum(['insert', 'update', 'upsert', 'delete', 'hardDelete', 'query']),
  externalIdField: z.exactOptional(z.string()),
  /** What blank cells do to their fields; missing where there are none to do it. */
  blanks: z.exactOptional(z.enum(['ignore', 'clear'])),
  /** Of an export. */
  query: z.exactOptional(
    z.object({ soql: z.string(), format: z.enum(['csv', 'jsonl']), all: z.boolean(), isRest: z.boolean() }),
  ),
  /** Why an export had to begin at its first record again. */
  begunAnew: z.exactOptional(z.string()),
  /** Name of the source file, or of the file of an export, without its folder. */
  fileName: z.string(),
  /** Which way the rows go and why, in words; missing until they are counted. */
  route: z.exactOptional(z.string()),
  /** In order. */
  phases: z.array(phase),
  /** `records` is missing until the file was read through once. */
  totals: z.object({
    records: z.exactOptional(count),
    processed: count,
    succeeded: count,
    failed: count,
    unprocessed: count,
  }),
  bytes: z.object({ sent: count, total: z.exactOptional(count) }),
  rowsPerSecond: z.exactOptional(z.number()),
  secondsLeft: z.exactOptional(z.number()),
  /** Time that Salesforce spent in its API for this job. */
  apiTimeMs: z.exactOptional(z.number()),
  parts: z.array(part),
  groups: z.array(group),
  /** Rows that can be asked for by now. A changed number tells the page to ask anew. */
  rows: z.object({ failed: count, succeeded: count, unprocessed: count }),
  /** Rows that no attempt took yet; missing where nothing can be retried. */
  retryable: z.exactOptional(z.object({ failed: count, unprocessed: count })),
  /** Once there is a retry: the place of this job among the attempts, from 0, and what all of them came to. */
  attempts: z.exactOptional(
    z.object({
      at: count,
      of: count,
      /** Lines of rows are those of the file that a person edited: none was recognised. */
      ownLines: z.exactOptional(z.boolean()),
      totals: z.object({
        total: count,
        succeeded: count,
        failed: count,
        unprocessed: count,
        pending: count,
        /** Rows that a person took out of a retry. */
        leftOut: count,
      }),
    }),
  ),
  stopping: z.boolean(),
  /** Missing while the job runs. */
  end: z.exactOptional(z.enum(['completed', 'aborted', 'failed', 'rejected'])),
  /** Why the job broke, as a sentence; `action` is the label of the button that may help. */
  trouble: z.exactOptional(z.object({ sentence: z.string(), action: z.exactOptional(z.string()) })),
  /** Why Salesforce does not answer at the moment, as a sentence; the job goes on by itself. */
  delay: z.exactOptional(z.string()),
  /** Milliseconds since 1970. */
  createdAt: z.number(),
  changedAt: z.number(),
});
export type JobSnapshot = z.output<typeof snapshot>;

const toPage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('snapshot'), job: snapshot }),
  /** Brings a list to the front, for example after "Show failed rows" of a toast. */
  z.object({ type: z.literal('show'), list: rowList }),
]);

const toHost = z.discriminatedUnion('type', [
  /** The page listens; the host answers with a snapshot. */
  z.object({ type: z.literal('ready') }),
  /** The person wants the job stopped; the host asks for confirmation. */
  z.object({ type: z.literal('abort') }),
  z.object({ type: z.literal('openLine'), line: count }),
  z.object({ type: z.literal('openSource') }),
  z.object({ type: z.literal('revealSource') }),
  z.object({
    type: z.literal('openRecord'),
    recordId: z.string().check(z.regex(/^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$/)),
  }),
  z.object({ type: z.literal('openRemote'), part: count }),
  z.object({ type: z.literal('revealFile'), list: rowList }),
  /** All rows of the filter, in its order, to a CSV file that the host asks for. */
  z.object({ type: z.literal('exportRows'), filter: rowFilter }),
  /** All rows of the filter, with a header line, to the clipboard. */
  z.object({ type: z.literal('copyRows'), filter: rowFilter }),
  /** Rows shall be sent again; the host asks which: those that pass the filter, `rows` of them, or those selected. */
  z.object({
    type: z.literal('retryRows'),
    filter: rowFilter,
    rows: count,
    /** Places of the filter's order. */
    selected: z.object({ first: count, rows: count }),
    edit: z.boolean(),
  }),
  z.object({ type: z.literal('openAttempt'), index: count }),
  z.object({ type: z.literal('exportAttempts') }),
  z.object({ type: z.literal('copyText'), text: z.string() }),
  /** The button of {@link JobSnapshot.trouble} was pressed. */
  z.object({ type: z.literal('troubleAction') }),
]);

const rowsAsked = z.object({ ...filter, offset: count, limit: whole.check(z.minimum(1), z.maximum(1000)) });

export const jobProtocol = { toPage, toHost, requests: { rows: { ask: rowsAsked, answer: rowPage } } };
export type JobProtocol = typeof jobProtocol;
export type JobToPage = ToPage<JobProtocol>;
export type JobToHost = ToHost<JobProtocol>;
export type RowsAsked = Ask<JobProtocol, 'rows'>;
export type RowsAnswer = Answer<JobProtocol, 'rows'>;
