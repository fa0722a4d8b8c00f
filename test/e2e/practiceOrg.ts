// A practice org of our own, as a child process, and the questions a test asks it over REST.
import { join } from 'node:path';
import { startChild } from './child';
import { root } from './installed';

export interface PracticeOrg {
  readonly url: string;
  readonly accessToken: string;
  /** Runs SOQL and returns the first page of records. */
  readonly query: (soql: string) => Promise<readonly Record<string, unknown>[]>;
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
  return {
    url,
    accessToken,
    query: async (soql) => {
      const answer = await fetch(`${url}/services/data/v66.0/query?q=${encodeURIComponent(soql)}`, {
        headers: { authorization: `Bearer ${accessToken}` },
      });
      if (!answer.ok) throw new Error(`${soql} was refused: ${await answer.text()}`);
      return ((await answer.json()) as { records: Record<string, unknown>[] }).records;
    },
    close: child.close,
  };
}
