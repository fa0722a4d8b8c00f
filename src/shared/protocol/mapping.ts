// What the mapping page and the extension send to each other. The page is bound to one mapping file and one CSV.
import * as z from 'zod/mini';
import type { ToHost, ToPage } from './channel';

/** The steps that the form of the page can change, in the order in which it offers them. */
export const stepKinds = [
  'trim',
  'case',
  'split',
  'replace',
  'regex',
  'number',
  'date',
  'dateTime',
  'boolean',
  'table',
  'default',
  'concat',
  'coalesce',
  'path',
] as const;
export type StepKind = (typeof stepKinds)[number];

const step = z.union([
  z.object({
    kind: z.enum(stepKinds),
    /** By name, as in the text of the file; empty for one that is not given. Several words are divided by commas. */
    options: z.record(z.string(), z.string()),
    /** The values of a value table, each with what it becomes. */
    values: z.exactOptional(z.array(z.tuple([z.string(), z.string()]))),
  }),
  /** Changed only in the text: its number among the steps of the field, from 0, and what it does. */
  z.object({ kind: z.literal('textOnly'), at: z.int(), words: z.string() }),
]);
export type StepForm = z.output<typeof step>;

const lookup = z.object({ object: z.string(), by: z.string() });

const conversion = z.object({ steps: z.array(step), lookup: z.exactOptional(lookup) });
export type Conversion = z.output<typeof conversion>;

const column = z.object({
  name: z.string(),
  /** The first values of the column. */
  samples: z.string(),
  /** API name or relationship path; missing while the column is not sent. */
  field: z.exactOptional(z.string()),
  /** How its values are converted, in words; empty when they are sent as they are. */
  steps: z.string(),
  /** The same, to be changed; missing while the column is not sent. */
  conversion: z.exactOptional(conversion),
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
  /** The objects whose records it names. */
  references: z.array(z.string()),
});
export type MappableField = z.output<typeof field>;

const snapshot = z.object({
  type: z.literal('snapshot'),
  /** The object; empty when the file names none. */
  object: z.string(),
  /** The CSV without its folder; missing until one is chosen. */
  csv: z.exactOptional(z.string()),
  columns: z.array(column),
  /** Of dates and times that name none; missing when the file names none. */
  timeZone: z.exactOptional(z.string()),
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

/** The steps that were sent are not in the file, because it would be invalid with them. */
const refused = z.object({ type: z.literal('refused'), field: z.string(), message: z.string() });
export type ConversionRefused = z.output<typeof refused>;

export const mappingProtocol = {
  toPage: z.discriminatedUnion('type', [snapshot, preview, refused]),
  toHost: z.discriminatedUnion('type', [
    z.object({ type: z.literal('ready') }),
    z.object({ type: z.literal('map'), column: z.string(), field: z.string() }),
    z.object({ type: z.literal('leaveOut'), column: z.string() }),
    /** Answered with a snapshot, or with what is wrong. An empty time zone removes it; a missing one leaves it. */
    z.object({
      type: z.literal('convert'),
      field: z.string(),
      steps: z.array(step),
      lookup: z.exactOptional(lookup),
      timeZone: z.exactOptional(z.string()),
    }),
    z.object({ type: z.literal('chooseCsv') }),
    z.object({ type: z.literal('load') }),
    z.object({ type: z.literal('openText') }),
  ]),
  requests: {},
};
export type MappingProtocol = typeof mappingProtocol;
export type MappingToHost = ToHost<MappingProtocol>;
export type MappingToPage = ToPage<MappingProtocol>;
