// Stores encoded rows in large pages outside the JavaScript heap and frees a page when it has no rows left.
import type { Span } from './rowCodec';

const pageBits = 22;
const pageBytes = 1 << pageBits;
const firstPageBytes = 1 << 12;
const lengthBytes = 4;

interface Page {
  bytes: Buffer;
  used: number;
  /** The number of rows still stored in this page. */
  live: number;
}

export class RowPages {
  readonly #pages: (Page | undefined)[] = [];
  #nextPageBytes = firstPageBytes;

  /** Copies the row into a page and returns its location. */
  add(row: Buffer): number {
    const size = lengthBytes + row.length;
    let page = this.#pages[this.#pages.length - 1];
    if (page === undefined || page.used + size > page.bytes.length) page = this.#openPage(size);
    const at = page.used;
    page.bytes.writeUInt32LE(row.length, at);
    row.copy(page.bytes, at + lengthBytes);
    page.used += size;
    page.live++;
    return (this.#pages.length - 1) * pageBytes + at;
  }

  get(location: number): Span {
    const page = this.#pageOf(location);
    const at = location % pageBytes;
    const start = at + lengthBytes;
    return { bytes: page.bytes, start, end: start + page.bytes.readUInt32LE(at) };
  }

  free(location: number): void {
    const page = this.#pageOf(location);
    page.live--;
    const index = Math.floor(location / pageBytes);
    if (page.live === 0 && index < this.#pages.length - 1) this.#pages[index] = undefined;
  }

  #pageOf(location: number): Page {
    const page = this.#pages[Math.floor(location / pageBytes)];
    if (page === undefined) throw new Error('The row was removed.');
    return page;
  }

  #openPage(size: number): Page {
    const last = this.#pages.length - 1;
    if (this.#pages[last]?.live === 0) this.#pages[last] = undefined;
    const page = { bytes: Buffer.allocUnsafeSlow(Math.max(size, this.#nextPageBytes)), used: 0, live: 0 };
    this.#nextPageBytes = Math.min(pageBytes, this.#nextPageBytes * 4);
    this.#pages.push(page);
    return page;
  }
}
