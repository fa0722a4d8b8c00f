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
  readonly close: () => Promise<void>;
}

export async function startPracticeOrg(): Promise<PracticeOrg> {
  const child = await startChild({
    program: process.execPath,
    args: [join(root, 'dist', 'practice.js'), '--port', '0'],
    readyWhen: /^\{.*"url".*\}$/m,
    timeoutMs: 30_000,
  });
  const { url, accessToken } = JSON.parse(child.ready[0]) as { url: string; accessToken: string };
  const ask = async (soql: string): Promise<QueryAnswer> => {
    const answer = await fetch(`${url}/services/data/v66.0/query?q=${encodeURIComponent(soql)}`, {
      headers: { authorization: `Bearer ${accessToken}` },
    });
    if (!answer.ok) throw new Error(`${soql} was refused: ${await answer.text()}`);
    return (await answer.json()) as QueryAnswer;
  };
  return {
    url,
    accessToken,
    query: async (soql) => (await ask(soql)).records,
    count: async (soql) => (await ask(soql)).totalSize,
    close: child.close,
  };
}

interface QueryAnswer {
  readonly totalSize: number;
  readonly records: readonly Readonly<Record<string, unknown>>[];
}
