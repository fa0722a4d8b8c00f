// Flattens nested records into one list, level by level, each with its lookup field to the parent.
import { rowError, type RowError } from '../../data/rowErrors';
import type { FieldDef, SObjectDef } from '../../data/schema';
import { isRecord, type JsonRecord } from '../../dml/jsonRecords';
import type { Org } from '../../org/org';
import { textOf } from './subrequest';

export interface TreeRecord {
  readonly referenceId: string;
  readonly def: SObjectDef;
  /** The fields of the record, without its children. */
  readonly values: JsonRecord;
  /** Counted from 1. */
  readonly level: number;
  readonly parent: { readonly leaf: TreeRecord; readonly field: FieldDef } | undefined;
}

export interface Problem {
  readonly referenceId: string;
  readonly errors: readonly RowError[];
}

interface NestedRecord {
  readonly json: JsonRecord;
  /** The object that the record must have. */
  readonly expected: SObjectDef;
  readonly parent: TreeRecord['parent'];
}

/** Unreadable records are returned as problems; their children are skipped. */
export function readTree(
  org: Org,
  records: readonly JsonRecord[],
  root: SObjectDef,
): { readonly leaves: readonly TreeRecord[]; readonly problems: readonly Problem[] } {
  const leaves: TreeRecord[] = [];
  const problems: Problem[] = [];
  let level: NestedRecord[] = records.map((json) => ({ json, expected: root, parent: undefined }));
  for (let depth = 1; level.length > 0; depth++) {
    const next: NestedRecord[] = [];
    for (const found of level) {
      const read = readTreeRecord(org, found, depth);
      if ('errors' in read) {
        problems.push(read);
        continue;
      }
      leaves.push(read);
      const { children, errors } = childrenOf(org, found.json, read);
      next.push(...children);
      if (errors.length > 0) problems.push({ referenceId: read.referenceId, errors });
    }
    level = next;
  }
  return { leaves, problems };
}

function readTreeRecord(org: Org, { json, expected, parent }: NestedRecord, level: number): TreeRecord | Problem {
  const attributes = isRecord(json['attributes']) ? json['attributes'] : {};
  const referenceId = textOf(attributes['referenceId']);
  const type = textOf(attributes['type']);
  const def = org.schema.object(type);
  if (type === '') return problem(referenceId, 'Include an entity type for each record in the request.');
  if (def !== expected) return problem(referenceId, `Invalid entity type provided in the request: ${type}`);
  const values = Object.fromEntries(Object.entries(json).filter(([, value]) => !isNested(value)));
  return { referenceId, def, values, level, parent };
}

function problem(referenceId: string, message: string): Problem {
  return { referenceId, errors: [rowError('INVALID_INPUT', message)] };
}

function isNested(value: unknown): value is { records: unknown[] } {
  return isRecord(value) && Array.isArray(value['records']);
}

function childrenOf(org: Org, json: JsonRecord, leaf: TreeRecord): { children: NestedRecord[]; errors: RowError[] } {
  const children: NestedRecord[] = [];
  const errors: RowError[] = [];
  for (const [name, value] of Object.entries(json)) {
    if (!isNested(value)) continue;
    const link = linkOf(org, leaf.def, name);
    if (link === undefined) {
      errors.push(rowError('INVALID_FIELD', `No such column '${name}' on sobject of type ${leaf.def.name}`));
      continue;
    }
    const parent = { leaf, field: link.field };
    children.push(...value.records.filter(isRecord).map((one) => ({ json: one, expected: link.child, parent })));
  }
  return { children, errors };
}

function linkOf(org: Org, def: SObjectDef, name: string): { child: SObjectDef; field: FieldDef } | undefined {
  const found = org.schema
    .childRelationships(def)
    .find(({ relationshipName }) => relationshipName?.toLowerCase() === name.toLowerCase());
  const child = found && org.schema.object(found.childObject);
  const field = found && child?.field(found.field);
  return child && field ? { child, field } : undefined;
}
