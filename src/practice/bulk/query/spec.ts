// Reads what the create request of a query job asks for and refuses SOQL that the Bulk API does not take (facts §5).
import type { Query } from '@jetstreamapp/soql-parser-js';
import type { Refusal } from '../../http/http';
import { refuse } from '../../http/http';
import type { DelimiterName, LineEnding } from '../job';
import { DELIMITERS, LINE_ENDINGS } from '../job';
import { choose, textOf } from '../spec';
import type { Org } from '../../org/org';
import type { JsonRecord } from '../../dml/jsonRecords';
import type { CompiledQuery, RecordQuery } from '../../soql/soql';
import { compileQuery } from '../../soql/soql';
import type { QueryJobSpec } from './job';

export function readQueryJobSpec(org: Org, json: JsonRecord, version: number): QueryJobSpec {
  const operation = choose(json, 'operation', { allowed: ['query', 'queryAll'], fallback: '' });
  choose(json, 'contentType', { allowed: ['CSV'], fallback: 'CSV' });
  const columnDelimiter = choose(json, 'columnDelimiter', {
    allowed: Object.keys(DELIMITERS) as DelimiterName[],
    fallback: 'COMMA',
  });
  const lineEnding = choose(json, 'lineEnding', { allowed: Object.keys(LINE_ENDINGS) as LineEnding[], fallback: 'LF' });
  const query = compileQuery(org, textOf(json, 'query'), { version, withDeleted: operation === 'queryAll' });
  return { operation, query: bulkable(query), columnDelimiter, lineEnding, apiVersion: version };
}

function bulkable(query: CompiledQuery): RecordQuery {
  const { def } = query.scope.table;
  if (!def.bulkable) throw refuse(400, 'INVALIDENTITY', `Entity '${def.name}' is not supported by the Bulk API.`);
  if (query.kind !== 'records') throw notInBulk('Aggregate functions and GROUP BY');
  const { selection, tree } = query;
  if (selection.children.length > 0) throw notInBulk('Aggregate Relationships');
  if (tree.offset !== undefined) throw notInBulk('OFFSET');
  if (fieldsOf(tree).some((field) => field.type === 'FieldTypeof')) throw notInBulk('TYPEOF');
  if (selectsUnbounded(tree)) throw notInBulk('FIELDS(ALL) and FIELDS(CUSTOM)');
  if (selection.columns.some(({ field }) => field.type === 'address')) {
    throw refuse(400, 'FUNCTIONALITY_NOT_ENABLED', 'Selecting compound data not supported in Bulk Query');
  }
  return query;
}

function fieldsOf(tree: Query) {
  return tree.fields ?? [];
}

function selectsUnbounded(tree: Query): boolean {
  return fieldsOf(tree).some(
    (field) =>
      field.type === 'FieldFunctionExpression' &&
      field.functionName.toUpperCase() === 'FIELDS' &&
      field.parameters[0] !== 'STANDARD',
  );
}

function notInBulk(what: string): Refusal {
  return refuse(400, 'FUNCTIONALITY_NOT_ENABLED', `${what} not supported in Bulk Query`);
}
