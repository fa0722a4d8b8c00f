// Requests that compile the members of a container, and save all of them if no one has an error.
// See https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/tooling_api_objects_containerasyncrequest.htm
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Apex, Checked } from '../apex/apex';
import type { Source } from '../apex/sources';
import type { SObjectDef, Value } from '../data/schema';
import type { Row } from '../data/table';
import type { JsonRecord } from '../dml/jsonRecords';
import { refuse } from '../http/http';
import type { Org } from '../org/org';
import { fieldsOf } from './codeRecords';
import { objectOfMember } from './members';
import { addRow, changeRow, fieldOf, rowNamed, tableOf } from './systemRows';

interface Parts {
  readonly org: Org;
  readonly apex: Apex;
}

export const isRequest = ({ name }: SObjectDef): boolean => name === 'ContainerAsyncRequest';

/** A request is for a container or for one member of it. */
export function checkRequest(json: JsonRecord): void {
  const given = Object.entries(json)
    .filter(([, value]) => typeof value === 'string' && value !== '')
    .map(([key]) => key.toLowerCase());
  const ids = ['metadatacontainerid', 'metadatacontainermemberid'].filter((name) => given.includes(name));
  if (ids.length === 1) return;
  const message = 'Specify a MetadataContainerId or a MetadataContainerMemberId, but not both.';
  throw refuse(400, 'FIELD_INTEGRITY_EXCEPTION', message, ['MetadataContainerId']);
}

interface Member {
  readonly row: Row;
  readonly object: 'ApexClass' | 'ApexTrigger';
  /** Undefined for a new class or trigger. */
  readonly entity: Row | undefined;
  readonly source: Source;
}

/** Compiles after the response to the request; a later request for the same container makes an earlier one invalid. */
export async function runRequest(parts: Parts, id: string, userId: string): Promise<void> {
  const { org } = parts;
  const request = tableOf(org, 'ContainerAsyncRequest').byId(id);
  if (request === undefined) return;
  const container = fieldOf(org, request, 'MetadataContainerId');
  for (const other of [...tableOf(org, 'ContainerAsyncRequest').rows()]) {
    const isEarlier = other.id !== id && fieldOf(org, other, 'State') === 'Queued';
    if (isEarlier && container !== null && fieldOf(org, other, 'MetadataContainerId') === container)
      changeRow(org, 'ContainerAsyncRequest', other.id, { State: 'Invalidated' });
  }
  await nextTurn();
  const members = membersOf(org, request);
  const checked = await parts.apex.checkAll(members.map(({ source }) => source));
  if (stateOf(org, id) !== 'Queued') return;
  if (members.length === 0) {
    changeRow(org, 'ContainerAsyncRequest', id, { State: 'Error', ErrorMsg: 'The container has no members.' });
    return;
  }
  const results = members.map((member, i) => ({ member, ...resultOf(org, member, checked[i]) }));
  const isFine = results.every(({ problem }) => problem === undefined);
  const isSaved = isFine && fieldOf(org, request, 'IsCheckOnly') !== true;
  const saved = results.map((result) => (isSaved ? save(org, result, { id, userId }) : result.member.entity?.id));
  const messages = results.map((result, i) => messageOf(org, result, { id: saved[i], isSaved }));
  changeRow(org, 'ContainerAsyncRequest', id, {
    State: isFine ? 'Completed' : 'Failed',
    DeployDetails: JSON.stringify({
      allComponentMessages: messages,
      componentFailures: messages.filter(({ success }) => !success),
      componentSuccesses: messages.filter(({ success }) => success),
      runTestResult: null,
    }),
  });
}

const stateOf = (org: Org, id: string): Value => {
  const row = tableOf(org, 'ContainerAsyncRequest').byId(id);
  return row === undefined ? null : fieldOf(org, row, 'State');
};

