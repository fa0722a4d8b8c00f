// Semi-joins and anti-joins: `Id IN (SELECT …)` and `NOT IN (SELECT …)`, and their restrictions.
import type { Query, ValueQueryCondition, WhereClause } from '@jetstreamapp/soql-parser-js';
import type { Value } from '../data/schema';
import type { ConditionTree } from './conditionTree';
import { writtenPath } from './expressions';
import { toScope } from './from';
import { resolvePath, type FieldPath } from './paths';
import { malformed } from './queryErrors';
import { candidates, visitRows, type Lookup } from './rowWalk';
import { refuseWord, type Scope } from './scope';
import type { Steps } from './steps';

const maxSemiJoins = 2;

export interface SemiJoin {
  readonly test: (row: number) => boolean;
  readonly prepare: () => Steps<void>;
  /** Only for IN. */
  readonly lookup: Lookup | undefined;
}

export function countSemiJoins(scope: Scope, tree: ConditionTree): void {
  const count = joinsIn(tree, false);
  if (count <= maxSemiJoins) return;
  throw malformed(`Maximum ${maxSemiJoins} semi join sub-selects are allowed, but saw ${count}`);

  function joinsIn(part: ConditionTree, isChoice: boolean): number {
    if (part.kind === 'not') return joinsIn(part.part, isChoice);
    if (part.kind !== 'leaf') {
      return part.parts.reduce((sum, one) => sum + joinsIn(one, isChoice || part.kind === 'or'), 0);
    }
    if (!('valueQuery' in part.leaf)) return 0;
    if (isChoice) {
      const sentence = "Semi join sub-selects are not allowed with the 'OR' operator";
      throw refuseWord(scope, { clause: 'WHERE', word: part.leaf.field }, ['MALFORMED_QUERY', sentence]);
    }
    return 1;
  }
}

interface InnerSelect {
  /** The position of this subquery among those of the outer SELECT. */
  readonly index: number;
  /** Passed in, because conditions.ts imports this module. */
  readonly compileWhere: (scope: Scope, where: WhereClause) => Condition;
}

interface Condition {
  readonly test: (row: number) => boolean;
  readonly prepare: () => Steps<void>;
  readonly lookups: readonly Lookup[];
}

export function compileSemiJoin(scope: Scope, leaf: ValueQueryCondition, select: InnerSelect): SemiJoin {
  const outer = resolvePath(scope, 'WHERE', leaf.field);
  const query = leaf.valueQuery;
  const inner = toScope(scope, {
    objectName: query.sObject ?? '',
    alias: query.sObjectAlias,
    outline: scope.outline.joins[select.index],
  });
  const selected = innerField(inner, query);
  checkRules({ scope, leaf, outer }, { inner, selected });

  const where = query.where && select.compileWhere(inner, query.where);
  let ids = new Set<Value>();
  const isIn = leaf.operator.toUpperCase() === 'IN';
  return {
    test: (row) => ids.has(outer.read(row)) === isIn,
    lookup: isIn ? { field: outer.field, values: () => [...ids] } : undefined,
    prepare: function* () {
      if (where) yield* where.prepare();
      ids = new Set();
      yield* visitRows(candidates(inner, where?.lookups ?? []), (row) => {
        const id = where?.test(row) === false ? null : selected.read(row);
        if (id !== null) ids.add(id);
        return true;
      });
    },
  };
}

function innerField(inner: Scope, query: Query): FieldPath {
  const [field, ...others] = query.fields ?? [];
  if (!field || others.length > 0) throw malformed('Semi join sub-selects can only query one field');
  if (field.type !== 'Field' && field.type !== 'FieldRelationship') {
    throw malformed('Semi join sub-selects can only query id fields');
  }
  return resolvePath(inner, 'SELECT', writtenPath(field));
}

function checkRules(
  { scope, leaf, outer }: { scope: Scope; leaf: ValueQueryCondition; outer: FieldPath },
  { inner, selected }: { inner: Scope; selected: FieldPath },
): void {
  const query = leaf.valueQuery;
  const refuse = (sentence: string) =>
    refuseWord(scope, { clause: 'WHERE', word: leaf.field }, ['MALFORMED_QUERY', sentence]);
  if (outer.hops.length > 0) throw refuse('The left operand of a semi join must be a field of the outer object');
  if (inner.outline.joins.length > 0) throw refuse('Nesting of semi join sub-selects is not supported');
  if (query.orderBy !== undefined || query.limit !== undefined || query.offset !== undefined) {
    throw refuse('Semi join sub-selects cannot use ORDER BY, LIMIT or OFFSET');
  }
  if (inner.table === scope.table) throw refuse('The inner and outer selects should not be on the same object type');
  const meant = objectsMeant(inner, selected);
  if (objectsMeant(scope, outer).some((name) => meant.includes(name))) return;
  const place = "in the where expression in the outer query '" + outer.field.name + "'";
  throw refuse(
    `The selected field '${selected.field.name}' in the subquery and the left operand field ${place} ` +
      'should point to the same object type',
  );
}

function objectsMeant(scope: Scope, path: FieldPath): readonly string[] {
  if (path.field.type === 'id') return [(path.owner ?? scope.table.def).name];
  return path.field.referenceTo;
}
