// The results of the rows of one chunk: four bytes for each row that succeeded.

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

/** Stores equal error texts once, since many rows fail for the same reason. */
export class ErrorTexts {
  readonly #shared = new Map<string, string>();

  intern(text: string): string {
    const known = this.#shared.get(text);
    if (known !== undefined) return known;
    // A copy, because a substring of the chunk would keep the whole chunk in memory.
    const own = Buffer.from(text).toString();
    if (this.#shared.size < maxSharedTexts) this.#shared.set(own, own);
    return own;
  }
}

export class ChunkResult {
  readonly #idOf: (number: number) => string;
  /** For each row: twice its number in the table, plus 1 if it was created, plus 1. */
  readonly #marks: Int32Array;
  /** Created at the first failure, since most chunks have none. */
  #errors: string[] | undefined;
  readonly #failedIds = new Map<number, string>();

  /** `idOf` returns the id for a row number of the table. */
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

  /** Pass a shared text; see {@link ErrorTexts}. */
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
