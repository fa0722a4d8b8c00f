// Reads an answer of the Bulk API. All of them have a few keys that never lack; an answer without them is not
// Salesforce's.
import type * as z from 'zod';
import { SalesforceError } from '../errors/salesforceError';
import { ForeignAnswer } from '../http/client';

export function readAs<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
  const read = schema.safeParse(value);
  if (!read.success) throw new ForeignAnswer(read.error.message);
  return read.data;
}

/** The error of a response without content where Salesforce always sends some. */
export const emptyAnswer = (what: string): SalesforceError =>
  new SalesforceError('network.notSalesforce', { what, message: 'it has no content', reached: 'maybe' });
