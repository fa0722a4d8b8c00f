// The pages of a query's results in their order: up to five at once where Salesforce lists them, else each after the other.
import { SalesforceError, toSalesforceError } from '../errors/salesforceError';
import { inOrder } from '../kernel/inOrder';
import { downloadWithRetries } from '../kernel/retry';
import type { PagePlace } from '../model/export';
import { withSignal, type Task } from '../kernel/task';
import type { Clock } from '../ports';
import { locatorLost, type QueryApi, type ResultPage } from './queryApi';
import type { PageList } from './wire';

/** What the owner of the pages made of one. */
export interface TakenPage {
  readonly records: number;
  /** It will not be used, and the page is fetched again. */
  readonly drop: () => Promise<void>;
}

export interface PageSpot {
  /** The first of the whole query. */
  readonly isFirst: boolean;
  /** Of those that are fetched now, from 0 in their order. */
  readonly turn: number;
}

export interface PageRun<T extends TakenPage> {
  readonly api: QueryApi;
  readonly clock: Clock;
  readonly task: Task;
  readonly remoteId: string;
  /** Records of the whole query. */
  readonly total: number;
  /** Reads a page to its end. Called again when the page broke on its way; several pages may be read at once. */
  readonly take: (body: AsyncIterable<Uint8Array>, spot: PageSpot) => Promise<T>;
}

export interface Fetched<T> {
  readonly taken: T;
  /** Where the page behind this one is; null when this is the last. */
  readonly next: PagePlace | null;
}

/** Where an export stands: nothing yet, or that many records and the place behind them. */
export interface Standing {
  readonly records: number;
  readonly place?: PagePlace;
}

/** At most as many as a list names. */
const pace = { ahead: 2, most: 5, patienceMs: 250 };
const start: PagePlace = { by: 'list', skip: 0 };

/** Throws what broke a page four times, `network.missingHeader`, and `request.notFound` when the job is gone. */
export async function* queryPages<T extends TakenPage>(
  { records, place = start }: Standing,
  run: PageRun<T>,
): AsyncGenerator<Fetched<T>> {
  const list = await openList(place, run);
  if (!list) {
    yield* chained({ records, place }, run);
    return;
  }
  yield* inOrder(links(list, place, run), { ...pace, clock: run.clock }, async ({ path, spot, next }, signal) => {
    const task = withSignal(run.task, signal);
    const { taken } = await takePage(() => run.api.listedPage(path, task), spot, { ...run, task });
    return { taken, next };
  });
}

/** Undefined where pages have to be asked for one by one. */
async function openList(place: PagePlace, { api, remoteId, task }: PageRun<TakenPage>): Promise<PageList | undefined> {
  if (place.by === 'chain' || !api.hasPageLists) return undefined;
  const isStart = place.locator === undefined && place.skip === 0;
  try {
    const list = await api.pageList(remoteId, place.locator, task);
    // Without records there may be no page to list, but there is one, with the header.
    return isStart && list.paths.length === 0 ? undefined : list;
  } catch (error) {
    // Where there is no list there are still pages; if it is the job that is gone, they tell.
    if (isStart && toSalesforceError(error).code === 'request.notFound') return undefined;
    throw error;
  }
}

interface Link {
  readonly path: string;
  readonly spot: PageSpot;
  readonly next: PagePlace | null;
}

async function* links(first: PageList, from: PagePlace, run: PageRun<TakenPage>): AsyncGenerator<Link> {
  let place = from;
  let turn = 0;
  for (let list = first; ; list = await run.api.pageList(run.remoteId, place.locator, run.task)) {
    const { paths, nextLocator } = list;
    const behind: PagePlace | null = nextLocator === undefined ? null : { by: 'list', locator: nextLocator, skip: 0 };
    for (const [index, path] of paths.entries()) {
      if (index < place.skip) continue;
      const isLast = index === paths.length - 1;
      yield {
        path,
        spot: { isFirst: index === 0 && place.locator === undefined, turn: turn++ },
        next: isLast ? behind : { ...place, skip: index + 1 },
      };
    }
    if (!behind) return;
    place = behind;
  }
}

async function* chained<T extends TakenPage>(
  from: { readonly records: number; readonly place: PagePlace },
  run: PageRun<T>,
): AsyncGenerator<Fetched<T>> {
  let { locator } = from.place;
  let { records } = from;
  for (let turn = 0; ; turn++) {
    const asked = locator;
    const open = (): Promise<ResultPage> => run.api.page(run.remoteId, asked, run.task);
    const { taken, page } = await takePage(open, { isFirst: asked === undefined, turn }, run);
    records += taken.records;
    const next = page.nextLocator === undefined && records === run.total ? null : page.nextLocator;
    if (next === undefined) throw locatorLost();
    yield { taken, next: next === null ? null : { by: 'chain', locator: next, skip: 0 } };
    if (next === null) return;
    locator = next;
  }
}

function takePage<T extends TakenPage>(
  open: () => Promise<ResultPage>,
  spot: PageSpot,
  run: PageRun<T>,
): Promise<{ readonly taken: T; readonly page: ResultPage }> {
  return downloadWithRetries(async () => {
    const page = await open();
    const taken = await run.take(page.body, spot);
    if (page.records === undefined || page.records === taken.records) return { taken, page };
    await taken.drop();
    throw new SalesforceError('network.incompletePage', { received: taken.records, expected: page.records });
  }, run);
}
