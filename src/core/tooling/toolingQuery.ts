// Queries of the Tooling API, whose objects the REST API does not have.
import * as z from 'zod';
import type { OrgClient } from '../http/client';
import { parseHttpDate } from '../http/serverTime';
import { createLinkCheck } from '../kernel/linkCheck';
import type { Task } from '../kernel/task';
import { root } from './wire';

const page = z.object({
  done: z.boolean(),
  nextRecordsUrl: z.string().nullish(),
  records: z.array(z.unknown()),
});

/** What a query gives, and the time on the clock of Salesforce. */
export interface ToolingAnswer {
  readonly rows: readonly unknown[];
  /** Milliseconds since 1970; undefined when the response does not tell. */
  readonly serverTime: number | undefined;
}

/** All rows: use it with a limit. Throws `request.badSoql`, `request.noAccess`. */
export async function toolingQuery(client: OrgClient, soql: string, task: Task): Promise<ToolingAnswer> {
  const rows: unknown[] = [];
  const takeLink = createLinkCheck('GET /tooling/query');
  let current = await fetchPage(client, { path: `${root}/query`, query: { q: soql } }, task);
  for (;;) {
    rows.push(...current.records);
    const { done, nextRecordsUrl, serverTime } = current;
    if (done || !nextRecordsUrl) return { rows, serverTime };
    takeLink(nextRecordsUrl);
    current = await fetchPage(client, { path: nextRecordsUrl }, task);
  }
}

interface PageRequest {
  readonly path: string;
  readonly query?: { readonly q: string };
}

const fetchPage = (client: OrgClient, request: PageRequest, task: Task) =>
  client.json(
    { method: 'GET', ...request, repeat: 'safe' },
    (value, { header }) => ({ ...page.parse(value), serverTime: parseHttpDate(header('date')) }),
    task,
  );
