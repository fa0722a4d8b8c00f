// Reads the create request of an ingest job and rejects what Salesforce rejects.
// See https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/create_job.htm
import type { FieldDef, SObjectDef } from '../data/schema';
import type { JsonRecord } from '../dml/jsonRecords';
import { refuse } from '../http/http';
import { allows } from '../login/permissions';
import type { Org } from '../org/org';
import { delimiters, lineEndings, operations, type DelimiterName, type JobSpec, type LineEnding } from './job';

export function readJobSpec(org: Org, json: JsonRecord, by: { version: number; userId: string }): JobSpec {
  const operation = choose(json, 'operation', { allowed: operations, fallback: '' });
  choose(json, 'contentType', { allowed: ['CSV'], fallback: 'CSV' });
  const columnDelimiter = choose(json, 'columnDelimiter', {
    allowed: Object.keys(delimiters) as DelimiterName[],
    fallback: 'COMMA',
  });
  const lineEnding = choose(json, 'lineEnding', { allowed: Object.keys(lineEndings) as LineEnding[], fallback: 'LF' });
  const def = findObject(org, textOf(json, 'object'));
  const keyField = operation === 'upsert' ? findKey(def, textOf(json, 'externalIdFieldName')) : undefined;
  if (operation === 'hardDelete' && !allows(org, by.userId, 'PermissionsBulkApiHardDelete')) {
    const message =
      'hardDelete operation requires special user profile permission, please contact your system administrator';
    throw refuse(400, 'FEATURENOTENABLED', message);
  }
  const { bulkBatches } = org.limits;
  if (bulkBatches.used >= bulkBatches.max) {
    throw refuse(400, 'EXCEEDEDQUOTA', 'ExceededQuota : ApiBatchItems Limit exceeded.');
  }
  const assignmentRuleId = textOf(json, 'assignmentRuleId');
  return {
    def,
    operation,
    keyField,
    columnDelimiter,
    lineEnding,
    assignmentRuleId: assignmentRuleId === '' ? undefined : assignmentRuleId,
    apiVersion: by.version,
  };
}

export function textOf(json: JsonRecord, name: string): string {
  const value = json[name];
  return typeof value === 'string' ? value : '';
}

/** The value of a property, if allowed; throws Salesforce's error for any other value. */
export function choose<T extends string>(
  json: JsonRecord,
  property: string,
  options: { readonly allowed: readonly T[]; readonly fallback: T | '' },
): T {
  const given = json[property] === undefined ? options.fallback : textOf(json, property);
  const found = options.allowed.find((value) => value === given);
  if (found === undefined)
    throw refuse(400, 'API_ERROR', `Invalid value: '${given}' supplied for property: '${property}'`);
  return found;
}

function findObject(org: Org, name: string): SObjectDef {
  const def = org.schema.object(name);
  if (def === undefined) throw refuse(400, 'INVALIDJOB', `InvalidJob : Unable to find object: ${name}`);
  if (!def.bulkable) throw refuse(400, 'INVALIDENTITY', `Entity '${def.name}' is not supported by the Bulk API.`);
  return def;
}

function findKey(def: SObjectDef, name: string): FieldDef {
  const field = def.field(name);
  if (field !== undefined && (field.type === 'id' || field.externalId || field.idLookup)) return field;
  throw refuse(
    400,
    'INVALIDJOB',
    `InvalidJob : Field name provided, ${name} does not match an External ID for ${def.name}`,
  );
}
