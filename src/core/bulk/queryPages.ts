// The pages of a query's results in their order: up to five at once where Salesforce lists them, else each after the
// other.
import { SalesforceError, toSalesforceError } from '../errors/salesforceError';
import { inOrder } from '../kernel/inOrder';
import { downloadWithRetries } from '../kernel/retry';
import type { PagePlace } from '../model/export';
import { withSignal, type Task } from '../kernel/task';
import type { Clock } from '../ports';
import { locatorLost, type QueryApi, type ResultPage } from './queryApi';
import type { PageList } from './wire';

/** A page as its receiver keeps it. */
export interface ReceivedPage {
  readonly records: number;
  /** The page is not used and will be fetched again. */
  readonly drop: () => Promise<void>;
}

export interface PagePosition {
  /** The first of the whole query. */
  readonly isFirst: boolean;
  /** Of those that are fetched now, from 0 in their order. */
  readonly turn: number;
}

export interface PageRun<T extends ReceivedPage> {
  readonly api: QueryApi;
  readonly clock: Clock;
  readonly task: Task;
  readonly remoteId: string;
  /** Records of the whole query. */
  readonly total: number;
  /** Reads a page to its end. Called again when the download broke; several pages may be read at once. */
  readonly receive: (body: AsyncIterable<Uint8Array>, position: PagePosition) => Promise<T>;
}

export interface FetchedPage<T> {
  readonly page: T;
  /** Where the page after this one is; null when this is the last. */
  readonly next: PagePlace | null;
}

/** Where to continue: at the first record, or at the place after so many records. */
export interface PageStart {
  readonly records: number;
  readonly place?: PagePlace;
}

/** At most as many as a list names. */
const pace = { ahead: 2, most: 5, patienceMs: 250 };
const start: PagePlace = { by: 'list', skip: 0 };

/** Throws what broke a page four times, `network.missingHeader`, and `request.notFound` when the job is gone. */
export async function* queryPages<T extends ReceivedPage>(
  { records, place = start }: PageStart,
  run: PageRun<T>,
): AsyncGenerator<FetchedPage<T>> {
  const list = await openList(place, run);
  if (!list) {
    yield* chained({ records, place }, run);
    return;
  }
  yield* inOrder(links(list, place, run), { ...pace, clock: run.clock }, async ({ path, position, next }, signal) => {
    const task = withSignal(run.task, signal);
    const open = (): Promise<ResultPage> => run.api.listedPage(path, task);
    const { received } = await receivePage(open, position, { ...run, task });
    return { page: received, next };
  });
}

/** Undefined where pages can only be fetched one by one. */
async function openList(
  place: PagePlace,
  { api, remoteId, task }: PageRun<ReceivedPage>,
): Promise<PageList | undefined> {
  if (place.by === 'chain' || !api.hasPageLists) return undefined;
  const isStart = place.locator === undefined && place.skip === 0;
  try {
    const list = await api.pageList(remoteId, place.locator, task);
    // A query without records may have no listed page, but it has one with the header.
    return isStart && list.paths.length === 0 ? undefined : list;
  } catch (error) {
    // There may be no list but still pages; if the job itself is gone, fetching them says so.
    if (isStart && toSalesforceError(error).code === 'request.notFound') return undefined;
    throw error;
  }
}

interface Link {
  readonly path: string;
  readonly position: PagePosition;
  readonly next: PagePlace | null;
}

async function* links(first: PageList, from: PagePlace, run: PageRun<ReceivedPage>): AsyncGenerator<Link> {
  let place = from;
  let turn = 0;
  for (let list = first; ; list = await run.api.pageList(run.remoteId, place.locator, run.task)) {
    const { paths, nextLocator } = list;
    const nextList: PagePlace | null = nextLocator === undefined ? null : { by: 'list', locator: nextLocator, skip: 0 };
    for (const [index, path] of paths.entries()) {
      if (index < place.skip) continue;
      const isLast = index === paths.length - 1;
      yield {
        path,
        position: { isFirst: index === 0 && place.locator === undefined, turn: turn++ },
        next: isLast ? nextList : { ...place, skip: index + 1 },
      };
    }
    if (!nextList) return;
    place = nextList;
  }
}

async function* chained<T extends ReceivedPage>(
  from: { readonly records: number; readonly place: PagePlace },
  run: PageRun<T>,
): AsyncGenerator<FetchedPage<T>> {
  let { locator } = from.place;
  let { records } = from;
  for (let turn = 0; ; turn++) {
    const asked = locator;
    const open = (): Promise<ResultPage> => run.api.page(run.remoteId, asked, run.task);
    const { received, page } = await receivePage(open, { isFirst: asked === undefined, turn }, run);
    records += received.records;
    const next = page.nextLocator === undefined && records === run.total ? null : page.nextLocator;
    if (next === undefined) throw locatorLost();
    yield { page: received, next: next === null ? null : { by: 'chain', locator: next, skip: 0 } };
    if (next === null) return;
    locator = next;
  }
}

function receivePage<T extends ReceivedPage>(
  open: () => Promise<ResultPage>,
  position: PagePosition,
  run: PageRun<T>,
): Promise<{ readonly received: T; readonly page: ResultPage }> {
  return downloadWithRetries(async () => {
    const page = await open();
    const received = await run.receive(page.body, position);
    if (page.records === undefined || page.records === received.records) return { received, page };
    await received.drop();
    throw new SalesforceError('network.incompletePage', { received: received.records, expected: page.records });
  }, run);
}
