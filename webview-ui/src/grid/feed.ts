// Keeps the rows near the viewport: reads them page by page, aborts reads that are no longer needed, drops old pages.
import { maxRowsPerRead } from '../../../src/shared/protocol/table';

/** What one row shows, column by column; null is a missing value. */
export type Cells = readonly (string | null)[];

export interface LoadedPage {
  /** Changes whenever the rows change at their source. */
  readonly version: number;
  readonly total: number;
  readonly rows: readonly Cells[];
}

export type LoadPage = (offset: number, limit: number, signal: AbortSignal) => Promise<LoadedPage>;

export interface FeedOptions {
  readonly load: LoadPage;
  /** The rows that have been read already; their offset is a multiple of `pageRows`. */
  readonly first: LoadedPage & { readonly offset: number };
  readonly pageRows: number;
  readonly keepPages: number;
}

/** Rows to read first, before it is known how wide they are. */
export const firstRows = 200;
const maxReads = 2;
const pauseMs = 40;

interface Page {
  readonly rows: readonly Cells[];
  /** The rows may have changed at their source; they are shown until the new ones arrive. */
  isStale: boolean;
}

/** Numbers of pages. */
interface PageSpan {
  readonly first: number;
  readonly last: number;
}

export class Feed {
  total: number;
  /** Why the last page could not be read. */
  error: string | undefined;
  /** Rows `first` to `last` or the total changed; `last < first` when only the error did. */
  changed: (first: number, last: number) => void = () => undefined;
  readonly #load: LoadPage;
  readonly #pages = new Map<number, Page>();
  readonly #reads = new Map<number, AbortController>();
  readonly #pageRows: number;
  readonly #keepPages: number;
  #version: number;
  /** The pages on the screen. */
  #wanted: PageSpan;
  #askedFor: PageSpan | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor({ load, first, pageRows, keepPages }: FeedOptions) {
    this.#load = load;
    this.#pageRows = pageRows;
    this.#keepPages = keepPages;
    this.#version = first.version;
    this.total = first.total;
    const number = first.offset / pageRows;
    this.#wanted = { first: number, last: number };
    for (let from = 0; from < first.rows.length; from += pageRows) {
      const rows = first.rows.slice(from, from + pageRows);
      const isWhole = rows.length === pageRows || first.offset + from + rows.length === first.total;
      if (isWhole) this.#keep(number + from / pageRows, rows);
    }
  }

  row(index: number): Cells | undefined {
    const page = this.#pages.get(Math.floor(index / this.#pageRows));
    return page?.rows[index % this.#pageRows];
  }

  /**
   * Rows `first` to `last` are on the screen. Reads after a short pause, so that scrolling past a page does not read
   * it.
   */
  want(first: number, last: number): void {
    const wanted = { first: Math.floor(first / this.#pageRows), last: Math.floor(last / this.#pageRows) };
    if (wanted.first !== this.#wanted.first || wanted.last !== this.#wanted.last) this.#wanted = wanted;
    this.#readSoon();
  }

  /** The rows changed at their source: those on the screen stay until they have been read again. */
  refresh(): void {
    this.error = undefined;
    for (const page of this.#pages.values()) page.isStale = true;
    for (const read of this.#reads.values()) read.abort();
    this.#reads.clear();
    this.#read();
  }

  /** Rows `first` to `last`, from memory or from the source. */
  async slice(first: number, last: number, signal: AbortSignal): Promise<readonly Cells[]> {
    const rows: Cells[] = [];
    while (rows.length <= last - first) {
      const index = first + rows.length;
      const loaded = this.row(index);
      if (loaded) rows.push(loaded);
      else {
        const page = await this.#load(index, Math.min(maxRowsPerRead, last - index + 1), signal);
        if (page.rows.length === 0) break;
        rows.push(...page.rows);
      }
    }
    return rows;
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const read of this.#reads.values()) read.abort();
    this.#reads.clear();
  }

  #readSoon(): void {
    this.#timer ??= setTimeout(() => this.#read(), pauseMs);
  }

  #read(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { first, last } = this.#wanted;
    for (const [number, read] of this.#reads) {
      if (number >= first - 1 && number <= last + 1) continue;
      read.abort();
      this.#reads.delete(number);
    }
    const isResting = this.#askedFor === this.#wanted;
    this.#askedFor = this.#wanted;
    for (const number of this.#inOrderOfNeed(isResting)) {
      if (this.#reads.size >= maxReads || this.error !== undefined) return;
      if (this.#isMissing(number)) void this.#readPage(number);
    }
  }

  /** The pages on the screen and, when scrolling has stopped there, the neighbors that it will need next. */
  #inOrderOfNeed(isResting: boolean): number[] {
    const { first, last } = this.#wanted;
    const onScreen = Array.from({ length: last - first + 1 }, (_, i) => first + i);
    return isResting ? [...onScreen, last + 1, first - 1] : onScreen;
  }

  #isMissing(number: number): boolean {
    if (this.#reads.has(number) || number < 0) return false;
    if (number > 0 && number * this.#pageRows >= this.total) return false;
    return this.#pages.get(number)?.isStale ?? true;
  }

  async #readPage(number: number): Promise<void> {
    const read = new AbortController();
    this.#reads.set(number, read);
    const offset = number * this.#pageRows;
    try {
      const { version, total, rows } = await this.#load(offset, this.#pageRows, read.signal);
      if (read.signal.aborted) return;
      if (version !== this.#version) for (const page of this.#pages.values()) page.isStale = true;
      this.#version = version;
      this.#keep(number, rows);
      this.total = total;
      this.changed(offset, offset + rows.length - 1);
    } catch (error) {
      if (read.signal.aborted) return;
      this.error = error instanceof Error ? error.message : String(error);
      this.changed(0, -1);
    } finally {
      if (this.#reads.get(number) === read) this.#reads.delete(number);
    }
    this.#readSoon();
  }

  /** Drops the pages that were read longest ago, but never those on the screen. */
  #keep(number: number, rows: readonly Cells[]): void {
    this.#pages.delete(number);
    this.#pages.set(number, { rows, isStale: false });
    const { first, last } = this.#wanted;
    for (const old of this.#pages.keys()) {
      if (this.#pages.size <= this.#keepPages) return;
      if (old < first || old > last) this.#pages.delete(old);
    }
  }
}
