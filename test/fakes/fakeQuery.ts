// Salesforce's side of one bulk query in memory: an org's client with all the variations of Salesforce's answers.
import { SalesforceError } from '../../src/core/errors/salesforceError';
import type { OrgClient, OrgRequest } from '../../src/core/http/client';
import type { HttpResponse } from '../../src/core/ports';

export interface FakeQueryOptions {
  /** Bodies of the pages, each with its header. */
  readonly pages: readonly string[];
  /** Records that Salesforce says it found. */
  readonly counted: number;
  /** How links to pages are spelled; `none` for no lists. Default: as in Salesforce's documentation. */
  readonly links?: 'resultUrl' | 'resultLink' | 'none';
  readonly apiVersion?: string;
  /** Left out of every answer. */
  readonly lostHeaders?: readonly string[];
  /** Changes how many records an answer says the page has. */
  readonly announced?: (page: number) => number | undefined;
}

export interface FakeQuery {
  readonly client: OrgClient;
  /** Paths in the order of the requests, without the version. */
  readonly asked: string[];
  /** Called for every path before it is answered; may throw. */
  onAsk: (path: string) => void;
}

const remoteId = '7505e0000000001AAA';
const linksInAList = 5;

export function createFakeQuery(options: FakeQueryOptions): FakeQuery {
  const { pages, counted, links = 'resultUrl', apiVersion = '66.0' } = options;
  const root = `/services/data/v${apiVersion}`;
  const asked: string[] = [];
  const fake: FakeQuery = { client: undefined as never, asked, onAsk: () => undefined };

  const job = (state: string) => ({ id: remoteId, state, numberRecordsProcessed: counted });
  const list = (from: number): unknown => {
    if (links === 'none') throw new SalesforceError('request.notFound', { what: 'resultPages', message: '' });
    const end = Math.min(from + linksInAList, pages.length);
    const page = (index: number): string => `/jobs/query/${remoteId}/results?locator=p%2F${index}`;
    const indexes = Array.from({ length: end - from }, (_, offset) => from + offset);
    const next = `${root}/jobs/query/${remoteId}/resultpages?locator=${end}`;
    return {
      resultPages: indexes.map((index) =>
        links === 'resultUrl' ? { resultUrl: root + page(index) } : { resultLink: page(index) },
      ),
      ...(end < pages.length && (links === 'resultUrl' ? { nextRecordsUrl: next } : { nextRecordUrl: next })),
      done: end >= pages.length,
    };
  };
  const answer = (request: OrgRequest): { readonly json?: unknown; readonly page?: number } => {
    const url = new URL(request.path.replace(root, ''), 'https://fake');
    const locator = request.query?.['locator'] ?? url.searchParams.get('locator') ?? undefined;
    const path = url.pathname + (locator === undefined ? '' : `?${locator}`);
    asked.push(`${request.method} ${path}`);
    fake.onAsk(path);
    if (request.method === 'POST') return { json: job('UploadComplete') };
    if (url.pathname.endsWith('/resultPages')) return { json: list(Number(locator ?? 0)) };
    if (!url.pathname.endsWith('/results')) return { json: job('JobComplete') };
    return { page: Number(String(locator ?? 'p/0').slice(2)) };
  };
  const headersOf = (page: number): Readonly<Record<string, string>> => {
    const announced = options.announced?.(page);
    return {
      'sforce-locator': page + 1 < pages.length ? `p/${page + 1}` : 'null',
      ...(announced !== undefined && { 'sforce-numberofrecords': String(announced) }),
    };
  };
  const client: OrgClient = {
    apiVersion,
    org: 'Fake',
    json: async (request, decode) => decode(answer(request).json, { status: 200, header: () => undefined }),
    send: async (request, task): Promise<HttpResponse> => {
      const { page = 0 } = answer(request);
      const text = pages[page] ?? '';
      const headers = headersOf(page);
      return {
        status: 200,
        header: (name) => (options.lostHeaders?.includes(name) ? undefined : headers[name]),
        body: chunks(text, task.signal),
        text: () => Promise.resolve(text),
        discard: () => undefined,
      };
    },
  };
  return Object.assign(fake, { client });
}

async function* chunks(text: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += 5) {
    signal.throwIfAborted();
    yield Uint8Array.from(bytes.subarray(at, at + 5));
  }
}
