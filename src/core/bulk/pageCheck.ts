// Notices when the response to the request for a page is another page of the query, as a cache can send it. The number
// of records says nothing then, since all pages but the last have the same.
import { contentEnd, readCells } from '../csv/csvCells';
import { RecordCounter } from '../csv/csvCount';
import { copyOf, joined } from '../csv/csvScan';
import { SalesforceError } from '../errors/salesforceError';

/** What is known of a page before it is asked for. */
export interface PageRequest {
  /** The path or the locator by which it is asked for. */
  readonly by: string;
  /** The locators of all pages of its list; missing when there is no list. */
  readonly listed?: ReadonlySet<string>;
  /** The locator of the page that follows in the list. */
  readonly next?: string | undefined;
}

export interface PageSigns {
  /** Of the page that follows, as the response says. */
  readonly nextLocator: string | null | undefined;
  /** Of its first record; undefined when the query has no IDs. */
  readonly firstId: string | undefined;
}

/** Throws `network.otherPage`: another download may bring the right page. */
export type PageCheck = (page: PageRequest, signs: PageSigns) => void;

/** Pages of one list. `paths`: in their order. */
export function listedPages(paths: readonly string[]): readonly PageRequest[] {
  const locators = paths.map((path) => new URL(path, 'https://host').searchParams.get('locator') ?? undefined);
  const listed = new Set(locators.filter((locator) => locator !== undefined));
  return paths.map((by, index) => ({ by, listed, next: locators[index + 1] }));
}

/** No two pages are followed by the same one, and no two have the same record. */
export function createPageCheck(): PageCheck {
  const pageOf = new Map<string, string>();
  return ({ by, listed, next }, { nextLocator, firstId }) => {
    const signs: string[] = [];
    if (typeof nextLocator === 'string') signs.push(`next ${nextLocator}`);
    if (firstId !== undefined) signs.push(`first ${firstId}`);
    const isOther =
      (typeof nextLocator === 'string' && nextLocator !== next && listed?.has(nextLocator)) ||
      signs.some((sign) => (pageOf.get(sign) ?? by) !== by);
    if (isOther) throw new SalesforceError('network.otherPage', {});
    for (const sign of signs) pageOf.set(sign, by);
  };
}

/** More than the header and the first record of most queries. */
const mostBytes = 64 * 1024;
const comma = 0x2c;
/** Salesforce gives it to rows that are no records. */
const emptyId = /^0{15}/;

/** The beginning of a page, kept while the page is read. */
export class PageHead {
  #pieces: Uint8Array[] = [];
  #length = 0;

  async *read(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of body) {
      if (this.#length < mostBytes) {
        const piece = copyOf(chunk.subarray(0, mostBytes - this.#length));
        this.#pieces.push(piece);
        this.#length += piece.length;
      }
      yield chunk;
    }
  }

  firstId(): string | undefined {
    const bytes = joined(this.#pieces);
    const [header, rest] = firstRecord(bytes);
    const [first] = firstRecord(rest);
    const id = first[header.findIndex((name) => name.toLowerCase() === 'id')];
    return id === undefined || id === '' || emptyId.test(id) ? undefined : id;
  }
}

/** The cells of a record that is whole, and what follows it. */
function firstRecord(bytes: Uint8Array): readonly [cells: readonly string[], rest: Uint8Array] {
  const counter = new RecordCounter();
  counter.push(bytes);
  const end = counter.firstEnd;
  const cells = end === 0 ? [] : readCells(bytes, 0, contentEnd(bytes, 0, end), comma);
  return [cells, bytes.subarray(end)];
}
