// How each step is written in a mapping file, and what it becomes. CONTRIBUTING.md says how to add one.
import * as z from 'zod';
import type { Condition, Otherwise, Step } from '../model/mapping';
import { number, record, text, texts } from './textSchemas';

type StepOf<K extends Step['kind']> = Extract<Step, { readonly kind: K }>;

/** `P` is what follows the name of the step. */
interface StepRow<K extends Step['kind'], P> {
  readonly schema: z.ZodType<P>;
  readonly read: (parameter: P) => StepOf<K>;
  /** The shortest way to write it. */
  readonly write: (step: StepOf<K>) => unknown;
}

const row = <K extends Step['kind'], P>(made: StepRow<K, P>): StepRow<K, P> => made;

const condition = record({
  column: z.exactOptional(text),
  is: z.exactOptional(z.union([text, texts])),
  isNot: z.exactOptional(z.union([text, texts])),
  contains: z.exactOptional(text),
  isBlank: z.exactOptional(z.boolean()),
  above: z.exactOptional(number),
  below: z.exactOptional(number),
}) satisfies z.ZodType<Condition>;

const result = z.union([text, record({ column: text })]);

type Branch = StepOf<'when'>['branches'][number];

const branch = record({
  if: z.exactOptional(condition),
  then: z.exactOptional(result),
  else: z.exactOptional(result),
})
  .refine(
    ({ if: test, then, else: other }) =>
      other === undefined ? test !== undefined && then !== undefined : test === undefined && then === undefined,
    {
      error: 'A branch has if and then, or only else.',
    },
  )
  .transform(({ if: test, then, else: other }): Branch => ({ ...(test && { if: test }), then: then ?? other ?? '' }));

const otherwise: z.ZodType<Otherwise> = z.union([z.enum(['keep', 'blank', 'fail']), record({ use: text })]);

const table = record({
  values: z.exactOptional(z.record(z.string(), text)),
  file: z.exactOptional(text),
  from: z.exactOptional(text),
  to: z.exactOptional(text),
  otherwise: z.exactOptional(otherwise),
}).refine(({ values, file }) => (values === undefined) !== (file === undefined), {
  error: 'Give either values or the file that has them.',
});

/** In multi-select picklists. */
const picklistSeparator = ';';

export const stepRows = {
  default: row<'default', string>({
    schema: text,
    read: (value) => ({ kind: 'default', value }),
    write: ({ value }) => value,
  }),
  concat: row<'concat', string>({
    schema: text,
    read: (separator) => ({ kind: 'concat', separator }),
    write: ({ separator }) => separator,
  }),
  case: row<'case', 'upper' | 'lower' | 'title'>({
    schema: z.enum(['upper', 'lower', 'title']),
    read: (to) => ({ kind: 'case', to }),
    write: ({ to }) => to,
  }),
  split: row<'split', string | { readonly by: string; readonly with: string }>({
    schema: z.union([text, record({ by: text, with: text })]),
    read: (split) =>
      typeof split === 'string' ? { kind: 'split', by: split, with: picklistSeparator } : { kind: 'split', ...split },
    write: ({ by, with: glue }) => (glue === picklistSeparator ? by : { by, with: glue }),
  }),
  replace: row<'replace', Omit<StepOf<'replace'>, 'kind'>>({
    schema: record({ find: text, with: text }),
    read: (parts) => ({ kind: 'replace', ...parts }),
    write: ({ kind: _, ...parts }) => parts,
  }),
  regex: row<'regex', Omit<StepOf<'regex'>, 'kind'>>({
    schema: record({ pattern: text, with: text, ignoreCase: z.exactOptional(z.boolean()) }),
    read: (parts) => ({ kind: 'regex', ...parts }),
    write: ({ kind: _, ...parts }) => parts,
  }),
  number: row<'number', Omit<StepOf<'number'>, 'kind'>>({
    schema: record({ decimal: z.enum([',', '.']), group: z.exactOptional(text) }),
    read: (parts) => ({ kind: 'number', ...parts }),
    write: ({ kind: _, ...parts }) => parts,
  }),
  date: row<'date', string>({
    schema: text,
    read: (format) => ({ kind: 'date', format }),
    write: ({ format }) => format,
  }),
  dateTime: row<'dateTime', string | Omit<StepOf<'dateTime'>, 'kind'>>({
    schema: z.union([text, record({ format: text, overlap: z.exactOptional(z.enum(['earlier', 'later'])) })]),
    read: (parts) => (typeof parts === 'string' ? { kind: 'dateTime', format: parts } : { kind: 'dateTime', ...parts }),
    write: ({ kind: _, ...parts }) => (parts.overlap === undefined ? parts.format : parts),
  }),
  boolean: row<'boolean', { readonly yes: readonly string[]; readonly no: readonly string[] }>({
    schema: record({ yes: texts, no: texts }),
    read: ({ yes, no }) => ({ kind: 'boolean', true: yes, false: no }),
    write: ({ true: yes, false: no }) => ({ yes, no }),
  }),
  table: row<'table', z.output<typeof table>>({
    schema: table,
    read: ({ values = {}, otherwise: other = 'fail', file, from, to }) => ({
      kind: 'table',
      values,
      otherwise: other,
      ...(file !== undefined && {
        source: { file, ...(from !== undefined && { from }), ...(to !== undefined && { to }) },
      }),
    }),
    write: ({ values, otherwise: other, source }) => ({
      ...(source ?? { values }),
      ...(other !== 'fail' && { otherwise: other }),
    }),
  }),
  path: row<'path', string>({
    schema: text,
    read: (path) => ({ kind: 'path', path }),
    write: ({ path }) => path,
  }),
  when: row<'when', readonly z.output<typeof branch>[]>({
    schema: z.array(branch),
    read: (branches) => ({
      kind: 'when',
      branches,
    }),
    write: ({ branches }) =>
      branches.map(({ if: test, then }) => (test === undefined ? { else: then } : { if: test, then })),
  }),
} as const;

/** Steps that are one word. */
export const stepWords = { trim: { kind: 'trim' }, coalesce: { kind: 'coalesce' } } as const satisfies Readonly<
  Record<string, Step>
>;

export type StepName = keyof typeof stepRows;
export type StepWord = keyof typeof stepWords;

/** As JSON Schema describes it; readStep.ts reads steps one by one, for clearer messages. */
export const stepSchema = z.union([
  z.enum(Object.keys(stepWords) as readonly StepWord[]),
  ...Object.entries(stepRows).map(([name, { schema }]) => record({ [name]: schema })),
]);
