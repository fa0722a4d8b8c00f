// The types of the fields that a query selects, from describes.
import { toSalesforceError } from '../errors/salesforceError';
import type { Task } from '../kernel/task';
import type { Describes } from '../rest/rest';

export interface FieldSource {
  readonly describes: Describes;
  readonly task: Task;
}

/**
 * Salesforce's type of the field at the end of a path such as `Account.Owner.Name`, seen from `object`. Undefined for a
 * field or an object that is not found, and for a parent that may be one of several objects.
 */
export async function fieldType(object: string, path: string, source: FieldSource): Promise<string | undefined> {
  const [name = '', ...rest] = path.split('.');
  const fields = await fieldsOf(object, source);
  const isNamed = (one: string | null): boolean => one?.toLowerCase() === name.toLowerCase();
  if (rest.length === 0) return fields.find((field) => isNamed(field.name))?.type;
  const [parent, ...others] = fields.find((field) => isNamed(field.relationshipName))?.referenceTo ?? [];
  if (parent === undefined || others.length > 0) return undefined;
  return fieldType(parent, rest.join('.'), source);
}

async function fieldsOf(
  object: string,
  { describes, task }: FieldSource,
): Promise<Awaited<ReturnType<Describes['object']>>['fields']> {
  try {
    return (await describes.object(object, task)).fields;
  } catch (error) {
    if (task.signal.aborted || !toSalesforceError(error).code.startsWith('request.')) throw error;
    return [];
  }
}
