// Door: SOQL compiled once against an org and run as often as wanted, over the records as they are then.
import type { Query } from '@jetstreamapp/soql-parser-js';
import type { Org } from '../org/org';
import type { RowCondition } from './conditions';
import { toScope } from './from';
import { compileGrouped, isCount, isGrouped, type Cell } from './groupedQuery';
import { parseSoql } from './parse';
import { malformed } from './queryErrors';
import { collectRows, compileRows } from './rowsPlan';
import type { Scope } from './scope';
import { compileSelection, type Selection } from './selection';
import type { WireRecord } from './shape';

export interface QueryOptions {
  /** API version of the call. */
  readonly version: number;
  /** Deleted records take part (queryAll). */
  readonly withDeleted: boolean;
}

interface Compiled {
  readonly scope: Scope;
  readonly condition: RowCondition;
  /** The parser's tree, for callers with rules of their own. */
  readonly tree: Query;
}

export interface RecordQuery extends Compiled {
  readonly kind: 'records';
  readonly selection: Selection;
  /** Row numbers of the result in order; the thread is shared on the way. */
  readonly rows: () => Promise<readonly number[]>;
}

export interface CountQuery extends Compiled {
  readonly kind: 'count';
  readonly count: () => Promise<number>;
}

export interface GroupQuery extends Compiled {
  readonly kind: 'groups';
  readonly cells: readonly Cell[];
  readonly records: () => Promise<WireRecord[]>;
}

export type CompiledQuery = RecordQuery | CountQuery | GroupQuery;

/** Throws the refusal that Salesforce answers for a statement it does not take. */
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
      count: async () => (await collectRows(plan)).length,
    };
  }
  if (isGrouped(tree)) return { kind: 'groups', scope, tree, ...compileGrouped(scope, tree) };
  const selection = compileSelection(scope, tree);
  const plan = compileRows(scope, tree);
  return { kind: 'records', scope, tree, selection, condition: plan.condition, rows: () => collectRows(plan) };
}
