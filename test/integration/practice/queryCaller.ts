// Queries a running practice org over HTTP with plain fetch and none of our code.
import { startPracticeOrg, type PracticeOrg, type PracticeOrgOptions } from '../../../src/practice/practice';

export interface QueryBody {
  readonly totalSize: number;
  readonly done: boolean;
  readonly nextRecordsUrl?: string;
  readonly records: readonly Record<string, unknown>[];
}

export interface Caller {
  readonly practice: PracticeOrg;
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Response>;
  readonly send: (method: string, path: string, body?: unknown) => Promise<Response>;
  /** The parsed body of `GET query?q=`. */
  readonly query: (soql: string, headers?: Record<string, string>) => Promise<QueryBody>;
  readonly close: () => Promise<void>;
}

const base = '/services/data/v66.0';

/** Paths without a leading slash are relative to the REST root of v66.0. */
export async function startCaller(options?: PracticeOrgOptions): Promise<Caller> {
  const practice = await startPracticeOrg(options);
  const authorization = `Bearer ${practice.accessToken}`;
  const call = (path: string, init: RequestInit) =>
    fetch(practice.url + (path.startsWith('/') ? path : `${base}/${path}`), init);
  const get: Caller['get'] = (path, headers) => call(path, { headers: { Authorization: authorization, ...headers } });
  return {
    practice,
    get,
    send: (method, path, body) => {
      const headers = { Authorization: authorization, 'Content-Type': 'application/json' };
      return call(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    },
    query: async (soql, headers) =>
      (await (await get(`query?q=${encodeURIComponent(soql)}`, headers)).json()) as QueryBody,
    close: () => practice.close(),
  };
}

/** Adds contacts `L0`, `L1` … directly to the store, because thousands of requests would be slow and test nothing. */
export function fillContacts(practice: Pick<PracticeOrg, 'org'>, count: number): void {
  const table = practice.org.store.byName('Contact');
  const slot = (name: string) => table?.def.field(name)?.slot ?? 0;
  for (let i = 0; i < count; i++) {
    const values: (string | undefined)[] = [];
    values[slot('LastName')] = `L${i}`;
    values[slot('External_Id__c')] = `K-${i}`;
    values[slot('CreatedDate')] = '2026-02-01T08:00:00.000+0000';
    table?.insert(values);
  }
}
