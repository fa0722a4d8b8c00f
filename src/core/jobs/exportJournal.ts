// The schemas of the events in the journal of an export.
import * as z from 'zod';
import type { ExportEvent, ExportSpec, PagePlace } from '../model/export';
import type { EventDecoders } from './jobKind';
import { at, errorData } from './journal';
import { remoteEvents } from './loadJournal';

const count = z.int().nonnegative();

export const exportSpec: z.ZodType<ExportSpec> = z.lazy(() =>
  z.object({
    kind: z.literal('export'),
    orgId: z.string(),
    startedBy: z.exactOptional(z.string()),
    soql: z.string(),
    file: z.string(),
    format: z.enum(['csv', 'jsonl']),
    all: z.exactOptional(z.boolean()),
    rest: z.exactOptional(z.boolean()),
    plainNumbers: z.exactOptional(z.boolean()),
    firstPollSeconds: z.exactOptional(z.number()),
    overwrite: z.exactOptional(z.boolean()),
  }),
);

const pagePlace: z.ZodType<PagePlace> = z.lazy(() =>
  z.object({
    by: z.enum(['list', 'chain', 'cursor']),
    locator: z.exactOptional(z.string()),
    skip: count,
  }),
);

export const exportEvents: EventDecoders<ExportEvent> = {
  ...remoteEvents,
  downloading: 'transient',
  queryCreated: z.lazy(() =>
    z.object({
      at,
      type: z.literal('queryCreated'),
      remoteId: z.string(),
      apiVersion: z.string(),
    }),
  ),
  queryCounted: z.lazy(() => z.object({ at, type: z.literal('queryCounted'), records: count })),
  pageSaved: z.lazy(() =>
    z.object({
      at,
      type: z.literal('pageSaved'),
      records: count,
      bytes: count,
      next: z.nullable(pagePlace),
    }),
  ),
  restarted: z.lazy(() => z.object({ at, type: z.literal('restarted'), error: errorData })),
};
