// The schema of a mapping as plain data, for the journal.
import * as z from 'zod';
import type { Condition, FieldMapping, Lookup, Mapping, Otherwise, Step, TableFile } from '../model/mapping';

const text = z.string();
const texts = z.lazy(() => z.array(text));

const condition: z.ZodType<Condition> = z.lazy(() =>
  z.object({
    column: z.exactOptional(text),
    is: z.exactOptional(z.union([text, texts])),
    isNot: z.exactOptional(z.union([text, texts])),
    contains: z.exactOptional(text),
    isBlank: z.exactOptional(z.boolean()),
    above: z.exactOptional(z.number()),
    below: z.exactOptional(z.number()),
  }),
);

const source: z.ZodType<TableFile> = z.lazy(() =>
  z.object({
    file: text,
    from: z.exactOptional(text),
    to: z.exactOptional(text),
  }),
);

const otherwise: z.ZodType<Otherwise> = z.lazy(() =>
  z.union([z.enum(['keep', 'blank', 'fail']), z.object({ use: text })]),
);

const branch = z.lazy(() =>
  z.object({ if: z.exactOptional(condition), then: z.union([text, z.object({ column: text })]) }),
);

/** One for each step, so that a step without one does not compile. */
const toSteps = () =>
  ({
    constant: z.object({ kind: z.literal('constant'), value: text }),
    default: z.object({ kind: z.literal('default'), value: text }),
    concat: z.object({ kind: z.literal('concat'), separator: text }),
    coalesce: z.object({ kind: z.literal('coalesce') }),
    trim: z.object({ kind: z.literal('trim') }),
    case: z.object({ kind: z.literal('case'), to: z.enum(['upper', 'lower', 'title']) }),
    split: z.object({ kind: z.literal('split'), by: text, with: text }),
    replace: z.object({ kind: z.literal('replace'), find: text, with: text }),
    regex: z.object({ kind: z.literal('regex'), pattern: text, with: text, ignoreCase: z.exactOptional(z.boolean()) }),
    number: z.object({ kind: z.literal('number'), decimal: z.enum([',', '.']), group: z.exactOptional(text) }),
    date: z.object({ kind: z.literal('date'), format: text }),
    dateTime: z.object({
      kind: z.literal('dateTime'),
      format: text,
      overlap: z.exactOptional(z.enum(['earlier', 'later'])),
    }),
    boolean: z.object({ kind: z.literal('boolean'), true: texts, false: texts }),
    table: z.object({
      kind: z.literal('table'),
      values: z.record(text, text),
      otherwise,
      source: z.exactOptional(source),
    }),
    path: z.object({ kind: z.literal('path'), path: text }),
    when: z.object({ kind: z.literal('when'), branches: z.array(branch) }),
  }) satisfies { readonly [K in Step['kind']]: z.ZodType<Extract<Step, { readonly kind: K }>> };

const step: z.ZodType<Step> = z.lazy(() => {
  const { constant, ...others } = toSteps();
  return z.discriminatedUnion('kind', [constant, ...Object.values(others)]);
});

const lookup: z.ZodType<Lookup> = z.lazy(() => z.object({ object: text, by: text }));

const field: z.ZodType<FieldMapping> = z.lazy(() =>
  z.object({
    field: text,
    from: texts,
    steps: z.array(step),
    lookup: z.exactOptional(lookup),
    blanks: z.exactOptional(z.enum(['ignore', 'clear'])),
  }),
);

export const mappingSchema: z.ZodType<Mapping> = z.lazy(() =>
  z.object({
    fields: z.array(field),
    leaveOut: z.exactOptional(texts),
    timeZone: z.exactOptional(text),
    strict: z.exactOptional(z.boolean()),
    onFailure: z.exactOptional(z.enum(['stop', 'failRow'])),
    headers: z.exactOptional(texts),
    firstLine: z.exactOptional(z.literal('data')),
  }),
);
