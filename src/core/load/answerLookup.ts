// Asks the org for the records that a column names, after a check that the field of the load can have them.
import { SalesforceError } from '../errors/salesforceError';
import type { Task } from '../kernel/task';
import { lookUp, type LookupAnswers } from '../mapping/mapping';
import type { LoadSpec } from '../model/load';
import type { Rest } from '../rest/rest';
import type { LookupQuestion } from './lookups';

type LookupRest = Pick<Rest, 'describes' | 'query'>;

/** Throws `input.badMapping` for a field that cannot have records of the object. */
export async function answerLookup(
  spec: Pick<LoadSpec, 'object'>,
  question: LookupQuestion,
  { describes, query }: LookupRest,
  task: Task,
): Promise<LookupAnswers> {
  const { fields } = await describes.object(spec.object, task);
  checkTarget(spec.object, question, fields);
  const org = {
    fieldsOf: async (object: string) => (await describes.object(object, task)).fields,
    query: async (soql: string) => (await query(soql, {}, task)).rows,
  };
  return lookUp(question, org, task);
}

type Fields = Awaited<ReturnType<Rest['describes']['object']>>['fields'];

function checkTarget(object: string, { field, object: target }: LookupQuestion, fields: Fields): void {
  const found = fields.find(({ name }) => name.toLowerCase() === field.toLowerCase());
  // A field that does not exist has an error of its own.
  if (!found) return;
  const targets = found.type === 'id' ? [object] : found.referenceTo;
  if (targets.some((name) => name.toLowerCase() === target.toLowerCase())) return;
  const message =
    targets.length === 0
      ? `It is not a lookup field. Remove the lookup, or choose a lookup field of ${object}.`
      : `It refers to ${targets.join(', ')}, not to ${target}. Look up one of those.`;
  throw new SalesforceError('input.badMapping', { place: `The field ${field}`, message });
}
