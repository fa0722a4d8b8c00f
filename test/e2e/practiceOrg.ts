// A practice org as a child process, and the requests that tests send to it over REST.
import { join } from 'node:path';
import { startChild } from './child';
import { root } from './installed';

export interface PracticeOrg {
  readonly url: string;
  readonly accessToken: string;
  /** Connects the extension to this org: for the extension host of a window. */
  readonly env: Readonly<Record<string, string>>;
  /** The first page of records. */
  readonly query: (soql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Answers a `SELECT COUNT()`. */
  readonly count: (soql: string) => Promise<number>;
  /** All bulk loads of the org, of all users. */
  readonly loads: () => Promise<readonly RemoteLoad[]>;
  /** The HTTP requests that it received, oldest first. */
  readonly requests: (method?: string) => Promise<readonly AskedRequest[]>;
  /** Adds a fault; src/practice/org/faults.ts has the types. */
  readonly arm: (fault: Readonly<Record<string, unknown>>) => Promise<void>;
  /** Removes all faults; jobs that were held continue. */
  readonly lift: () => Promise<void>;
  /** Whether users may hard-delete. */
  readonly permitHardDelete: (permitted: boolean) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface RemoteLoad {
  readonly id: string;
  readonly state: string;
}

export interface AskedRequest {
  readonly method: string;
  readonly path: string;
  readonly receivedBytes: number;
  /** 0 while there is no response. */
  readonly status: number;
}

/** `flags`: of the program, for example `--new-org` for an ID that no other org has. */
export async function startPracticeOrg(...flags: readonly string[]): Promise<PracticeOrg> {
  const child = await startChild({
    program: process.execPath,
    args: [join(root, 'dist', 'practice.js'), '--port', '0', ...flags],
    readyWhen: /^\{.*"url".*\}$/m,
    timeoutMs: 30_000,
  });
  const { url, accessToken } = JSON.parse(child.ready[0]) as { url: string; accessToken: string };
  const call = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' };
    const answer = await fetch(`${url}${path}`, { headers, ...init });
    if (!answer.ok) throw new Error(`${path} was refused: ${await answer.text()}`);
    return answer;
  };
  const read = async <T>(path: string): Promise<T> => (await (await call(path)).json()) as T;
  const ask = (soql: string) => read<QueryAnswer>(`/services/data/v66.0/query?q=${encodeURIComponent(soql)}`);
  return {
    url,
    accessToken,
    env: { KINETIC_PRACTICE_URL: url, KINETIC_PRACTICE_TOKEN: accessToken },
    query: async (soql) => (await ask(soql)).records,
    count: async (soql) => (await ask(soql)).totalSize,
    loads: async () =>
      (await read<{ readonly records: readonly RemoteLoad[] }>('/services/data/v66.0/jobs/ingest?jobType=V2Ingest'))
        .records,
    requests: async (method) =>
      (
        await read<{ readonly requests: readonly AskedRequest[] }>(
          method ? `/practice/requests?method=${method}` : '/practice/requests',
        )
      ).requests,
    arm: async (fault) => {
      await call('/practice/faults', { method: 'POST', body: JSON.stringify(fault) });
    },
    lift: async () => {
      await call('/practice/faults', { method: 'DELETE' });
    },
    permitHardDelete: async (bulkHardDelete) => {
      await call('/practice/permissions', { method: 'PATCH', body: JSON.stringify({ bulkHardDelete }) });
    },
    close: child.close,
  };
}

interface QueryAnswer {
  readonly totalSize: number;
  readonly records: readonly Readonly<Record<string, unknown>>[];
}
