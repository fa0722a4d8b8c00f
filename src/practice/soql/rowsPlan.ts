// Finds the rows of a SELECT: WHERE, ORDER BY, OFFSET and LIMIT.
import type { QueryBase } from '@jetstreamapp/soql-parser-js';
import { refuse } from '../http/http';
import { compileWhere, type RowCondition } from './conditions';
import { compileExpression } from './expressions';
import { compileOrder, sortRows, type Order } from './ordering';
import { candidates, visitRows } from './rowWalk';
import type { Scope } from './scope';
import type { Steps } from './steps';

const maxOffset = 2000;

export interface Window {
  readonly offset: number;
  /** Infinity without a LIMIT clause. */
  readonly limit: number;
}

export interface RowsPlan extends Window {
  readonly scope: Scope;
  readonly condition: RowCondition;
  readonly order: Order<number>;
}

function* nothingToPrepare(): Steps<void> {}

const everyRow: RowCondition = { test: () => true, prepare: nothingToPrepare, lookups: [] };

export function compileWindow(query: QueryBase): Window {
  const { offset = 0, limit = Infinity } = query;
  if (offset > maxOffset) {
    throw refuse(400, 'NUMBER_OUTSIDE_VALID_RANGE', `Maximum SOQL offset allowed is ${maxOffset}`);
  }
  return { offset, limit };
}

export function compileCondition(scope: Scope, query: QueryBase): RowCondition {
  return query.where ? compileWhere(scope, query.where) : everyRow;
}

export function compileRows(scope: Scope, query: QueryBase): RowsPlan {
  return {
    scope,
    condition: compileCondition(scope, query),
    order: compileOrder(scope, query.orderBy, (source) => compileExpression(scope, 'ORDER', source)),
    ...compileWindow(query),
  };
}

/** The row numbers of the result, in order. */
export function* collectRows(plan: RowsPlan): Steps<readonly number[]> {
  const { scope, condition, order } = plan;
  const wanted = plan.offset + plan.limit;
  yield* condition.prepare();
  const found: number[] = [];
  if (wanted > 0) {
    yield* visitRows(candidates(scope, condition.lookups), (row) => {
      if (condition.test(row)) found.push(row);
      return order.length > 0 || found.length < wanted;
    });
  }
  return yield* takeWindow(found, order, plan);
}

export function* takeWindow(
  rows: readonly number[],
  order: Order<number>,
  { offset, limit }: Window,
): Steps<readonly number[]> {
  const sorted = yield* sortRows(rows, order, offset + limit);
  return offset > 0 ? sorted.slice(offset) : sorted;
}
