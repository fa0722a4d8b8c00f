// Columns that name a field of another object: `Account.Ext__c`, `User:Owner.Ext__c`, `Account: Ext`, `Parent Name`.
import type { Lookup } from '../model/mapping';
import { findLookup, toFieldPath } from './fieldPath';
import type { MatchField, ParentField } from './matchTypes';
import { squash, withoutSuffix } from './names';

export interface ParentTarget {
  /** API name or relationship path. */
  readonly field: string;
  readonly lookup?: Lookup;
}

/** `Account.Ext__c`: undefined when no field has this relationship, or when its objects do not have this field. */
export function toPath(column: string, fields: readonly MatchField[]): ParentTarget | undefined {
  const path = toFieldPath(column);
  const field = path && findLookup(path, fields);
  if (!field) return undefined;
  if (!field.parentFields) return { field: column };
  const type = path.object?.toLowerCase();
  const parents = field.parentFields.filter(
    ({ object, name }) =>
      name.toLowerCase() === path.name.toLowerCase() && (type === undefined || object.toLowerCase() === type),
  );
  return parents.some(({ findsRecords }) => findsRecords) ? { field: column } : asLookup(field, parents);
}

/** `Account: Ext` and `Parent Name`. */
export function toParent(column: string, fields: readonly MatchField[]): ParentTarget | undefined {
  const asked = squash(column);
  for (const field of fields) {
    if (field.relationshipName === null) continue;
    for (const prefix of prefixesOf(field)) {
      if (prefix === '' || !asked.startsWith(prefix)) continue;
      const target = toTarget(asked.slice(prefix.length), field);
      if (target) return target;
    }
  }
  return undefined;
}

/** The objects whose describes tell what the columns mean. */
export function parentsNamed(columns: readonly string[], fields: readonly MatchField[]): readonly string[] {
  const asked = columns.map(squash);
  const named = fields.filter(
    (field) =>
      field.relationshipName !== null &&
      prefixesOf(field).some((prefix) => asked.some((column) => column.startsWith(prefix) && column !== prefix)),
  );
  return [...new Set(named.flatMap(({ referenceTo }) => referenceTo))];
}

/** How headers begin that mean a field of the parent: its relationship, or the label of the lookup without `ID`. */
function prefixesOf({ name, label, relationshipName }: MatchField): readonly string[] {
  const all = [
    relationshipName ?? '',
    withoutSuffix(relationshipName ?? ''),
    label,
    label.replace(/\s+id$/i, ''),
    name,
  ];
  return [...new Set(all.map(squash))].filter((prefix) => prefix !== '');
}

function toTarget(rest: string, field: MatchField): ParentTarget | undefined {
  const { parentFields, referenceTo } = field;
  if (!parentFields) {
    const [object, ...others] = referenceTo;
    return rest === 'name' && object !== undefined && others.length === 0
      ? { field: field.name, lookup: { object, by: 'Name' } }
      : undefined;
  }
  const parents = parentFields.filter(({ name, label }) =>
    [name, withoutSuffix(name), label].some((known) => squash(known) === rest),
  );
  const [finder, ...others] = parents.filter(({ findsRecords }) => findsRecords);
  return finder && others.length === 0 ? targetOf(field, finder) : asLookup(field, parents);
}

/** Fields of an object that can tell its records apart. */
export const toParentFields = (object: string, fields: readonly NamingField[]): readonly ParentField[] =>
  fields
    .filter(({ externalId, idLookup, nameField }) => externalId || idLookup || nameField)
    .map(({ name, label, externalId, idLookup }) => ({ object, name, label, findsRecords: externalId || idLookup }));

interface NamingField {
  readonly name: string;
  readonly label: string;
  readonly externalId: boolean;
  readonly idLookup: boolean;
  readonly nameField: boolean;
}

type Reference = Pick<MatchField, 'name' | 'relationshipName' | 'referenceTo'>;

/** What a lookup is sent as when its values are those of this field of the parent. */
export const targetOf = (lookup: Reference, parent: ParentField): ParentTarget =>
  parent.findsRecords && lookup.relationshipName !== null
    ? { field: pathTo(lookup, parent) }
    : { field: lookup.name, lookup: { object: parent.object, by: parent.name } };

const pathTo = ({ relationshipName, referenceTo }: Reference, { object, name }: ParentField): string =>
  `${referenceTo.length > 1 ? `${object}:` : ''}${relationshipName ?? ''}.${name}`;

/** Salesforce finds records by some fields only; a lookup finds them by any other one. */
function asLookup({ name }: MatchField, parents: readonly ParentField[]): ParentTarget | undefined {
  const [parent, ...others] = parents;
  if (!parent || others.length > 0) return undefined;
  return { field: name, lookup: { object: parent.object, by: parent.name } };
}
