// GROUP BY with ROLLUP and CUBE: which groups a row belongs to and what each group adds up.
import type { FunctionExp, GroupByClause, QueryBase } from '@jetstreamapp/soql-parser-js';
import type { FieldDef, Value } from '../schema';
import type { Accumulator } from './aggregates';
import { compileExpression, innermostWord } from './expressions';
import type { Expression } from './paths';
import { refuseWord, type RowTerm, type Scope } from './scope';

export interface Group {
  /** One value for each grouping expression; null where it is rolled up. */
  readonly keys: readonly Value[];
  readonly rolledUp: readonly boolean[];
  readonly totals: readonly Accumulator[];
}

export interface Grouping {
  readonly expressions: readonly Expression[];
  /** The positions of the expressions that count, for each level of subtotals. */
  readonly levels: readonly (readonly number[])[];
}

export interface Total {
  readonly identity: string;
  readonly argument: RowTerm;
  /** The rules of the result. */
  readonly field: FieldDef;
  readonly start: () => Accumulator;
}

export function compileGrouping(scope: Scope, groupBy: QueryBase['groupBy']): Grouping {
  const clauses = groupBy === undefined ? [] : [groupBy].flat();
  const [first] = clauses;
  const wrapper = first && 'fn' in first ? (first.fn.functionName ?? '').toUpperCase() : '';
  const isSubtotalled = wrapper === 'ROLLUP' || wrapper === 'CUBE';
  const sources = isSubtotalled && first && 'fn' in first ? (first.fn.parameters ?? []) : clauses.map(sourceOf);
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

/** The groups of the rows added so far. */
export class Groups {
  private readonly groups = new Map<string, Group>();

  constructor(
    private readonly grouping: Grouping,
    private readonly totals: readonly Total[],
  ) {
    // A query that groups by nothing answers one row even when there is nothing to add up.
    if (grouping.expressions.length === 0) this.groupOf([], []);
  }

  add(row: number): void {
    const values = this.grouping.expressions.map((expression) => expression.read(row));
    const inputs = this.totals.map((total) => total.argument.read(row));
    for (const level of this.grouping.levels) {
      const group = this.groupOf(values, level);
      for (const [i, total] of group.totals.entries()) total.add(inputs[i] ?? null);
    }
  }

  /** In order of appearance; subtotals after what they add up. */
  all(): Group[] {
    const levelOf = (group: Group) => group.rolledUp.filter(Boolean).length;
    return [...this.groups.values()].sort((a, b) => levelOf(a) - levelOf(b));
  }

  private groupOf(values: readonly Value[], level: readonly number[]): Group {
    const keys = values.map((value, i) => (level.includes(i) ? value : null));
    const identity = JSON.stringify([keys, level]);
    const known = this.groups.get(identity);
    if (known) return known;
    const rolledUp = values.map((_, i) => !level.includes(i));
    const group = { keys, rolledUp, totals: this.totals.map((total) => total.start()) };
    this.groups.set(identity, group);
    return group;
  }
}
