// A practice org of our own, as a child process, and the questions a test asks it over REST.
import { join } from 'node:path';
import { startChild } from './child';
import { root } from './installed';

export interface PracticeOrg {
  readonly url: string;
  readonly accessToken: string;
  /** The first page of records. */
  readonly query: (soql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Answers a `SELECT COUNT()`. */
  readonly count: (soql: string) => Promise<number>;
  /** All bulk loads that it was asked for, whoever asked. */
  readonly loads: () => Promise<readonly RemoteLoad[]>;
  /** What it was asked over HTTP, oldest first. */
  readonly requests: (method?: string) => Promise<readonly AskedRequest[]>;
  /** Makes something go wrong; what can be said is in src/practice/org/faults.ts. */
  readonly arm: (fault: Readonly<Record<string, unknown>>) => Promise<void>;
  /** Nothing goes wrong any more; whatever was held goes on. */
  readonly lift: () => Promise<void>;
  /** Whether anybody may delete past the recycle bin. */
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
  /** 0 while there is no answer. */
  readonly status: number;
}

export async function startPracticeOrg(): Promise<PracticeOrg> {
  const child = await startChild({
    program: process.execPath,
    args: [join(root, 'dist', 'practice.js'), '--port', '0'],
    readyWhen: /^\{.*"url".*\}$/m,
    timeoutMs: 30_000,
  });
  const { url, accessToken } = JSON.parse(child.ready[0]) as { url: string; accessToken: string };
  const call = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${accessToken}` }, ...init });
    if (!answer.ok) throw new Error(`${path} was refused: ${await answer.text()}`);
    return answer;
  };
  const read = async <T>(path: string): Promise<T> => (await (await call(path)).json()) as T;
  const ask = (soql: string) => read<QueryAnswer>(`/services/data/v66.0/query?q=${encodeURIComponent(soql)}`);
  return {
    url,
    accessToken,
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
