// Notices when the result list of one part is sent for another part, as a cache can do, by the first row of each list.
import { cellEnd, cellText } from '../csv/csvCells';
import type { RemoteList } from './layout';
import { RecordHash } from './recordHash';
import type { RowToWrite } from './rowWriter';

export interface FirstRow {
  /** The same for rows that are equal. */
  readonly row: string;
  /** Of the record that the row says was created. */
  readonly createdId: string | undefined;
  /** The row is one that was sent in the part, with the values that were sent. */
  readonly isMatched: boolean;
}

export class FirstRows {
  readonly #partOf = new Map<string, number>();

  /**
   * No record is created twice. Else a row is another part's only if it is unchanged there and was not sent here:
   * Salesforce may change values.
   */
  isOfOther(part: number, { row, createdId, isMatched }: FirstRow): boolean {
    if (createdId !== undefined && this.#isOfOther(createdId, part)) return true;
    return !isMatched && this.#isOfOther(row, part);
  }

  /** Of a part whose results are accepted. */
  add(part: number, rows: readonly FirstRow[]): void {
    for (const { row, createdId, isMatched } of rows) {
      if (createdId !== undefined) this.#partOf.set(createdId, part);
      if (isMatched) this.#partOf.set(row, part);
    }
  }

  #isOfOther(sign: string, part: number): boolean {
    return (this.#partOf.get(sign) ?? part) !== part;
  }
}

export function firstRow(
  { bytes, start, end }: RowToWrite,
  list: RemoteList,
  delimiter: number,
): Omit<FirstRow, 'isMatched'> {
  const { low, high } = new RecordHash().of(bytes, start, end, delimiter);
  const idEnd = cellEnd(bytes, start, end, delimiter);
  const createdEnd = cellEnd(bytes, idEnd + 1, end, delimiter);
  const isCreated = list === 'succeeded' && cellText(bytes, idEnd + 1, createdEnd) === 'true';
  return { row: `${list} ${low} ${high}`, createdId: isCreated ? cellText(bytes, start, idEnd) : undefined };
}
