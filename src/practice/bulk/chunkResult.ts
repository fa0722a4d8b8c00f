// What became of the rows of one chunk, four bytes a row while all goes well.

const unprocessedMark = 0;
const failedMark = -1;
const maxSharedTexts = 10_000;

export interface RowResult {
  readonly kind: 'unprocessed' | 'succeeded' | 'failed';
  readonly id: string;
  readonly created: boolean;
  readonly error: string;
}

const unprocessedRow: RowResult = { kind: 'unprocessed', id: '', created: false, error: '' };

/** Gives equal error texts one home, since a million rows tend to fail for a few reasons. */
export class ErrorTexts {
  readonly #shared = new Map<string, string>();

  intern(text: string): string {
    const known = this.#shared.get(text);
    if (known !== undefined) return known;
    // A copy, since a text cut from the chunk would keep the whole chunk in memory.
    const own = Buffer.from(text).toString();
    if (this.#shared.size < maxSharedTexts) this.#shared.set(own, own);
    return own;
  }
}

export class ChunkResult {
  readonly #idOf: (number: number) => string;
  /** Row number in the table, doubled, plus one when it is new, plus one. */
  readonly #marks: Int32Array;
  /** Made with the first failure, since most chunks have none. */
  #errors: string[] | undefined;
  readonly #failedIds = new Map<number, string>();

  /** `idOf` makes the id of a table's row number. */
  constructor(
    readonly rows: number,
    idOf: (number: number) => string,
  ) {
    this.#idOf = idOf;
    this.#marks = new Int32Array(rows);
  }

  succeed(index: number, number: number, created: boolean): void {
    this.#marks[index] = number * 2 + (created ? 1 : 0) + 1;
  }

  /** The text is kept as it is; see {@link ErrorTexts}. */
  fail(index: number, id: string, error: string): void {
    this.#marks[index] = failedMark;
    this.#errors ??= new Array<string>(this.rows).fill('');
    this.#errors[index] = error;
    if (id !== '') this.#failedIds.set(index, id);
  }

  rowAt(index: number): RowResult {
    const mark = this.#marks[index] ?? unprocessedMark;
    if (mark === unprocessedMark) return unprocessedRow;
    if (mark === failedMark) {
      const error = this.#errors?.[index] ?? '';
      return { kind: 'failed', id: this.#failedIds.get(index) ?? '', created: false, error };
    }
    return { kind: 'succeeded', id: this.#idOf((mark - 1) >> 1), created: (mark - 1) % 2 === 1, error: '' };
  }
}
