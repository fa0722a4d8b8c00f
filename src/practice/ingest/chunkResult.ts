// What became of the rows of one chunk, four bytes a row while all goes well.

const UNSEEN = 0;
const FAILED = -1;

export interface RowFate {
  readonly kind: 'unseen' | 'succeeded' | 'failed';
  readonly id: string;
  readonly created: boolean;
  readonly error: string;
}

const UNSEEN_FATE: RowFate = { kind: 'unseen', id: '', created: false, error: '' };

export class ChunkResult {
  /** Row number in the table, doubled, plus one when it is new, plus one. */
  private readonly marks: Int32Array;
  private readonly failures = new Map<number, { id: string; error: string }>();

  /** `idOf` makes the id of a table's row number. */
  constructor(
    rows: number,
    private readonly idOf: (number: number) => string,
  ) {
    this.marks = new Int32Array(rows);
  }

  succeed(index: number, number: number, created: boolean): void {
    this.marks[index] = number * 2 + (created ? 1 : 0) + 1;
  }

  fail(index: number, id: string, error: string): void {
    this.marks[index] = FAILED;
    // A copy, since a text cut from the chunk would keep the whole chunk in memory.
    this.failures.set(index, { id, error: Buffer.from(error).toString() });
  }

  fate(index: number): RowFate {
    const mark = this.marks[index] ?? UNSEEN;
    if (mark === UNSEEN) return UNSEEN_FATE;
    if (mark === FAILED) {
      const { id, error } = this.failures.get(index) ?? { id: '', error: '' };
      return { kind: 'failed', id, created: false, error };
    }
    return { kind: 'succeeded', id: this.idOf((mark - 1) >> 1), created: (mark - 1) % 2 === 1, error: '' };
  }
}
