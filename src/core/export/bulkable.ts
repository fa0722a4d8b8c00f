// What the Bulk API does not support in a query, as far as it can be known before the query is sent.
import type { Task } from '../kernel/task';
import type { Describes } from '../rest/rest';
import { columnsOf, notBulkable, objectOf } from '../soql/soql';
import { fieldType } from './fieldTypes';

/** Standard compound fields end like this, but so do text fields, such as OrgWideEmailAddress.Address. */
const mayBeCompound = /address$/i;
const compoundTypes: ReadonlySet<string> = new Set(['address', 'location']);

/**
 * A construct of the query or a compound field, in words; undefined when nothing is found. Only a describe tells a
 * compound field from a text, so this describes the objects of fields whose name allows it. Custom compound fields, and
 * objects that cannot be described, are left to Salesforce, which refuses the query job.
 */
export async function findNotBulkable(soql: string, describes: Describes, task: Task): Promise<string | undefined> {
  const construct = notBulkable(soql);
  if (construct !== undefined) return construct;
  for (const column of columnsOf(soql)) {
    if (!('name' in column) || !mayBeCompound.test(column.name)) continue;
    const type = await fieldType(objectOf(soql), column.name, { describes, task });
    if (type !== undefined && compoundTypes.has(type)) return `the compound field ${column.name}`;
  }
  return undefined;
}
