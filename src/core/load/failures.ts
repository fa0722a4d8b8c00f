// The values of a file that a mapping cannot make: those that end the load, with their places, and the errors of rows
// that fail alone.
import type { RowError } from '../errors/rowError';
import { SalesforceError } from '../errors/salesforceError';
import type { Converted } from '../mapping/mapping';
import type { OnFailure } from '../model/mapping';

type Failure = Exclude<Converted, string>;

/**
 * A value that a step cannot convert says that the mapping may not fit the file, so other rows may be wrong, too. A
 * value that a lookup does not find says something of one row.
 */
export const stopsLoad = ({ ofLookup }: Failure, onFailure: OnFailure | undefined): boolean =>
  (onFailure ?? (ofLookup ? 'failRow' : 'stop')) === 'stop';

/** In the form of Salesforce's errors, with a code that shows that it is not one of them. */
export const toRowError = (
  { problem, ofLookup }: Failure,
  { column, field }: { readonly column: string; readonly field: string },
): RowError => ({
  code: ofLookup ? 'KINETIC_LOOKUP_FAILED' : 'KINETIC_CANNOT_CONVERT',
  message: `${column}: ${problem} The row was not sent.`,
  // Of `User:Owner.Ext__c`, a colon would end the message.
  fields: [field.slice(field.indexOf(':') + 1)],
});

interface PlacedFailure {
  readonly line: number;
  readonly column: string;
  /** A whole sentence. */
  readonly problem: string;
}

/** Enough to see what is wrong with a column, and few enough to read. */
const maxPlaces = 100;

export class Failures {
  readonly #file: string;
  readonly #first: PlacedFailure[] = [];
  #count = 0;

  constructor(file: string) {
    this.#file = file;
  }

  add(failure: PlacedFailure): void {
    this.#count++;
    if (this.#first.length < maxPlaces) this.#first.push(failure);
  }

  /** Throws `input.cannotConvert`, unless there is none. Its `places` has one line for each of the first hundred. */
  throwFirst(): void {
    const [first] = this.#first;
    if (!first) return;
    const file = this.#file;
    const places = this.#first.map(({ line, column, problem }) => `${file}:${line}, column ${column}: ${problem}`);
    throw new SalesforceError('input.cannotConvert', { file, ...first, count: this.#count, places: places.join('\n') });
  }
}
