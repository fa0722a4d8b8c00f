// What is wrong with a mapping on its face, before any file is read: each with its field and step, and the remedy.
import type { FieldMapping, Mapping } from '../model/mapping';
import { flawOfStep, isTimeZone } from './checkStep';
import { loadReplacers } from './regex';

export interface MappingFlaw {
  /** Index in `fields`; missing for what belongs to no field. */
  readonly field?: number;
  /** Index in its `steps`; missing for what belongs to no step. */
  readonly step?: number;
  /** Another part of the mapping. */
  readonly part?: 'timeZone' | 'headers' | 'leaveOut';
  /** A whole sentence with the remedy. */
  readonly message: string;
}

/** In the order of the mapping; none for a mapping that can be used. */
export async function checkMapping(mapping: Mapping): Promise<readonly MappingFlaw[]> {
  const flaws = [
    ...flawsOfWhole(mapping),
    ...mapping.fields.flatMap((field, at) => [...flawsOfField(mapping, field, at)]),
  ];
  return [...flaws, ...(await flawsOfPatterns(mapping))];
}

function* flawsOfWhole({ timeZone, headers, firstLine, leaveOut = [], fields }: Mapping): Generator<MappingFlaw> {
  if (timeZone !== undefined && !isTimeZone(timeZone))
    yield { part: 'timeZone', message: `${timeZone} is not a time zone. Write one such as Europe/Berlin or UTC.` };
  if (firstLine !== undefined && !headers)
    yield {
      part: 'headers',
      message: 'The first line is a row, so the columns have no names. Name them with headers.',
    };
  const twice = headers && firstTwice(headers);
  if (twice !== undefined) yield { part: 'headers', message: `Two columns are named “${twice}”. Rename one of them.` };
  if (headers?.some((name) => name.trim() === ''))
    yield { part: 'headers', message: 'A column has no name. Name each column.' };
  const sources = new Set(fields.flatMap(({ from }) => from));
  const both = leaveOut.find((column) => sources.has(column));
  if (both !== undefined)
    yield {
      part: 'leaveOut',
      message: `The column “${both}” is left out, and a field uses it. Remove it from one of the two.`,
    };
}

function* flawsOfField(mapping: Mapping, field: FieldMapping, at: number): Generator<MappingFlaw> {
  const same = mapping.fields.findIndex((other) => other.field.toLowerCase() === field.field.toLowerCase());
  if (same < at) yield { field: at, message: `The field ${field.field} is there twice. Remove one of them.` };
  const message = flawOfSources(field);
  if (message !== undefined) yield { field: at, message };
  for (const [step, made] of field.steps.entries()) {
    const flaw = flawOfStep(made, step, mapping);
    if (flaw !== undefined) yield { field: at, step, message: flaw };
  }
}

function flawOfSources({ field, from, steps: [first] }: FieldMapping): string | undefined {
  const joins = first?.kind === 'concat' || first?.kind === 'coalesce';
  if (from.length === 0 && first?.kind !== 'constant' && first?.kind !== 'when')
    return `${field} has no column. Name one with from, or give it a value.`;
  if (from.length > 0 && first?.kind === 'constant')
    return `${field} has a column and a constant value. Remove one of them.`;
  if (from.length > 1 && !joins)
    return `${field} has several columns. Make concat or coalesce the first of its steps, or name only one column.`;
  return undefined;
}

function firstTwice(names: readonly string[]): string | undefined {
  const keys = names.map((name) => name.trim().toLowerCase());
  const before = new Set<string>();
  return names.find((_, at) => {
    const key = keys[at] ?? '';
    const isThere = before.has(key);
    before.add(key);
    return key !== '' && isThere;
  });
}

async function flawsOfPatterns(mapping: Mapping): Promise<readonly MappingFlaw[]> {
  const replacers = await loadReplacers(mapping);
  const flaws: MappingFlaw[] = [];
  for (const [field, { steps }] of mapping.fields.entries())
    for (const [at, step] of steps.entries()) {
      if (step.kind !== 'regex') continue;
      try {
        replacers(step);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        flaws.push({ field, step: at, message: `The pattern “${step.pattern}” cannot be used: ${reason}.` });
      }
    }
  return flaws;
}
