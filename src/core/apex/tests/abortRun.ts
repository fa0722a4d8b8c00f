// Tells Salesforce to stop a run: its classes that have not ended are taken from the queue.
import * as z from 'zod';
import type { OrgClient } from '../../http/client';
import type { Task } from '../../kernel/task';
import { toolingRows } from './toolingRows';
import { itemRows } from './testWire';

const open: ReadonlySet<string> = new Set(['Holding', 'Queued', 'Preparing', 'Processing']);
/** Of a collections call. */
const maxRecords = 200;

/** A class that has ended in the meantime cannot be aborted, which is no error. The policy knows this call. */
export async function abortRun(client: OrgClient, runId: string, task: Task): Promise<void> {
  const items = await toolingRows(client, { schema: itemRows.schema, soql: itemRows.soql(runId) }, task);
  const ids = items.filter(({ Status }) => open.has(Status)).map(({ Id }) => Id);
  for (let start = 0; start < ids.length; start += maxRecords) {
    const records = ids
      .slice(start, start + maxRecords)
      .map((id) => ({ attributes: { type: 'ApexTestQueueItem' }, id, Status: 'Aborted' }));
    const path = '/services/data/v{v}/tooling/composite/sobjects';
    const json = { allOrNone: false, records };
    await client.json(
      { method: 'PATCH', path, json, repeat: 'safe' },
      (value) => z.array(z.unknown()).parse(value),
      task,
    );
  }
}
