// Finds the values of a file that are looked up in other records, before the file is rewritten.
import { isValue, type Converted, type LookupAnswers } from '../mapping/mapping';
import type { LoadSpec } from '../model/load';
import type { Lookup } from '../model/mapping';
import { eachRow, type RowSource } from './eachRow';
import { keepsNaCells } from './naCells';
import { prepareColumns, type PreparedColumn } from './prepareRows';
import type { RecordCells } from './rowCells';

export interface LookupQuestion extends Lookup {
  /** The field of the load that gets the answers. */
  readonly field: string;
  /** The different values that the rows have for it, none of them blank. */
  readonly keys: ReadonlySet<string>;
}

export interface LookupSource extends RowSource {
  readonly spec: LoadSpec;
}

/**
 * The answers to each lookup of the mapping, by the name of its field; undefined without lookups. Values that cannot be
 * converted are left out: they are named when the rows are rewritten.
 */
export async function answerLookups(
  source: LookupSource,
  answer: (question: LookupQuestion) => Promise<LookupAnswers>,
): Promise<ReadonlyMap<string, LookupAnswers> | undefined> {
  const { spec, columns } = source;
  const lookups = (spec.mapping?.fields ?? []).flatMap(({ field, lookup }) => (lookup ? [{ field, lookup }] : []));
  if (lookups.length === 0) return undefined;
  const prepared = await prepareColumns(columns, spec);
  const wanted = lookups.flatMap(({ field, lookup }) => {
    const column = prepared.find((other) => other.field === field);
    return column ? [{ field, ...lookup, column, keys: new Set<string>() }] : [];
  });
  const keepsNa = keepsNaCells(spec);
  await eachRow(source, (cells) => {
    for (const { column, keys } of wanted) {
      const key = keyIn(column, cells);
      if (typeof key === 'string' && isValue(key, keepsNa) && !keys.has(key)) keys.add(ownCopy(key));
    }
  });
  const answers = new Map<string, LookupAnswers>();
  for (const { column: _, ...question } of wanted) answers.set(question.field, await answer(question));
  return answers;
}

const keyIn = ({ value, sources: [at = 0] }: PreparedColumn, cells: RecordCells): Converted =>
  value ? value(cells) : cells.cell(at);

/** A piece of a larger string would keep the whole string in memory. */
const ownCopy = (text: string): string => new TextDecoder().decode(new TextEncoder().encode(text));
