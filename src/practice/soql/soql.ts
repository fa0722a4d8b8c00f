// Entry point for SOQL: compiles a statement once; each run reads the current records.
import type { Query } from '@jetstreamapp/soql-parser-js';
import type { Table } from '../data/table';
import type { Org } from '../org/org';
import type { RowCondition } from './conditions';
import { toScope } from './from';
import { compileGrouped, isCount, isGrouped, type Cell } from './groupedQuery';
import { parseSoql } from './parse';
import { malformed } from './queryErrors';
import { collectRows, compileRows } from './rowsPlan';
import type { Binds, Scope } from './scope';
import { compileSelection, type Selection } from './selection';
import type { WireRecord } from './shape';
import type { Steps } from './steps';

export interface QueryOptions {
  /** The API version of the call. */
  readonly version: number;
  /** Includes deleted records (queryAll). */
  readonly withDeleted: boolean;
  readonly binds?: Binds;
  readonly firstRowOf?: ((table: Table) => number) | undefined;
}

interface Compiled {
  readonly scope: Scope;
  readonly condition: RowCondition;
  /** The parser's tree, for callers with additional checks. */
  readonly tree: Query;
}

export interface RecordQuery extends Compiled {
  readonly kind: 'records';
  readonly selection: Selection;
  /** The row numbers of the result in order. */
  readonly rows: () => Steps<readonly number[]>;
}

export interface CountQuery extends Compiled {
  readonly kind: 'count';
  readonly count: () => Steps<number>;
}

export interface GroupQuery extends Compiled {
  readonly kind: 'groups';
  readonly cells: readonly Cell[];
  readonly records: () => Steps<WireRecord[]>;
}

export type CompiledQuery = RecordQuery | CountQuery | GroupQuery;

/** Throws Salesforce's error for an invalid statement. */
export function compileQuery(org: Org, text: string, options: QueryOptions): CompiledQuery {
  const { tree, outline } = parseSoql(text);
  const scope = toScope({ org, ...options }, { objectName: tree.sObject ?? '', alias: tree.sObjectAlias, outline });
  if (isCount(tree) && tree.groupBy === undefined) {
    if (tree.orderBy !== undefined) throw malformed('Count query cannot have an ORDER BY clause');
    const plan = compileRows(scope, tree);
    return {
      kind: 'count',
      scope,
      tree,
      condition: plan.condition,
      count: function* () {
        return (yield* collectRows(plan)).length;
      },
    };
  }
  if (isGrouped(tree)) return { kind: 'groups', scope, tree, ...compileGrouped(scope, tree) };
  const selection = compileSelection(scope, tree);
  const plan = compileRows(scope, tree);
  return { kind: 'records', scope, tree, selection, condition: plan.condition, rows: () => collectRows(plan) };
}
