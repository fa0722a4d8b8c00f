// Friendly URLs: `…/sobjects/Account/<id>/Owner` returns the owner, `…/<id>/Contacts` the contacts.
// See https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_relationship_traversal.htm
import type { SObjectDef } from '../data/schema';
import type { Row } from '../data/table';
import { notFound, type Call } from '../http/http';
import type { Org } from '../org/org';
import { pageSizeOf, type Cursors, type QueryPage } from '../soql/pages';
import { compileQuery } from '../soql/soql';
import { finish } from '../soql/steps';

interface Children {
  readonly kind: 'children';
  readonly child: SObjectDef;
  /** The lookup field of the child. */
  readonly fieldName: string;
  readonly parentId: string;
}

interface Parent {
  readonly kind: 'parent';
  readonly def: SObjectDef;
  readonly row: Row;
}

/** Follows a relationship of a record; throws 404 when it is unknown or when the lookup is empty. */
export function related(
  org: Org,
  { def, row, name }: { readonly def: SObjectDef; readonly row: Row; readonly name: string },
): Parent | Children {
  const reference = def.relationship(name);
  if (reference !== undefined) {
    const id = String(row.get(reference));
    const target = org.schema.objectOfId(id);
    const found = org.store.byId(id);
    if (target === undefined || found === undefined) throw notFound();
    return { kind: 'parent', def: target, row: found };
  }
  const link = org.schema
    .childRelationships(def)
    .find(({ relationshipName }) => relationshipName?.toLowerCase() === name.toLowerCase());
  const child = link && org.schema.object(link.childObject);
  if (child === undefined || link === undefined) throw notFound();
  return { kind: 'children', child, fieldName: link.field, parentId: row.id };
}

/** The first page of children, like a query result; the query parameter `fields` selects their fields. */
export async function childrenPage(
  org: Org,
  cursors: Cursors,
  { call, child, fieldName, parentId }: Children & { readonly call: Call },
): Promise<QueryPage> {
  const names = call.query.get('fields') ?? child.fields.map((field) => field.name).join(',');
  const soql = `SELECT ${names} FROM ${child.name} WHERE ${fieldName} = '${parentId}'`;
  const query = compileQuery(org, soql, { version: call.version, withDeleted: false });
  if (query.kind !== 'records') throw notFound();
  return cursors.firstPage({
    selection: query.selection,
    rows: await finish(query.rows()),
    pageSize: pageSizeOf(call.header('sforce-query-options')),
    url: `/services/data/v${call.version.toFixed(1)}/query`,
  });
}
