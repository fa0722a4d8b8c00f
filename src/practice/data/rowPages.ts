// Keeps encoded rows in big pages outside the garbage-collected heap and gives pages back when their rows are gone.
import type { Span } from './rowCodec';

const PAGE_BITS = 22;
const PAGE_BYTES = 1 << PAGE_BITS;
const FIRST_PAGE_BYTES = 1 << 12;
const LENGTH_BYTES = 4;

interface Page {
  bytes: Buffer;
  used: number;
  /** Rows that still live here. */
  live: number;
}

export class RowPages {
  private readonly pages: (Page | undefined)[] = [];
  private nextPageBytes = FIRST_PAGE_BYTES;

  /** Copies the row in; the number that comes back finds it again. */
  add(row: Buffer): number {
    const size = LENGTH_BYTES + row.length;
    let page = this.pages[this.pages.length - 1];
    if (page === undefined || page.used + size > page.bytes.length) page = this.openPage(size);
    const at = page.used;
    page.bytes.writeUInt32LE(row.length, at);
    row.copy(page.bytes, at + LENGTH_BYTES);
    page.used += size;
    page.live++;
    return (this.pages.length - 1) * PAGE_BYTES + at;
  }

  get(location: number): Span {
    const page = this.pageOf(location);
    const at = location % PAGE_BYTES;
    const start = at + LENGTH_BYTES;
    return { bytes: page.bytes, start, end: start + page.bytes.readUInt32LE(at) };
  }

  free(location: number): void {
    const page = this.pageOf(location);
    page.live--;
    const index = Math.floor(location / PAGE_BYTES);
    if (page.live === 0 && index < this.pages.length - 1) this.pages[index] = undefined;
  }

  private pageOf(location: number): Page {
    const page = this.pages[Math.floor(location / PAGE_BYTES)];
    if (page === undefined) throw new Error('the row was freed');
    return page;
  }

  private openPage(size: number): Page {
    const last = this.pages.length - 1;
    if (this.pages[last]?.live === 0) this.pages[last] = undefined;
    const page = { bytes: Buffer.allocUnsafeSlow(Math.max(size, this.nextPageBytes)), used: 0, live: 0 };
    this.nextPageBytes = Math.min(PAGE_BYTES, this.nextPageBytes * 4);
    this.pages.push(page);
    return page;
  }
}
