// What the job panel and the extension send to each other. The panel is bound to one job, so the page never names it.
import * as z from 'zod/mini';
import type { ToHost, ToPage } from './channel';
import { codePlacePattern } from './codePlace';
import { count, tableProtocol } from './table';

export const rowList = z.enum(['failed', 'succeeded', 'unprocessed', 'unknown']);
export type RowList = z.output<typeof rowList>;

/** `group` is an index into the groups of the last snapshot. */
const rowFilter = z.object({
  list: rowList,
  group: z.exactOptional(count),
  /** The rows have the column `retry`. */
  withRetry: z.exactOptional(z.boolean()),
});
export type RowFilter = z.output<typeof rowFilter>;

/**
 * The columns of a job's rows: what Salesforce said about them, then `source:0`, `source:1` … of the source file.
 * `line` is a number, empty for a row that is in no file, and `+7` for line 7 of a retry file where the row was added.
 * `retry` is the later attempt that took the row: its index among the attempts, `removed` or `unreadable` for one that
 * is not among them, empty for a row that none took. `place` is where the code of the org failed, as `codePlace.ts`
 * writes it; the column is there if code failed at least one row.
 */
export type RowColumn = 'line' | 'retry' | 'recordId' | 'code' | 'message' | 'place' | 'fields' | `source:${number}`;

const rows = tableProtocol(rowFilter);
export type RowQuery = z.output<typeof rows.query>;

const phase = z.object({
  name: z.enum(['preparing', 'uploading', 'processing', 'downloading', 'finished']),
  state: z.enum(['waiting', 'running', 'interrupted', 'done', 'aborted', 'failed']),
  /** How long the phase had lasted when the snapshot was made; 0 while waiting. */
  elapsedMs: z.number(),
});
export type PhaseView = z.output<typeof phase>;

const part = z.object({
  index: count,
  remoteId: z.exactOptional(z.string()),
  /** As Salesforce names it; missing until the job exists there. */
  remoteState: z.exactOptional(z.string()),
  phase: z.enum(['waiting', 'creating', 'uploading', 'uploaded', 'processing', 'downloading', 'finished']),
  /** What Salesforce said about the remote job as a whole. */
  message: z.exactOptional(z.string()),
  records: count,
  processed: count,
  succeeded: count,
  failed: count,
  unprocessed: count,
  unknown: count,
});
export type PartView = z.output<typeof part>;

const group = z.object({
  code: z.string(),
  message: z.string(),
  fields: z.array(z.string()),
  /** Of an error of the org's code: the exception without its stack, and where it was thrown. */
  reason: z.exactOptional(z.string()),
  place: z.exactOptional(z.string()),
  count,
  /** Rows that no later attempt took; missing when it took none, or when it is not known which. */
  left: z.exactOptional(count),
});
export type GroupView = z.output<typeof group>;

const orphan = z.object({ remoteId: z.string(), sentence: z.string() });
export type OrphanView = z.output<typeof orphan>;

