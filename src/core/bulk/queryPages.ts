// The pages of a query's results in their order: up to five at once where Salesforce lists them, else each after the
// other.
import { SalesforceError } from '../errors/salesforceError';
import { inOrder } from '../kernel/inOrder';
import { createLinkCheck } from '../kernel/linkCheck';
import { downloadWithRetries } from '../kernel/retry';
import type { PagePlace } from '../model/export';
import { withSignal, type Task } from '../kernel/task';
import type { Clock } from '../ports';
import { askTwice, isNotFound } from './askTwice';
import { createPageCheck, listedPages, PageHead, type PageRequest, type PageSigns } from './pageCheck';
import { locatorLost, type QueryApi, type ResultPage } from './queryApi';
import { emptyAnswer } from './readAs';
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

export interface PageDownload extends PagePosition {
  /** No other download follows if this one is incomplete. */
  readonly isLast: boolean;
  readonly signal: AbortSignal;
}

export interface PageRun<T extends ReceivedPage> {
  readonly api: QueryApi;
  readonly clock: Clock;
  readonly task: Task;
  readonly remoteId: string;
  /** Records of the whole query. */
  readonly total: number;
  /** Reads a page to its end. Called again when the download broke; several pages may be read at once. */
  readonly receive: (body: AsyncIterable<Uint8Array>, download: PageDownload) => Promise<T>;
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
const pace = { ahead: 2, most: 5, slowAfterMs: 250 };
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
  const check = createPageCheck();
  yield* inOrder(links(list, place, run), { ...pace, clock: run.clock }, async ({ listed, position, next }, signal) => {
    const task = withSignal(run.task, signal);
    const open = (): Promise<ResultPage> => askTwice(() => run.api.listedPage(listed.by, task), { ...run, task });
    const { received } = await receivePage({ open, check: (signs) => check(listed, signs) }, position, {
      ...run,
      task,
    });
    return { page: received, next };
  });
}

/** Undefined where pages can only be fetched one by one. */
async function openList(place: PagePlace, run: PageRun<ReceivedPage>): Promise<PageList | undefined> {
  const { api, remoteId, task } = run;
  if (place.by === 'chain' || !api.hasPageLists) return undefined;
  const isStart = place.locator === undefined && place.skip === 0;
  if (!isStart) return readList(place, run);
  try {
    const list = await api.pageList(remoteId, undefined, task);
    // A query without records may have no listed page, but it has one with the header.
    return list.paths.length === 0 ? undefined : list;
  } catch (error) {
    // There may be no list but still pages; if the job itself is gone, fetching them says so.
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

const readList = ({ locator }: PagePlace, run: PageRun<ReceivedPage>): Promise<PageList> =>
  askTwice(() => run.api.pageList(run.remoteId, locator, run.task), run);

interface Link {
  readonly listed: PageRequest;
  readonly position: PagePosition;
  readonly next: PagePlace | null;
}

async function* links(first: PageList, from: PagePlace, run: PageRun<ReceivedPage>): AsyncGenerator<Link> {
  const takeLocator = createLinkCheck(`GET /jobs/query/${run.remoteId}/resultPages`, from.locator);
  const takePath = createLinkCheck(`GET /jobs/query/${run.remoteId}/resultPages`);
  let place = from;
  let turn = 0;
  for (let list = first; ; list = await readList(place, run)) {
    const { paths, nextLocator } = list;
    if (nextLocator !== undefined) takeLocator(nextLocator);
    paths.forEach(takePath);
    const nextList: PagePlace | null = nextLocator === undefined ? null : { by: 'list', locator: nextLocator, skip: 0 };
    for (const [index, listed] of listedPages(paths).entries()) {
      if (index < place.skip) continue;
      const isLast = index === paths.length - 1;
      yield {
        listed,
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
  const takeLocator = createLinkCheck(`GET /jobs/query/${run.remoteId}/results`, from.place.locator);
  const check = createPageCheck();
  let { locator } = from.place;
  let { records } = from;
  for (let turn = 0; ; turn++) {
    const asked = locator;
    const open = (): Promise<ResultPage> => askTwice(() => run.api.page(run.remoteId, asked, run.task), run);
    const position = { isFirst: asked === undefined, turn };
    // A locator that leads back ends the export below.
    const checkPage = ({ firstId }: PageSigns): void => check({ by: asked ?? '' }, { firstId, nextLocator: undefined });
    const { received, page } = await receivePage({ open, check: checkPage }, position, run);
    records += received.records;
    const next = page.nextLocator === undefined && records === run.total ? null : page.nextLocator;
    if (next === undefined) throw locatorLost();
    if (next !== null) takeLocator(next);
    yield { page: received, next: next === null ? null : { by: 'chain', locator: next, skip: 0 } };
    if (next === null) return;
    locator = next;
  }
}

interface PageToReceive {
  readonly open: () => Promise<ResultPage>;
  /** Throws when the response is another page of the query. */
  readonly check: (signs: PageSigns) => void;
}

function receivePage<T extends ReceivedPage>(
  { open, check }: PageToReceive,
  position: PagePosition,
  run: PageRun<T>,
): Promise<{ readonly received: T; readonly page: ResultPage }> {
  return downloadWithRetries(async (isLast) => {
    const page = await open();
    const head = new PageHead();
    const received = await run.receive(head.read(page.body), { ...position, isLast, signal: run.task.signal });
    try {
      checkCount(page, received, run);
      check({ nextLocator: page.nextLocator, firstId: head.firstId() });
    } catch (error) {
      await received.drop();
      throw error;
    }
    return { received, page };
  }, run);
}

function checkCount({ records }: ResultPage, received: ReceivedPage, { remoteId, total }: PageRun<ReceivedPage>): void {
  if (records === undefined && received.records === 0 && total > 0)
    throw emptyAnswer(`the download of a page of ${remoteId}`);
  if (records === undefined || records === received.records) return;
  throw new SalesforceError('network.incompletePage', { received: received.records, expected: records });
}
