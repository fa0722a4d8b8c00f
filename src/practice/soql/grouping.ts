// GROUP BY with ROLLUP and CUBE: assigns rows to groups and aggregates them.
import type { FunctionExp, GroupByClause, QueryBase } from '@jetstreamapp/soql-parser-js';
import type { FieldDef, Value } from '../data/schema';
import type { Accumulator } from './aggregates';
import { compileExpression, innermostWord } from './expressions';
import type { Expression } from './paths';
import { malformed } from './queryErrors';
import { refuseWord, type RowTerm, type Scope } from './scope';

const maxSubtotaledFields = 3;

export interface Group {
  /** One value for each grouping expression; null when it is rolled up. */
  readonly keys: readonly Value[];
  readonly rolledUp: readonly boolean[];
  readonly totals: readonly Accumulator[];
}

export interface Grouping {
  readonly expressions: readonly Expression[];
  /** For each level of subtotals, the positions of the expressions that are not rolled up. */
  readonly levels: readonly (readonly number[])[];
}

export interface Total {
  readonly identity: string;
  readonly argument: RowTerm;
  /** Defines the type of the result. */
  readonly field: FieldDef;
  readonly start: () => Accumulator;
}

export function compileGrouping(scope: Scope, groupBy: QueryBase['groupBy']): Grouping {
  const clauses = groupBy === undefined ? [] : [groupBy].flat();
  const [first] = clauses;
  const wrapper = first && 'fn' in first ? (first.fn.functionName ?? '').toUpperCase() : '';
  const isSubtotalled = wrapper === 'ROLLUP' || wrapper === 'CUBE';
  const sources = isSubtotalled && first && 'fn' in first ? (first.fn.parameters ?? []) : clauses.map(sourceOf);
  if (isSubtotalled && sources.length > maxSubtotaledFields) {
    throw malformed(`GROUP BY ${wrapper} takes at most ${maxSubtotaledFields} fields`);
  }
  const expressions = sources.map((source) => groupable(scope, source));
  const all = expressions.map((_, i) => i);
  if (!isSubtotalled) return { expressions, levels: [all] };
  const levels = wrapper === 'ROLLUP' ? [...all, all.length].map((n) => all.slice(0, n)) : subsets(all);
  return { expressions, levels: [...levels].sort((a, b) => b.length - a.length) };
}

function sourceOf(clause: GroupByClause): string | FunctionExp {
  return 'fn' in clause ? clause.fn : clause.field;
}

function subsets(all: readonly number[]): number[][] {
  return all.reduce<number[][]>((sets, one) => [...sets, ...sets.map((set) => [...set, one])], [[]]);
}

function groupable(scope: Scope, source: string | FunctionExp): Expression {
  const expression = compileExpression(scope, 'GROUP', source);
  if (expression.field.groupable) return expression;
  const sentence = `field '${expression.field.name}' can not be grouped in a query call`;
  throw refuseWord(scope, { clause: 'GROUP', word: innermostWord(source) }, ['MALFORMED_QUERY', sentence]);
}

/** The groups of all rows added so far. */
export class Groups {
  readonly #grouping: Grouping;
  readonly #totals: readonly Total[];
  /** The groups of each level of subtotals, by their values. */
  readonly #levels: readonly { readonly places: readonly number[]; readonly groups: Map<Value, Group> }[];

  constructor(grouping: Grouping, totals: readonly Total[]) {
    this.#grouping = grouping;
    this.#totals = totals;
    this.#levels = grouping.levels.map((places) => ({ places, groups: new Map<Value, Group>() }));
    // Without GROUP BY there is one result row, even when no record matches.
    if (grouping.expressions.length === 0) this.#levels[0]?.groups.set('', this.#open([], []));
  }

  add(row: number): void {
    const values = this.#grouping.expressions.map((expression) => expression.read(row));
    const inputs = this.#totals.map((total) => total.argument.read(row));
    for (const { places, groups } of this.#levels) {
      const identity = identityOf(values, places);
      let group = groups.get(identity);
      if (!group) groups.set(identity, (group = this.#open(values, places)));
      for (const [i, total] of group.totals.entries()) total.add(inputs[i] ?? null);
    }
  }

  /** In order of appearance; subtotals come after their groups. */
  all(): Group[] {
    return this.#levels.flatMap(({ groups }) => [...groups.values()]);
  }

  #open(values: readonly Value[], places: readonly number[]): Group {
    return {
      keys: values.map((value, i) => (places.includes(i) ? value : null)),
      rolledUp: values.map((_, i) => !places.includes(i)),
      totals: this.#totals.map((total) => total.start()),
    };
  }
}

function identityOf(values: readonly Value[], places: readonly number[]): Value {
  const [first] = places;
  if (first === undefined) return '';
  if (places.length === 1) return values[first] ?? null;
  return places.map((place) => `${typeof values[place]} ${String(values[place])}`).join('\0');
}
