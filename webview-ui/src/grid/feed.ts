// Keeps the rows near the viewport: asks for them page by page, drops stale requests and old pages.

/** What one row shows, column by column; null is a value that is not there. */
export type Cells = readonly (string | null)[];

export interface LoadedPage {
  readonly total: number;
  readonly rows: readonly Cells[];
}

export type LoadPage = (offset: number, limit: number, signal: AbortSignal) => Promise<LoadedPage>;

export interface FeedOptions {
  readonly load: LoadPage;
  /** The rows that are known already; their offset is a multiple of `pageRows`. */
  readonly first: LoadedPage & { readonly offset: number };
  readonly pageRows: number;
  readonly keepPages: number;
}

/** Rows to ask for at first, before it is known how wide they are. */
export const firstRows = 200;
const mostInFlight = 2;
const pauseMs = 40;

interface Page {
  readonly rows: readonly Cells[];
  /** The rows may have changed at their source; they are shown until the new ones are here. */
  stale: boolean;
}

export class Feed {
  total: number;
  /** Why the last page could not be had. */
  trouble: string | undefined;
  /** Rows `first` to `last` or the total changed; `last < first` when only the trouble did. */
  changed: (first: number, last: number) => void = () => undefined;
  private readonly load: LoadPage;
  private readonly pages = new Map<number, Page>();
  private readonly asking = new Map<number, AbortController>();
  private readonly pageRows: number;
  private readonly keepPages: number;
  /** Numbers of the pages on the screen. */
  private wanted: { readonly first: number; readonly last: number };
  private askedFor: Feed['wanted'] | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor({ load, first, pageRows, keepPages }: FeedOptions) {
    this.load = load;
    this.pageRows = pageRows;
    this.keepPages = keepPages;
    this.total = first.total;
    const number = first.offset / pageRows;
    this.wanted = { first: number, last: number };
    for (let from = 0; from < first.rows.length; from += pageRows) {
      const rows = first.rows.slice(from, from + pageRows);
      const whole = rows.length === pageRows || first.offset + from + rows.length === first.total;
      if (whole) this.keep(number + from / pageRows, rows);
    }
  }

  row(index: number): Cells | undefined {
    const page = this.pages.get(Math.floor(index / this.pageRows));
    return page?.rows[index % this.pageRows];
  }

  /** Rows `first` to `last` are on the screen. Asks after a breath, so that flying past a page does not ask for it. */
  want(first: number, last: number): void {
    const wanted = { first: Math.floor(first / this.pageRows), last: Math.floor(last / this.pageRows) };
    if (wanted.first !== this.wanted.first || wanted.last !== this.wanted.last) this.wanted = wanted;
    this.askSoon();
  }

  /** Something changed at the source: what is shown stays until it has been asked for anew. */
  refresh(): void {
    this.trouble = undefined;
    for (const page of this.pages.values()) page.stale = true;
    for (const abort of this.asking.values()) abort.abort();
    this.asking.clear();
    this.ask();
  }

  /** Rows `first` to `last`, from memory or from the source. */
  async slice(first: number, last: number, signal: AbortSignal): Promise<readonly Cells[]> {
    const rows: Cells[] = [];
    while (rows.length <= last - first) {
      const index = first + rows.length;
      const known = this.row(index);
      if (known) rows.push(known);
      else {
        const limit = Math.min(1000, last - index + 1);
        const page = await this.load(index, limit, signal);
        if (page.rows.length === 0) break;
        rows.push(...page.rows);
      }
    }
    return rows;
  }

  close(): void {
    clearTimeout(this.timer);
    for (const abort of this.asking.values()) abort.abort();
    this.asking.clear();
  }

  private askSoon(): void {
    this.timer ??= setTimeout(() => this.ask(), pauseMs);
  }

  private ask(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { first, last } = this.wanted;
    for (const [number, abort] of this.asking) {
      if (number >= first - 1 && number <= last + 1) continue;
      abort.abort();
      this.asking.delete(number);
    }
    const resting = this.askedFor === this.wanted;
    this.askedFor = this.wanted;
    for (const number of this.inOrderOfNeed(resting)) {
      if (this.asking.size >= mostInFlight || this.trouble !== undefined) return;
      if (this.isMissing(number)) void this.fetchPage(number);
    }
  }

  /** The pages on the screen and, when the person stays there, the neighbours that scrolling will need next. */
  private inOrderOfNeed(resting: boolean): number[] {
    const { first, last } = this.wanted;
    const onScreen = Array.from({ length: last - first + 1 }, (_, i) => first + i);
    return resting ? [...onScreen, last + 1, first - 1] : onScreen;
  }

  private isMissing(number: number): boolean {
    if (this.asking.has(number) || number < 0) return false;
    if (number > 0 && number * this.pageRows >= this.total) return false;
    return this.pages.get(number)?.stale ?? true;
  }

  private async fetchPage(number: number): Promise<void> {
    const abort = new AbortController();
    this.asking.set(number, abort);
    const offset = number * this.pageRows;
    try {
      const { total, rows } = await this.load(offset, this.pageRows, abort.signal);
      if (abort.signal.aborted) return;
      this.keep(number, rows);
      this.total = total;
      this.changed(offset, offset + rows.length - 1);
    } catch (error) {
      if (abort.signal.aborted) return;
      this.trouble = error instanceof Error ? error.message : String(error);
      this.changed(0, -1);
    } finally {
      if (this.asking.get(number) === abort) this.asking.delete(number);
    }
    this.askSoon();
  }

  /** The page asked for longest ago goes first; those on the screen are never dropped. */
  private keep(number: number, rows: readonly Cells[]): void {
    this.pages.delete(number);
    this.pages.set(number, { rows, stale: false });
    const { first, last } = this.wanted;
    for (const old of this.pages.keys()) {
      if (this.pages.size <= this.keepPages) return;
      if (old < first || old > last) this.pages.delete(old);
    }
  }
}
