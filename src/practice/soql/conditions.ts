// Compiles WHERE into a test on rows and the index lookups that can speed it up.
import type { HavingClause, WhereClause } from '@jetstreamapp/soql-parser-js';
import { checkOperator, toTest, type Test } from './comparisons';
import { MixedOperators, toConditionTree, type ConditionTree, type Leaf } from './conditionTree';
import { compileExpression, innermostWord } from './expressions';
import { toOperand, UnfitLiteral, type Literal, type Operand } from './literals';
import type { Clause } from './outline';
import type { Lookup } from './rowWalk';
import { refuseWord, todayIn, type Scope, type Term } from './scope';
import { compileSemiJoin, countSemiJoins } from './semiJoins';
import type { Steps } from './steps';

export interface RowCondition {
  /** Uses the results of the last `prepare`. */
  readonly test: (row: number) => boolean;
  /** Runs the subqueries; call it before each pass over the rows. */
  readonly prepare: () => Steps<void>;
  readonly lookups: readonly Lookup[];
}

export function compileWhere(scope: Scope, where: WhereClause): RowCondition {
  const tree = treeOf(scope, 'WHERE', where);
  countSemiJoins(scope, tree);
  const lookups = new Map<Leaf, Lookup>();
  const prepares: (() => Steps<void>)[] = [];
  const test = toPredicate<number>(tree, (leaf) => {
    if ('valueQuery' in leaf) {
      const join = compileSemiJoin(scope, leaf, { index: prepares.length, compileWhere });
      prepares.push(join.prepare);
      if (join.lookup) lookups.set(leaf, join.lookup);
      return join.test;
    }
    const term = compileExpression(scope, 'WHERE', sourceOf(leaf));
    const word = innermostWord(sourceOf(leaf));
    // A describe reports address fields as filterable, because DISTANCE() can filter by them.
    if (!term.field.filterable || term.field.type === 'address') {
      const sentence = `field '${term.field.name}' can not be filtered in a query call`;
      throw refuseWord(scope, { clause: 'WHERE', word }, ['INVALID_FIELD', sentence]);
    }
    const { test: fits, operands } = compileComparison(scope, 'WHERE', { leaf, term });
    const isEqual = leaf.operator === '=' || leaf.operator.toUpperCase() === 'IN';
    if (isEqual && term.path?.hops.length === 0 && operands.every(isExact)) {
      lookups.set(leaf, { field: term.field, values: () => operands });
    }
    return (row) => fits(term.read(row));
  });
  return {
    test,
    lookups: requiredLeaves(tree).flatMap((leaf) => lookups.get(leaf) ?? []),
    prepare: function* () {
      for (const prepare of prepares) yield* prepare();
    },
  };
}

function isExact(operand: Operand): operand is string | number | boolean {
  return operand !== null && typeof operand !== 'object';
}

export function treeOf(scope: Scope, clause: Clause, where: WhereClause | HavingClause): ConditionTree {
  try {
    return toConditionTree(where);
  } catch (error) {
    if (!(error instanceof MixedOperators)) throw error;
    throw refuseWord(scope, { clause, word: error.operator }, ['MALFORMED_QUERY', error.message]);
  }
}

export function toPredicate<Source>(
  tree: ConditionTree,
  ofLeaf: (leaf: Leaf) => (source: Source) => boolean,
): (source: Source) => boolean {
  if (tree.kind === 'leaf') return ofLeaf(tree.leaf);
  if (tree.kind === 'not') {
    const part = toPredicate(tree.part, ofLeaf);
    return (source) => !part(source);
  }
  const parts = tree.parts.map((part) => toPredicate(part, ofLeaf));
  if (tree.kind === 'and') return (source) => parts.every((part) => part(source));
  return (source) => parts.some((part) => part(source));
}

/** The left side of a comparison. */
export function sourceOf(leaf: Leaf) {
  return 'fn' in leaf ? leaf.fn : leaf.field;
}

export function compileComparison<Source>(
  scope: Scope,
  clause: Clause,
  { leaf, term }: { leaf: Leaf; term: Term<Source> },
): { test: Test; operands: readonly Operand[] } {
  try {
    checkOperator(term.field, leaf.operator);
    const operands = literalsOf(scope, leaf).map((literal) => toOperand(literal, term.field, todayIn(scope)));
    return { test: toTest(term.field, leaf.operator, operands), operands };
  } catch (error) {
    if (!(error instanceof UnfitLiteral)) throw error;
    const word = innermostWord(sourceOf(leaf));
    throw refuseWord(scope, { clause, word }, [error.errorCode, error.message]);
  }
}

function literalsOf({ binds }: Scope, leaf: Leaf): readonly Literal[] {
  if ('valueQuery' in leaf) return [];
  const texts = Array.isArray(leaf.value) ? leaf.value : [leaf.value];
  const types = leaf.literalType ?? 'STRING';
  const written = texts.map((text, i): Literal => {
    return { text, type: (Array.isArray(types) ? types[i] : types) ?? 'STRING' };
  });
  return binds === undefined ? written : written.flatMap((literal) => binds.get(literal.text) ?? [literal]);
}

/** The comparisons that are true for every row of the result. */
function requiredLeaves(tree: ConditionTree): Leaf[] {
  if (tree.kind === 'leaf') return [tree.leaf];
  return tree.kind === 'and' ? tree.parts.flatMap(requiredLeaves) : [];
}
