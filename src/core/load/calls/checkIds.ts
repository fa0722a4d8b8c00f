// Whether the IDs in the answer to a call fit its rows. An answer that was stored or reordered on the way is about
// other records, so it does not tell what became of the rows.
import type { RecordOutcome } from '../../composite/composite';
import { SalesforceError } from '../../errors/salesforceError';

export interface ExpectedIds {
  /** The IDs that were sent, one for each row; undefined when Salesforce chooses them. */
  readonly sent?: readonly string[];
  /** How IDs of the object begin. */
  readonly keyPrefix: string | null;
}

/** Throws `server.unexpected`: the rows may have been saved. */
export function checkIds(outcomes: readonly RecordOutcome[], { sent, keyPrefix }: ExpectedIds): void {
  const seen = new Set<string>();
  for (const [row, outcome] of outcomes.entries()) {
    if (!outcome.ok) continue;
    const id = caseSensitive(outcome.id);
    if (id === '') throw unexpected('a record was saved, but its ID is missing');
    if (!id.startsWith(keyPrefix ?? '')) throw unexpected(`${id} is the ID of another object`);
    if (sent && id !== caseSensitive(sent[row] ?? '')) throw unexpected(`${id} is the ID of another row`);
    if (!sent && seen.has(id)) throw unexpected(`two rows have the ID ${id}`);
    seen.add(id);
  }
}

/** The last three of 18 characters repeat which of the others are in upper case. */
const caseSensitive = (id: string): string => id.slice(0, 15);

const unexpected = (message: string): SalesforceError =>
  new SalesforceError('server.unexpected', { what: 'a call that saves records', message });
