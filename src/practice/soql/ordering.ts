// ORDER BY: sort keys as in Salesforce with an English locale, and a merge sort that yields to other requests.
import type { FunctionExp, OrderByClause } from '@jetstreamapp/soql-parser-js';
import type { FieldDef, Value } from '../data/schema';
import { innermostWord } from './expressions';
import { refuseWord, type Scope, type Term } from './scope';
import type { Steps } from './steps';

interface Criterion<Source> {
  readonly keyOf: (source: Source) => Value;
  readonly descending: boolean;
  readonly nullsLast: boolean;
}

/** Rows sorted in one turn of the event loop. */
const rowsPerRun = 8192;

export type Order<Source> = readonly Criterion<Source>[];

export function compileOrder<Source>(
  scope: Scope,
  orderBy: OrderByClause | OrderByClause[] | undefined,
  toTerm: (source: string | FunctionExp) => Term<Source>,
): Order<Source> {
  if (orderBy === undefined) return [];
  return [orderBy].flat().map((clause) => {
    const source = 'fn' in clause ? clause.fn : clause.field;
    const term = toTerm(source);
    if (!term.field.sortable) {
      const at = { clause: 'ORDER', word: innermostWord(source) } as const;
      throw refuseWord(scope, at, ['MALFORMED_QUERY', `field '${term.field.name}' can not be sorted in a query call`]);
    }
    const sortKey = sortKeyOf(term.field);
    return {
      keyOf: (row) => sortKey(term.read(row)),
      descending: clause.order === 'DESC',
      nullsLast: clause.nulls === 'LAST',
    };
  });
}

/** Picklists sort in the order of their values, text without regard to letter case and accents. */
export function sortKeyOf(field: FieldDef): (value: Value) => Value {
  if (field.type === 'picklist' && field.picklistValues.length > 0) {
    const places = new Map<Value, number>(field.picklistValues.map((entry, i) => [entry.value, i]));
    return (value) => (value === null ? null : (places.get(value) ?? places.size));
  }
  if (field.type === 'id' || field.type === 'reference') return (value) => value;
  return (value) => (typeof value === 'string' ? foldText(value) : value);
}

function foldText(text: string): string {
  const lower = text.toLowerCase();
  return /^[\x00-\x7f]*$/.test(lower) ? lower : lower.normalize('NFD').replaceAll(/\p{M}/gu, '');
}

/** Sorted positions of sources. */
type Run = readonly number[];
type Compare = (a: number, b: number) => number;

/** The first `wanted` sources in order; the sort is stable. */
export function* sortRows<Source>(
  sources: readonly Source[],
  order: Order<Source>,
  wanted: number,
): Steps<readonly Source[]> {
  if (order.length === 0) return sources.slice(0, wanted);
  const keys: Value[][] = order.map(() => []);
  const compare = comparer(order, keys);
  let runs: Run[] = [];
  for (let start = 0; start < sources.length; start += rowsPerRun) {
    const run = sources.slice(start, start + rowsPerRun).map((source, i) => {
      for (const [c, criterion] of order.entries()) keys[c]?.push(criterion.keyOf(source));
      return start + i;
    });
    runs.push(run.sort(compare).slice(0, wanted));
    yield;
  }
  while (runs.length > 1) runs = yield* mergePairs(runs, compare, wanted);
  return (runs[0] ?? []).map((place) => sources[place] as Source);
}

function comparer(order: Order<never>, keys: readonly (readonly Value[])[]): Compare {
  return (a, b) => {
    for (const [c, criterion] of order.entries()) {
      const result = compareKeys(keys[c]?.[a] ?? null, keys[c]?.[b] ?? null, criterion);
      if (result !== 0) return result;
    }
    return a - b;
  };
}

function compareKeys(a: Value, b: Value, criterion: { descending: boolean; nullsLast: boolean }): number {
  if (a === b) return 0;
  if (a === null || b === null) return (a === null) === criterion.nullsLast ? 1 : -1;
  return a < b === criterion.descending ? 1 : -1;
}

function* mergePairs(runs: readonly Run[], compare: Compare, wanted: number): Steps<Run[]> {
  const merged: Run[] = [];
  for (let i = 0; i < runs.length; i += 2) {
    const [left = [], right = []] = runs.slice(i, i + 2);
    const run: number[] = [];
    let l = 0;
    let r = 0;
    while (run.length < wanted && (l < left.length || r < right.length)) {
      const a = left[l];
      const b = right[r];
      if (a !== undefined && (b === undefined || compare(a, b) <= 0)) {
        run.push(a);
        l += 1;
      } else if (b !== undefined) {
        run.push(b);
        r += 1;
      }
      if (run.length % rowsPerRun === 0) yield;
    }
    merged.push(run);
  }
  return merged;
}
