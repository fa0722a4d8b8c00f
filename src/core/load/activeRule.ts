// Finds the active assignment rule of an object: a bulk job takes the ID of a rule, where REST has a word for it.
import { SalesforceError } from '../errors/salesforceError';
import type { Task } from '../kernel/task';
import type { Rest } from '../rest/rest';

/** An object has one active rule at most. Throws `input.noActiveAssignmentRule`. */
export async function activeRule(object: string, { query }: Pick<Rest, 'query'>, task: Task): Promise<string> {
  const soql = `SELECT Id FROM AssignmentRule WHERE SobjectType = '${object.replace(/\W/g, '')}' AND Active = true LIMIT 1`;
  const { rows } = await query(soql, {}, task);
  for await (const { Id: id } of rows) if (typeof id === 'string') return id;
  throw new SalesforceError('input.noActiveAssignmentRule', { object });
}
