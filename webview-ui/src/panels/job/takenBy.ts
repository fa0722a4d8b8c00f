// The later attempt that took a row, as the column `retry` names it.
import { placeText } from './codePlace';
import { say } from './strings';

export interface TakenBy {
  readonly label: string;
  /** Among the attempts; missing for one that is removed or unreadable. */
  readonly index?: number;
}

/** Undefined for a row that none took. */
export function takenBy(cell: string): TakenBy | undefined {
  if (cell === '') return undefined;
  if (cell === 'removed') return { label: say('removedAttempt') };
  if (cell === 'unreadable') return { label: say('unreadableAttempt') };
  const index = Number(cell);
  return { label: say('attempt', { number: index + 1 }), index };
}

/** What the grid shows in a column of that id. */
export function cellText(column: string, value: string): string {
  if (column === 'place') return placeText(value);
  return column === 'retry' ? (takenBy(value)?.label ?? '') : value;
}
