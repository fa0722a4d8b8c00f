// Whether the last record of a page, which has no line ending, is whole.
import { cellEnd, contentEnd } from '../csv/csvCells';
import { copyOf, joined, longestRecordBytes } from '../csv/csvScan';
import { incompleteRecords } from './pageErrors';

const quote = 0x22;
const comma = 0x2c;

/**
 * Throws `network.incompleteRecords`. Salesforce ends every record with a line ending, so a page without the last one
 * may be cut. Where every download of the page ends like this, it is accepted unless the record has fewer or more cells
 * than the header, or lacks the quotes that Salesforce puts around every value.
 */
export function checkOpenEnd(
  record: Uint8Array,
  header: Uint8Array,
  { acceptsOpenEnd }: { readonly acceptsOpenEnd: boolean },
): void {
  if (!acceptsOpenEnd) throw incompleteRecords();
  const [cells, isQuoted] = shapeOf(record);
  const [columns, areQuoted] = shapeOf(header);
  if (cells !== columns || (areQuoted && !isQuoted)) throw incompleteRecords();
}

/** How many cells the record has, and whether the last one has quotes. */
function shapeOf(record: Uint8Array): readonly [cells: number, isQuoted: boolean] {
  const end = contentEnd(record, 0, record.length);
  let start = 0;
  for (let cells = 1; ; cells++) {
    const next = cellEnd(record, start, end, comma);
    if (next >= end) return [cells, record[start] === quote];
    start = next + 1;
  }
}

/** The bytes since the last record that ended. */
export class OpenRecord {
  #pieces: Uint8Array[] = [];
  #length = 0;

  /** `lastEnd`: where the last record that ended in the chunk ends; 0 when none did. */
  follow(chunk: Uint8Array, lastEnd: number): void {
    if (lastEnd > 0) {
      this.#pieces = [];
      this.#length = 0;
    }
    if (lastEnd === chunk.length) return;
    this.#pieces.push(copyOf(chunk.subarray(lastEnd)));
    this.#length += chunk.length - lastEnd;
    if (this.#length > longestRecordBytes) throw incompleteRecords();
  }

  bytes(): Uint8Array {
    return joined(this.#pieces);
  }
}
