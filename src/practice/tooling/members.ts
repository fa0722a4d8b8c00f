// Members of containers: working copies of classes and triggers, each of one saved or new class or trigger.
// See https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/tooling_api_objects_apexclassmember.htm
import type { SObjectDef, Value } from '../data/schema';
import type { Row } from '../data/table';
import type { JsonRecord } from '../dml/jsonRecords';
import { refuse } from '../http/http';
import type { Org } from '../org/org';
import { fieldOf, rowNamed, tableOf } from './systemRows';

/** `ApexClass` for `ApexClassMember`; undefined for other objects. */
export function objectOfMember({ name }: SObjectDef): 'ApexClass' | 'ApexTrigger' | undefined {
  if (name === 'ApexClassMember') return 'ApexClass';
  return name === 'ApexTriggerMember' ? 'ApexTrigger' : undefined;
}

interface ReadMember {
  /** As the record is written. */
  readonly json: JsonRecord;
  /** What only the org sets. */
  readonly fields: Readonly<Record<string, Value>>;
}

/** @param row the member that is changed; undefined for a new one */
export function readMember(org: Org, def: SObjectDef, { json, row }: { json: JsonRecord; row?: Row }): ReadMember {
  if (row !== undefined) {
    refuseSaved(org, row);
    return { json, fields: {} };
  }
  const given = (name: string): unknown =>
    Object.entries(json).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
  const entity = entityOf(org, def, { id: given('ContentEntityId'), name: given('FullName') });
  refuseSecond(org, def, { container: given('MetadataContainerId'), entity });
  const metadata = given('Metadata');
  const texts = Object.entries(json).map(([key, value]) => [
    key,
    /^metadata$/i.test(key) && value !== null ? JSON.stringify(value) : value,
  ]);
  const fields = {
    ContentEntityId: entity?.id ?? null,
    FullName: entity ? fieldOf(org, entity, 'Name') : String(given('FullName')),
    Content: metadata === undefined ? null : JSON.stringify(metadata),
    LastSyncDate: entity ? fieldOf(org, entity, 'LastModifiedDate') : org.now(),
  };
  return { json: Object.fromEntries(texts) as JsonRecord, fields };
}

/** Undefined for a class or trigger that does not exist yet, of which the name is known. */
function entityOf(org: Org, def: SObjectDef, { id, name }: { id: unknown; name: unknown }): Row | undefined {
  const object = objectOfMember(def) ?? 'ApexClass';
  if (typeof id === 'string') return tableOf(org, object).byId(id);
  if (typeof name === 'string' && name !== '') return rowNamed(org, object, name);
  const field = 'ContentEntityId';
  throw refuse(400, 'REQUIRED_FIELD_MISSING', `Required fields are missing: [${field}]`, [field]);
}

function refuseSecond(
  org: Org,
  def: SObjectDef,
  { container, entity }: { container: unknown; entity: Row | undefined },
): void {
  if (entity === undefined) return;
  const other = [...org.store.table(def).rows()].find(
    (row) =>
      fieldOf(org, row, 'ContentEntityId') === entity.id && fieldOf(org, row, 'MetadataContainerId') === container,
  );
  if (other === undefined) return;
  const message = `duplicate value found: ContentEntityId duplicates value on record with id: ${other.id}`;
  throw refuse(400, 'DUPLICATE_VALUE', message, ['ContentEntityId']);
}

function refuseSaved(org: Org, row: Row): void {
  if (String(fieldOf(org, row, 'MetadataContainerId')).startsWith('1dc')) return;
  const message = 'This member was saved with its container and cannot be changed. Create a new member.';
  throw refuse(400, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', message, []);
}
