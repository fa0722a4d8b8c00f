// The schema of mapping files, as people write them.
import * as z from 'zod';
import type { SaveOptions } from '../model/saveOptions';
import { record, text, texts } from './textSchemas';

const lookup = record({ object: text, by: text });

/** `step` is that of one step: precise for JSON Schema, any for reading, where each step is read alone. */
export function schemaOf<S extends z.ZodType>(step: S) {
  const field = record({
    from: z.exactOptional(z.union([text, texts])),
    value: z.exactOptional(text),
    steps: z.exactOptional(z.array(step)),
    lookup: z.exactOptional(lookup),
    blanks: z.exactOptional(z.enum(['ignore', 'clear'])),
  });
  return record({
    version: z.literal(1),
    object: z.exactOptional(text),
    operation: z.exactOptional(z.enum(['insert', 'update', 'upsert', 'delete', 'hardDelete', 'undelete'])),
    externalId: z.exactOptional(text),
    blanks: z.exactOptional(z.enum(['ignore', 'clear'])),
    timeZone: z.exactOptional(text),
    strict: z.exactOptional(z.boolean()),
    onFailure: z.exactOptional(z.enum(['stop', 'failRow'])),
    headers: z.exactOptional(texts),
    firstLine: z.exactOptional(z.literal('data')),
    fields: z.record(z.string(), z.union([text, field])),
    leaveOut: z.exactOptional(texts),
    save: z.exactOptional(save),
  });
}

const save = record({
  assignmentRule: z.exactOptional(text),
  duplicates: z.exactOptional(z.literal('allow')),
  duplicatesAsCurrentUser: z.exactOptional(z.boolean()),
  allOrNone: z.exactOptional(z.boolean()),
  updateOnly: z.exactOptional(z.boolean()),
  recordsPerCall: z.exactOptional(z.int().min(1).max(200)),
  serial: z.exactOptional(z.boolean()),
}) satisfies z.ZodType<SaveOptions>;

export const fileSchema = schemaOf(z.unknown());
export type FileData = z.output<typeof fileSchema>;
