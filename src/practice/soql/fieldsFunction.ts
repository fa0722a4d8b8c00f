// FIELDS(ALL), FIELDS(STANDARD) and FIELDS(CUSTOM): expands them and checks when they are allowed.
import type { FieldType, Query, Subquery } from '@jetstreamapp/soql-parser-js';
import { toConditionTree, type ConditionTree } from './conditionTree';
import { malformed } from './queryErrors';
import type { Scope } from './scope';

const maxRows = 200;

/** The field list with each FIELDS() replaced by its fields. */
export function expandFields(scope: Scope, query: Query | Subquery): readonly FieldType[] {
  return (query.fields ?? []).flatMap((field) => {
    if (field.type !== 'FieldFunctionExpression' || field.functionName.toUpperCase() !== 'FIELDS') return [field];
    const [group] = field.parameters;
    return namesOf(scope, query, typeof group === 'string' ? group.toUpperCase() : '').map((name): FieldType => ({
      type: 'Field',
      field: name,
    }));
  });
}

function namesOf(scope: Scope, query: Query | Subquery, group: string): string[] {
  if (!['ALL', 'STANDARD', 'CUSTOM'].includes(group)) {
    throw malformed("FIELDS function requires one of the following options: 'ALL', 'CUSTOM', 'STANDARD'");
  }
  if (group !== 'STANDARD' && !isBounded(query)) {
    throw malformed(`The SOQL FIELDS function must have a LIMIT of at most ${maxRows}`);
  }
  const fields = scope.table.def.fields.filter((field) => group === 'ALL' || field.custom === (group === 'CUSTOM'));
  if (fields.length === 0) {
    throw malformed("'FIELDS(...)' expansion function must result in at least one field being selected.");
  }
  return fields.map((field) => field.name);
}

function isBounded(query: Query | Subquery): boolean {
  if (query.limit !== undefined) return query.limit <= maxRows;
  return query.where !== undefined && namesIds(toConditionTree(query.where));
}

/** True when the condition only matches a limited list of ids. */
function namesIds(tree: ConditionTree): boolean {
  if (tree.kind === 'and') return tree.parts.some(namesIds);
  if (tree.kind !== 'leaf' || !('field' in tree.leaf) || 'valueQuery' in tree.leaf) return false;
  const { field, operator, value } = tree.leaf;
  if (field.toLowerCase() !== 'id') return false;
  return operator === '=' || (operator.toUpperCase() === 'IN' && value.length <= maxRows);
}
