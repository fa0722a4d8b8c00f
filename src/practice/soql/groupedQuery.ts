// A SELECT with GROUP BY or aggregates: result rows with aliases, HAVING, and ORDER BY.
import type { FieldFunctionExpression, FunctionExp, HavingClause, Query } from '@jetstreamapp/soql-parser-js';
import type { FieldDef, Value } from '../data/schema';
import { refuse } from '../http/http';
import { isAggregate, toAggregate } from './aggregates';
import { compileComparison, sourceOf, toPredicate, treeOf, type RowCondition } from './conditions';
import { compileExpression, innermostWord, writtenPath } from './expressions';
import { format, label } from './formats';
import { compileGrouping, Groups, type Group, type Grouping, type Total } from './grouping';
import { compileOrder, sortRows, type Order } from './ordering';
import type { Clause } from './outline';
import { malformed } from './queryErrors';
import { candidates, visitRows } from './rowWalk';
import { compileCondition, compileWindow, type Window } from './rowsPlan';
import { refuseWord, type Scope, type Term } from './scope';
import type { WireRecord } from './shape';
import type { Steps } from './steps';

/** Salesforce returns at most this many groups; queryMore is not available for them. */
const maxGroups = 2000;

export interface Cell {
  readonly key: string;
  /** The function call as in the statement; undefined for a field. */
  readonly call?: string | undefined;
  readonly term: Term<Group>;
}

interface Draft {
  readonly scope: Scope;
  readonly grouping: Grouping;
  readonly totals: Total[];
}

interface GroupedQuery extends Window {
  readonly draft: Draft;
  readonly condition: RowCondition;
  readonly cells: readonly Cell[];
  readonly passes: (group: Group) => boolean;
  readonly order: Order<Group>;
}

export function isGrouped(query: Query): boolean {
  const aggregates = (query.fields ?? []).some(
    (field) => field.type === 'FieldFunctionExpression' && aggregatesIn(field),
  );
  return query.groupBy !== undefined || aggregates;
}

function aggregatesIn(source: string | FunctionExp): boolean {
  if (typeof source === 'string') return false;
  return isAggregate(source.functionName) || (source.parameters ?? []).some(aggregatesIn);
}

export function compileGrouped(
  scope: Scope,
  query: Query,
): {
  readonly condition: RowCondition;
  readonly cells: readonly Cell[];
  readonly records: () => Steps<WireRecord[]>;
} {
  const draft: Draft = { scope, grouping: compileGrouping(scope, query.groupBy), totals: [] };
  const window = compileWindow(query);
  if (query.groupBy === undefined && window.limit !== Infinity) {
    throw malformed('Non-grouped query that uses overall aggregate functions cannot also use LIMIT');
  }
  const grouped: GroupedQuery = {
    draft,
    condition: compileCondition(scope, query),
    cells: compileCells(draft, query),
    passes: query.having ? compileHaving(draft, query.having) : () => true,
    order: compileOrder(scope, query.orderBy, (source) => toTerm(draft, 'ORDER', source)),
    ...window,
  };
  return { condition: grouped.condition, cells: grouped.cells, records: () => runGrouped(grouped) };
}

function* runGrouped({ draft, condition, cells, passes, order, offset, limit }: GroupedQuery): Steps<WireRecord[]> {
  yield* condition.prepare();
  const groups = new Groups(draft.grouping, draft.totals);
  yield* visitRows(candidates(draft.scope, condition.lookups), (row) => {
    if (condition.test(row)) groups.add(row);
    return true;
  });
  const sorted = yield* sortRows(groups.all().filter(passes), order, offset + limit);
  const wanted = sorted.slice(offset);
  if (wanted.length > maxGroups) {
    const advice = 'use LIMIT to restrict the results to a single batch';
    throw refuse(400, 'EXCEEDED_ID_LIMIT', `Aggregate query does not support queryMore(), ${advice}`);
  }
  return wanted.map((group) => ({
    attributes: { type: 'AggregateResult' },
    ...Object.fromEntries(cells.map(({ key, term }) => [key, term.read(group)])),
  }));
}

function compileCells(draft: Draft, query: Query): Cell[] {
  const cells: Cell[] = [];
  let unnamed = 0;
  for (const field of query.fields ?? []) {
    switch (field.type) {
      case 'Field':
      case 'FieldRelationship': {
        const term = toTerm(draft, 'SELECT', writtenPath(field));
        addCell(cells, { key: ('alias' in field ? field.alias : undefined) ?? term.field.name, term });
        break;
      }
      case 'FieldFunctionExpression':
        addCell(cells, {
          key: field.alias ?? `expr${unnamed}`,
          call: field.rawValue,
          term: toTerm(draft, 'SELECT', field),
        });
        unnamed += field.alias === undefined ? 1 : 0;
        break;
      default:
        throw malformed('Grouped query cannot use child relationships in the SELECT list');
    }
  }
  return cells;
}