const snapshot = z.object({
  /** The page stores it as `jobId` with its state and sends it nowhere: the host fills a restored panel by it. */
  jobId: z.string(),
  org: z.object({
    label: z.string(),
    kind: z.enum(['production', 'sandbox', 'scratch', 'developer', 'practice', 'unknown']),
  }),
  /** The kind of job, which chooses how the page shows it. */
  kind: z.enum(['load', 'export']),
  object: z.string(),
  operation: z.enum(['insert', 'update', 'upsert', 'delete', 'hardDelete', 'undelete', 'query']),
  externalIdField: z.exactOptional(z.string()),
  /** What blank cells do to their fields; missing where only ids are sent. */
  blanks: z.exactOptional(z.enum(['ignore', 'clear'])),
  /** How the source file was read and which of its columns are not sent, each in words. */
  notes: z.exactOptional(z.array(z.string())),
  /** Of an export. */
  query: z.exactOptional(
    z.object({ soql: z.string(), format: z.enum(['csv', 'jsonl']), all: z.boolean(), isRest: z.boolean() }),
  ),
  /** Why an export had to start again at its first record, as a sentence. */
  restarted: z.exactOptional(z.string()),
  /** Name of the source file, or of the file of an export, without its folder. */
  fileName: z.string(),
  /** Which API loads the rows and why, as a phrase; missing until the rows are counted. */
  route: z.exactOptional(z.string()),
  /** In order. */
  phases: z.array(phase),
  /** `records` is missing until the file has been read once. */
  totals: z.object({
    records: z.exactOptional(count),
    processed: count,
    succeeded: count,
    failed: count,
    unprocessed: count,
    unknown: count,
  }),
  bytes: z.object({ sent: count, total: z.exactOptional(count) }),
  /** Rows that Salesforce had processed at times while bulk jobs ran, oldest first; missing without any. */
  processedOverTime: z.exactOptional(
    z.array(z.object({ at: z.number(), processed: count, endsPart: z.exactOptional(z.literal(true)) })),
  ),
  rowsPerSecond: z.exactOptional(z.number()),
  secondsLeft: z.exactOptional(z.number()),
  /** Time that Salesforce spent in its API for this job. */
  apiTimeMs: z.exactOptional(z.number()),
  /** API calls that sent rows; missing for bulk jobs. */
  calls: z.exactOptional(count),
  /** All API calls of the job, polls and repeated calls included; missing where they were not counted. */
  apiCalls: z.exactOptional(count),
  parts: z.array(part),
  /** Bulk jobs that a create call without an answer may have left in Salesforce, each with what to do about it. */
  orphans: z.exactOptional(z.array(orphan)),
  groups: z.array(group),
  /** Rows that can be read so far; the version of each list. */
  rows: z.object({ failed: count, succeeded: count, unprocessed: count, unknown: count }),
  /** Its records are in the Recycle Bin: they were deleted, and not undeleted since. */
  isUndeletable: z.exactOptional(z.boolean()),
  /** Rows that no later attempt has loaded; missing where nothing can be retried. */
  retryable: z.exactOptional(z.object({ failed: count, unprocessed: count, unknown: count })),
  /** Rows that later attempts took; missing when they took none. */
  retried: z.exactOptional(
    z.object({
      failed: count,
      unprocessed: count,
      unknown: count,
      /** Which attempts took them, as in the column `retry`. */
      attempts: z.array(z.string()),
    }),
  ),
  /** Once there is a retry: the index of this job among the attempts, and the result of all of them. */
  attempts: z.exactOptional(
    z.object({
      at: count,
      of: count,
      /** Line numbers refer to the edited retry file, because no row of the first file was recognized in it. */
      ownLines: z.exactOptional(z.boolean()),
      totals: z.object({
        total: count,
        succeeded: count,
        failed: count,
        unprocessed: count,
        unknown: count,
        pending: count,
        /** Rows removed from a retry file by hand. */
        leftOut: count,
      }),
    }),
  ),
  aborting: z.boolean(),
  /** Missing while the job runs. */
  outcome: z.exactOptional(z.enum(['completed', 'aborted', 'failed', 'rejected'])),
  /** Why the job failed, as a sentence; `action` is the label of the button that may help. */
  error: z.exactOptional(
    z.object({
      sentence: z.string(),
      action: z.exactOptional(z.string()),
      /** Each place in the file that has the error, the first hundred of them; missing for one place. */
      places: z.exactOptional(z.array(z.string())),
    }),
  ),
  /** Why Salesforce does not answer at the moment, as a sentence; the job continues by itself. */
  delay: z.exactOptional(z.string()),
  /** Milliseconds since 1970. */
  createdAt: z.number(),
  changedAt: z.number(),
});
export type JobSnapshot = z.output<typeof snapshot>;

/** What the menu of the rows offers, about the selected cells or rows. */
export const rowAct = z.enum(['copyCells', 'copyRows', 'retryRows']);
export type RowAct = z.output<typeof rowAct>;

const toPage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('snapshot'), job: snapshot }),
  /** Brings a list to the front, for example after "Show Failed Rows" of a notification. */
  z.object({ type: z.literal('show'), list: rowList }),
  /** A command of the menu was chosen. */
  z.object({ type: z.literal('actOnRows'), act: rowAct }),
]);

const salesforceId = z.string().check(z.regex(/^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$/));

const toHost = z.discriminatedUnion('type', [
  /** The page listens; the host answers with a snapshot. */
  z.object({ type: z.literal('ready') }),
  /** Abort Job was pressed; the host asks for confirmation. */
  z.object({ type: z.literal('abort') }),
  z.object({ type: z.literal('openLine'), line: count }),
  /** A line of the retry file, for a row that was added there. */
  z.object({ type: z.literal('openAddedLine'), line: count }),
  z.object({ type: z.literal('openSource') }),
  z.object({ type: z.literal('revealSource') }),
  z.object({ type: z.literal('openRecord'), recordId: salesforceId }),
  /** The file of a class or trigger in the window, at the line. */
  z.object({ type: z.literal('openCode'), place: z.string().check(z.regex(codePlacePattern)) }),
  z.object({ type: z.literal('openRemote'), part: count }),
  /** One of the orphans of the job. */
  z.object({ type: z.literal('openOrphan'), remoteId: salesforceId }),
  z.object({ type: z.literal('revealFile'), list: rowList }),
  /** All rows of the query to a CSV file; the host asks where. */
  z.object({ type: z.literal('exportRows'), query: rows.query }),
  /** All rows of the query, with a header line, to the clipboard. */
  z.object({ type: z.literal('copyRows'), query: rows.query }),
  /** Sends rows again: the selected ones, or else the host asks which, such as the `total` rows of the query. */
  z.object({
    type: z.literal('retryRows'),
    query: rows.query,
    total: count,
    /** Positions in the order of the query. */
    selected: z.array(z.object({ first: count, rows: count })),
    edit: z.boolean(),
    onlySelected: z.boolean(),
  }),
  z.object({ type: z.literal('openAttempt'), index: count }),
  z.object({ type: z.literal('exportAttempts') }),
  z.object({ type: z.literal('undelete') }),
  z.object({ type: z.literal('copyText'), text: z.string() }),
  /** The button of {@link JobSnapshot.error} was pressed. */
  z.object({ type: z.literal('errorAction') }),
]);

export const jobProtocol = { toPage, toHost, requests: { readRows: rows.readRows } };
export type JobProtocol = typeof jobProtocol;
export type JobToPage = ToPage<JobProtocol>;
export type JobToHost = ToHost<JobProtocol>;
