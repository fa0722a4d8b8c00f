// Rows of the Tooling API: all pages of a query, each row checked.
import * as z from 'zod';
import type { OrgClient } from '../../http/client';
import { createLinkCheck } from '../../kernel/linkCheck';
import type { Task } from '../../kernel/task';

const page = z.object({ done: z.boolean(), nextRecordsUrl: z.string().nullish(), records: z.array(z.unknown()) });

interface Question<S extends z.ZodType> {
  readonly schema: S;
  readonly soql: string;
}

export async function toolingRows<S extends z.ZodType>(
  client: OrgClient,
  { schema, soql }: Question<S>,
  task: Task,
): Promise<readonly z.infer<S>[]> {
  const takeLink = createLinkCheck('GET /tooling/query');
  const rows: z.infer<S>[] = [];
  const decode = (value: unknown) => {
    const { records, ...rest } = page.parse(value);
    return { ...rest, records: z.array(schema).parse(records) };
  };
  let path = '/services/data/v{v}/tooling/query';
  let query: Readonly<Record<string, string>> = { q: soql };
  for (;;) {
    const { records, done, nextRecordsUrl } = await client.json(
      { method: 'GET', path, query, repeat: 'safe' },
      decode,
      task,
    );
    for (const record of records) rows.push(record);
    if (done || !nextRecordsUrl) return rows;
    takeLink(nextRecordsUrl);
    path = nextRecordsUrl;
    query = {};
  }
}

/** A longer list would not fit in a URL. */
const maxIds = 150;

/** Asks for some IDs at a time. `soqlFor` gets them as the inner part of `IN (…)`. */
export async function toolingRowsOf<S extends z.ZodType>(
  client: OrgClient,
  question: { readonly schema: S; readonly ids: readonly string[]; readonly soqlFor: (ids: string) => string },
  task: Task,
): Promise<readonly z.infer<S>[]> {
  const rows: z.infer<S>[] = [];
  for (let start = 0; start < question.ids.length; start += maxIds) {
    const ids = question.ids.slice(start, start + maxIds).map(quoted);
    rows.push(...(await toolingRows(client, { schema: question.schema, soql: question.soqlFor(ids.join()) }, task)));
  }
  return rows;
}

/** As a text in SOQL. */
export const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