function addCell(cells: Cell[], cell: Cell): void {
  if (cells.some(({ key }) => key.toLowerCase() === cell.key.toLowerCase()))
    throw malformed(`duplicate alias: ${cell.key}`);
  cells.push(cell);
}

function compileHaving(draft: Draft, having: HavingClause): (group: Group) => boolean {
  return toPredicate<Group>(treeOf(draft.scope, 'HAVING', having), (leaf) => {
    const term = toTerm(draft, 'HAVING', sourceOf(leaf));
    const { test } = compileComparison(draft.scope, 'HAVING', { leaf, term });
    return (group) => test(term.read(group));
  });
}

function toTerm(draft: Draft, clause: Clause, source: string | FunctionExp): Term<Group> {
  if (typeof source === 'string' || !aggregatesOrWraps(source)) return groupedTerm(draft, clause, source);
  if (isAggregate(source.functionName)) return totalTerm(draft, clause, source);
  const argument = source.parameters?.[0] ?? '';
  if (source.functionName?.toUpperCase() === 'GROUPING') return rolledUpTerm(draft, clause, argument);
  const inner = toTerm(draft, clause, argument);
  return { field: { ...inner.field, type: 'string' }, read: wrapped(source, inner) };
}

const wrappers = new Set(['FORMAT', 'TOLABEL', 'CONVERTCURRENCY', 'GROUPING']);

function aggregatesOrWraps(source: FunctionExp): boolean {
  return isAggregate(source.functionName) || wrappers.has((source.functionName ?? '').toUpperCase());
}

function wrapped(source: FunctionExp, { field, read }: Term<Group>): (group: Group) => Value {
  switch (source.functionName?.toUpperCase()) {
    case 'FORMAT':
      return (group) => format(field, read(group));
    case 'TOLABEL':
      return (group) => label(field, read(group));
    default:
      return read;
  }
}

function groupedTerm(draft: Draft, clause: Clause, source: string | FunctionExp): Term<Group> {
  const { expression, place } = placeInGroup(draft, clause, source);
  return { field: expression.field, read: (group) => group.keys[place] ?? null };
}

function rolledUpTerm(draft: Draft, clause: Clause, source: string | FunctionExp): Term<Group> {
  const { expression, place } = placeInGroup(draft, clause, source);
  const field: FieldDef = { ...expression.field, type: 'int', scale: 0 };
  return { field, read: (group) => (group.rolledUp[place] === true ? 1 : 0) };
}

function placeInGroup({ scope, grouping }: Draft, clause: Clause, source: string | FunctionExp) {
  const expression = compileExpression(scope, clause, source);
  const place = grouping.expressions.findIndex(({ identity }) => identity === expression.identity);
  if (place >= 0) return { expression, place };
  const what = clause === 'ORDER' ? 'Ordered field' : 'Field';
  const sentence = `${what} must be grouped or aggregated: ${expression.field.name}`;
  throw refuseWord(scope, { clause, word: innermostWord(source) }, ['MALFORMED_QUERY', sentence]);
}

function totalTerm({ scope, totals }: Draft, clause: Clause, source: FunctionExp): Term<Group> {
  const name = (source.functionName ?? '').toUpperCase();
  const [argument] = source.parameters ?? [];
  if (argument === undefined) {
    throw refuseWord(scope, { clause, word: name }, ['MALFORMED_QUERY', "unexpected token: ')'"]);
  }
  const expression = compileExpression(scope, clause, argument);
  // Every row has an id, so counting ids needs no reads.
  const isOwnId = expression.field.type === 'id' && expression.path?.hops.length === 0;
  const term = name === 'COUNT' && isOwnId ? { ...expression, read: () => true } : expression;
  const aggregate = toAggregate(name, term.field);
  if (!aggregate) {
    const sentence = `field ${term.field.name} does not support aggregate operator ${name}`;
    throw refuseWord(scope, { clause, word: innermostWord(argument) }, ['MALFORMED_QUERY', sentence]);
  }
  const identity = `${name}(${term.identity})`;
  let place = totals.findIndex((total) => total.identity === identity);
  if (place < 0) place = totals.push({ identity, argument: term, field: aggregate.field, start: aggregate.start }) - 1;
  return { field: aggregate.field, read: (group) => group.totals[place]?.result() ?? null };
}

/** True for COUNT() without a field, which returns only the number of rows. */
export function isCount(query: Query): boolean {
  const [field, ...others] = query.fields ?? [];
  return others.length === 0 && field?.type === 'FieldFunctionExpression' && isBareCount(field);
}

function isBareCount(field: FieldFunctionExpression): boolean {
  return field.functionName.toUpperCase() === 'COUNT' && field.parameters.length === 0;
}
