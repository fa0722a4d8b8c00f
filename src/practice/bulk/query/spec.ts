// Reads the create request of a query job and rejects SOQL that Bulk API 2.0 does not support.
// See https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/query_create_job.htm
import type { Query } from '@jetstreamapp/soql-parser-js';
import type { JsonRecord } from '../../dml/jsonRecords';
import { refuse, type Refusal } from '../../http/http';
import type { Org } from '../../org/org';
import { compileQuery, type CompiledQuery, type RecordQuery } from '../../soql/soql';
import { delimiters, lineEndings, type DelimiterName, type LineEnding } from '../job';
import { choose, textOf } from '../spec';
import type { QueryJobSpec } from './job';

export function readQueryJobSpec(org: Org, json: JsonRecord, version: number): QueryJobSpec {
  const operation = choose(json, 'operation', { allowed: ['query', 'queryAll'], fallback: '' });
  choose(json, 'contentType', { allowed: ['CSV'], fallback: 'CSV' });
  const columnDelimiter = choose(json, 'columnDelimiter', {
    allowed: Object.keys(delimiters) as DelimiterName[],
    fallback: 'COMMA',
  });
  const lineEnding = choose(json, 'lineEnding', { allowed: Object.keys(lineEndings) as LineEnding[], fallback: 'LF' });
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