function membersOf(org: Org, request: Row): Member[] {
  const container = fieldOf(org, request, 'MetadataContainerId');
  const only = fieldOf(org, request, 'MetadataContainerMemberId');
  return (['ApexClassMember', 'ApexTriggerMember'] as const).flatMap((name) => {
    const table = tableOf(org, name);
    const object = objectOfMember(table.def) ?? 'ApexClass';
    return [...table.rows()]
      .filter((row) => (only === null ? fieldOf(org, row, 'MetadataContainerId') === container : row.id === only))
      .map((row) => {
        const entityId = fieldOf(org, row, 'ContentEntityId');
        const fullName = String(fieldOf(org, row, 'FullName'));
        const entity =
          entityId === null ? rowNamed(org, object, fullName) : tableOf(org, object).byId(String(entityId));
        const kind = object === 'ApexClass' ? 'class' : 'trigger';
        const body = String(fieldOf(org, row, 'Body') ?? '');
        return { row, object, entity, source: { id: entity?.id ?? '', name: fullName, kind, body } };
      });
  });
}

interface Result {
  readonly member: Member;
  readonly unit: Exclude<Checked['unit'], undefined> | undefined;
  readonly problem: { readonly line: number; readonly column: number; readonly message: string } | undefined;
}

function resultOf(org: Org, { row, entity, source }: Member, checked: Checked | undefined): Omit<Result, 'member'> {
  const { unit, problem } = checked ?? {};
  if (problem || unit === undefined || unit.kind === 'anonymous')
    return { unit, problem: problem ?? { line: 1, column: 1, message: 'Unexpected syntax' } };
  const at = { line: unit.line, column: unit.column };
  if (unit.name.toLowerCase() !== source.name.toLowerCase()) {
    const message = `Invalid name: the code declares ${unit.name}, and the member is for ${source.name}`;
    return { unit, problem: { ...at, message } };
  }
  const isOutdated =
    entity && String(fieldOf(org, entity, 'LastModifiedDate')) > String(fieldOf(org, row, 'LastSyncDate'));
  if (!isOutdated) return { unit, problem: undefined };
  const message = `${source.name} was changed in the org after the LastSyncDate of the member`;
  return { unit, problem: { ...at, message } };
}

/** Returns the id of the class or trigger. */
function save(org: Org, { member, unit }: Result, { id, userId }: { id: string; userId: string }): string | undefined {
  const { row, object, entity, source } = member;
  if (unit === undefined) return entity?.id;
  const fields = { ...settingsOf(org, row), ...fieldsOf(unit, source.body) };
  const saved = entity?.id ?? addRow(org, object, fields, userId);
  if (entity) changeRow(org, object, entity.id, { ...fields, LastModifiedById: userId });
  changeRow(org, `${object}Member`, row.id, { MetadataContainerId: id, ContentEntityId: saved });
  return saved;
}

/** What the metadata of a member says about the saved class or trigger. */
function settingsOf(org: Org, row: Row): Readonly<Record<string, Value>> {
  const text = fieldOf(org, row, 'Metadata');
  const json: unknown = typeof text === 'string' ? JSON.parse(text) : null;
  if (typeof json !== 'object' || json === null) return {};
  const { apiVersion, status } = json as { readonly apiVersion?: unknown; readonly status?: unknown };
  const version = Number(apiVersion);
  return {
    ...(version > 0 && { ApiVersion: version }),
    ...((status === 'Active' || status === 'Inactive') && { Status: status }),
  };
}

function messageOf(
  org: Org,
  { member, problem }: Result,
  { id, isSaved }: { readonly id: string | undefined; readonly isSaved: boolean },
) {
  const { object, entity, source } = member;
  const file = object === 'ApexClass' ? `classes/${source.name}.cls` : `triggers/${source.name}.trigger`;
  return {
    changed: isSaved,
    columnNumber: problem?.column ?? null,
    componentType: object,
    created: isSaved && entity === undefined,
    createdDate: new Date(org.now()).toISOString().replace('Z', '+0000'),
    deleted: false,
    fileName: file,
    forPackageManifestFile: false,
    fullName: source.name,
    id: id ?? null,
    knownPackagingProblem: false,
    lineNumber: problem?.line ?? null,
    problem: problem?.message ?? null,
    problemType: problem ? 'Error' : null,
    requiresProductionTestRun: false,
    success: problem === undefined,
    warning: false,
  };
}
