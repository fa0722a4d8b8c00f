// What the mapping page and the extension send to each other. The page is bound to one mapping file and one CSV.
import * as z from 'zod/mini';
import type { ToHost, ToPage } from './channel';

const column = z.object({
  name: z.string(),
  /** The first values of the column. */
  samples: z.string(),
  /** API name or relationship path; missing while the column is not sent. */
  field: z.exactOptional(z.string()),
  /** How its values are converted, in words; empty when they are sent as they are. */
  steps: z.string(),
  /** The mapping says that the column is not sent. */
  isLeftOut: z.boolean(),
  /** Why Salesforce may reject values; empty when nothing is known. */
  warning: z.string(),
});
export type MappedColumn = z.output<typeof column>;

const field = z.object({
  name: z.string(),
  label: z.string(),
  /** Salesforce's type with its length, in words. */
  facts: z.string(),
  isRequired: z.boolean(),
});
export type MappableField = z.output<typeof field>;

const snapshot = z.object({
  type: z.literal('snapshot'),
  /** The object; empty when the file names none. */
  object: z.string(),
  /** The CSV without its folder; missing until one is chosen. */
  csv: z.exactOptional(z.string()),
  columns: z.array(column),
  fields: z.array(field),
  /** Why the file cannot be edited here, or its fields cannot be listed. */
  problem: z.exactOptional(z.string()),
});
export type MappingSnapshot = z.output<typeof snapshot>;

const cell = z.object({ value: z.string(), isChanged: z.boolean(), problem: z.exactOptional(z.string()) });

const preview = z.object({
  type: z.literal('preview'),
  fields: z.array(z.string()),
  /** The first rows after conversion; lookups still have their keys. */
  rows: z.array(z.array(cell)),
});
export type MappingPreview = z.output<typeof preview>;

export const mappingProtocol = {
  toPage: z.discriminatedUnion('type', [snapshot, preview]),
  toHost: z.discriminatedUnion('type', [
    z.object({ type: z.literal('ready') }),
    z.object({ type: z.literal('map'), column: z.string(), field: z.string() }),
    z.object({ type: z.literal('leaveOut'), column: z.string() }),
    z.object({ type: z.literal('chooseCsv') }),
    z.object({ type: z.literal('load') }),
    z.object({ type: z.literal('openText') }),
  ]),
  requests: {},
};
export type MappingProtocol = typeof mappingProtocol;
export type MappingToHost = ToHost<MappingProtocol>;
export type MappingToPage = ToPage<MappingProtocol>;
