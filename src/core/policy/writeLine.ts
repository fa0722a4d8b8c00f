// The write journal as a format: one JSON line a write that starts or ends, checked when it is read.
import * as z from 'zod';
import { SalesforceError } from '../errors/salesforceError';
import { checkFormat, reasonOf } from '../kernel/journalLine';
import type { WriteLine, WriteOperation } from '../model/writes';
import type { JournalText } from '../ports';

/** Raised with every change that this version would misread in an older line, or an older version in this one. */
const format = 1;

/** Each line says its format: several versions of Kinetic may append to one file. */
export const toText = (line: WriteLine): string => JSON.stringify({ format, ...line });

export interface WriteLines {
  readonly lines: readonly WriteLine[];
  /** `policy.unreadableJournal` for each line that cannot be read. */
  readonly errors: readonly SalesforceError[];
}

export function readLines(texts: readonly JournalText[]): WriteLines {
  const lines: WriteLine[] = [];
  const errors: SalesforceError[] = [];
  for (const { file, lines: all } of texts)
    all.forEach((text, index) => {
      if (text === '') return;
      try {
        lines.push(decode(text));
      } catch (error) {
        const details = { file, line: index + 1, reason: reasonOf(error) };
        errors.push(new SalesforceError('policy.unreadableJournal', details, { cause: error }));
      }
    });
  return { lines, errors };
}

const operations: Readonly<Record<WriteOperation, true>> = {
  insert: true,
  update: true,
  upsert: true,
  delete: true,
  hardDelete: true,
  undelete: true,
  publish: true,
  upload: true,
  deleteJob: true,
  trackViews: true,
  deleteLogs: true,
  traceFlags: true,
  deploy: true,
  tests: true,
  apex: true,
  apexRollback: true,
  apexRest: true,
  soap: true,
  action: true,
  unknown: true,
};

const optional = z.exactOptional;
const at = z.number().nonnegative();
const count = z.int().nonnegative();
const schema: z.ZodType<WriteLine> = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.object({
      type: z.literal('started'),
      id: z.string(),
      at,
      operations: z.array(z.enum(Object.keys(operations) as WriteOperation[])),
      objects: optional(z.array(z.string())),
      rows: optional(count),
      orgId: z.string(),
      orgLabel: z.string(),
      user: z.string(),
      program: z.string(),
      startedBy: optional(z.string()),
      jobId: optional(z.string()),
      inputSha256: optional(z.string()),
    }),
    z.object({
      type: z.literal('ended'),
      id: z.string(),
      at,
      outcome: z.enum(['running', 'completed', 'partial', 'aborted', 'failed', 'rejected', 'unknown']),
      reason: optional(z.string()),
      counts: optional(z.object({ succeeded: count, failed: count, unprocessed: count, unknown: count })),
    }),
  ]),
);

function decode(text: string): WriteLine {
  const value: unknown = JSON.parse(text);
  checkFormat(value, format);
  return schema.parse(value);
}
