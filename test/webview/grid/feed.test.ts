import assert from 'node:assert/strict';
import { type Cells, Feed, type LoadedPage, type LoadPage } from '../../../webview-ui/src/grid/feed';

interface Asked {
  readonly offset: number;
  readonly limit: number;
  readonly signal: AbortSignal;
  readonly answer: (change?: Partial<LoadedPage>) => void;
  readonly fail: (error: Error) => void;
}

const rowsFrom = (offset: number, limit: number): Cells[] =>
  Array.from({ length: limit }, (_, i) => [String(offset + i)]);

/** A source that answers when the test calls `answer`. */
function source(total: number) {
  const asked: Asked[] = [];
  let notify: (() => void) | undefined;
  const load: LoadPage = (offset, limit, signal) =>
    new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('aborted')));
      const rows = rowsFrom(offset, Math.min(limit, total - offset));
      const answer = (change: Partial<LoadedPage> = {}): void => resolve({ version: 1, total, rows, ...change });
      asked.push({ offset, limit, signal, answer, fail: reject });
      notify?.();
    });
  /** Resolves after that many reads. */
  const until = (count: number): Promise<void> =>
    new Promise((resolve) => {
      notify = () => {
        if (asked.length >= count) resolve();
      };
      notify();
    });
  return { asked, load, until };
}

const open = (load: LoadPage, total: number, keepPages = 5): Feed =>
  new Feed({ load, first: { version: 1, total, offset: 0, rows: rowsFrom(0, 10) }, pageRows: 10, keepPages });

const change = (feed: Feed): Promise<readonly [number, number]> =>
  new Promise((resolve) => {
    feed.changed = (first, last) => resolve([first, last]);
  });

describe('the feed of a grid', () => {
  const feeds: Feed[] = [];
  afterEach(() => feeds.splice(0).forEach((feed) => feed.close()));
  const opened = (load: LoadPage, total: number, keepPages?: number): Feed => {
    const feed = open(load, total, keepPages);
    feeds.push(feed);
    return feed;
  };

  it('has the rows it was opened with and reads only the missing page', async () => {
    const { asked, load, until } = source(1000);
    const feed = opened(load, 1000);
    assert.deepEqual(feed.row(7), ['7']);
    assert.equal(feed.row(17), undefined);
    feed.want(7, 17);
    await until(1);
    assert.deepEqual([asked[0]!.offset, asked[0]!.limit], [10, 10]);
    const changed = change(feed);
    asked[0]!.answer();
    assert.deepEqual(await changed, [10, 19]);
    assert.deepEqual(feed.row(17), ['17']);
  });

  it('aborts the read of a page that was scrolled past', async () => {
    const { asked, load, until } = source(1000);
    const feed = opened(load, 1000);
    feed.want(500, 505);
    await until(1);
    feed.want(900, 905);
    await until(2);
    assert.equal(asked[0]!.signal.aborted, true);
    assert.equal(asked[1]!.offset, 900);
  });

  it('reads the neighbors of a page where scrolling stopped, but not beyond the ends', async () => {
    const { asked, load, until } = source(30);
    const feed = opened(load, 30);
    feed.want(12, 15);
    await until(1);
    asked[0]!.answer();
    await until(2);
    assert.equal(asked[1]!.offset, 20);
    const changed = change(feed);
    asked[1]!.answer();
    await changed;
    assert.equal(asked.length, 2);
  });

  it('keeps a limited number of pages and never drops those on the screen', async () => {
    const { asked, load, until } = source(1000);
    const feed = opened(load, 1000, 3);
    for (const [i, first] of [100, 300, 500].entries()) {
      feed.want(first, first + 5);
      await until(i + 1);
      const changed = change(feed);
      asked[i]!.answer();
      await changed;
    }
    assert.equal(feed.row(0), undefined);
    assert.deepEqual([feed.row(100)?.[0], feed.row(300)?.[0], feed.row(500)?.[0]], ['100', '300', '500']);
  });

  it('shows the old rows until the new ones arrive when the source has changed', async () => {
    const { asked, load, until } = source(1000);
    const feed = opened(load, 10);
    feed.refresh();
    await until(1);
    assert.deepEqual(feed.row(3), ['3']);
    const changed = change(feed);
    asked[0]!.answer({ version: 2, total: 25, rows: Array.from({ length: 10 }, () => ['new']) });
    await changed;
    assert.deepEqual([feed.row(3), feed.total], [['new'], 25]);
  });

  it('reads the other pages again when one of another version arrives', async () => {
    const { asked, load, until } = source(1000);
    const feed = opened(load, 1000);
    feed.want(8, 12);
    await until(1);
    const changed = change(feed);
    asked[0]!.answer({ version: 2 });
    await changed;
    assert.deepEqual(feed.row(8), ['8'], 'old rows stay on the screen');
    await until(2);
    assert.deepEqual([asked[1]!.offset, asked[1]!.limit], [0, 10]);
  });

  it('reports why a page could not be read, and reads again only when asked to', async () => {
    const { asked, load, until } = source(1000);
    const feed = opened(load, 1000);
    feed.want(50, 55);
    await until(1);
    const changed = change(feed);
    asked[0]!.fail(new Error('the file is gone'));
    assert.deepEqual(await changed, [0, -1]);
    assert.equal(feed.error, 'the file is gone');
    feed.refresh();
    await until(2);
    assert.equal(feed.error, undefined);
    assert.equal(asked[1]!.offset, 50);
  });

  it('takes a block for the clipboard from memory and from the source', async () => {
    const { asked, load, until } = source(1000);
    const feed = opened(load, 1000);
    const slice = feed.slice(8, 13, new AbortController().signal);
    await until(1);
    assert.deepEqual([asked[0]!.offset, asked[0]!.limit], [10, 4]);
    asked[0]!.answer();
    assert.deepEqual((await slice).flat(), ['8', '9', '10', '11', '12', '13']);
  });

  it('splits its first rows into pages and does not keep an incomplete one', () => {
    const { load } = source(1000);
    const feed = new Feed({
      load,
      first: { version: 1, total: 1000, offset: 40, rows: rowsFrom(40, 25) },
      pageRows: 20,
      keepPages: 5,
    });
    feeds.push(feed);
    assert.deepEqual([feed.row(40)?.[0], feed.row(59)?.[0], feed.row(60)], ['40', '59', undefined]);
  });
});
