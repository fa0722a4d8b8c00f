// An export over the Bulk API: the query job, then its pages into the file, each with an event once it is on the disk.
import { fetchRecords, findRecords, type FoundQuery } from '../bulk/bulk';
import { SalesforceError } from '../errors/salesforceError';
import type { ExportEvent, ExportSpec } from '../model/export';
import type { JobDelayed } from '../model/job';
import { withSignal } from '../kernel/task';
import { notBulkable } from '../soql/soql';
import { restartOnce, withDownloadEvents, type ExportContext } from './exportRun';
import { createPageWriter } from './pageWriter';

type Run = AsyncGenerator<ExportEvent | JobDelayed, void>;

/** Throws `request.notBulkable` before anything is sent. */
export function checkBulkable({ soql }: ExportSpec): void {
  const construct = notBulkable(soql);
  if (construct === undefined) return;
  throw new SalesforceError('request.notBulkable', { construct, reason: `it does not take ${construct}` });
}

/** Ends without a count when the query job was aborted at Salesforce, by this run or in Setup. */
export async function* exportBulk(context: ExportContext): Run {
  const { state, client, clock, abortRequested, task } = context;
  const { spec, query, total } = state;
  const found =
    query && total !== undefined
      ? { query, total }
      : yield* findRecords(
          { soql: spec.soql, all: spec.all ?? false, created: query, abortRequested },
          { client, clock },
          task,
        );
  if (found)
    yield* restartOnce(context, (from) => withDownloadEvents(from, (onRecords) => fetch(found, from, onRecords)));
}

async function* fetch(found: FoundQuery, context: ExportContext, onRecords: (records: number) => void): Run {
  const { state, client, clock, file, files, folder, written } = context;
  const place = written?.next ?? undefined;
  let records = place ? state.succeeded : 0;
  const task = withSignal(context.task, context.abortRequested);
  const { format } = state.spec;
  const { signal } = task;
  const pages = createPageWriter({ files, clock, file, folder, format, records, onRecords, signal });
  const ask = { ...found, receive: pages.receive, records, ...(place && { place }) };
  try {
    for await (const { page, next } of fetchRecords(ask, { client, clock }, task)) {
      const bytes = await page.save();
      records += page.records;
      yield { at: clock.now(), type: 'pageSaved', records, bytes, next };
    }
  } finally {
    await pages.close();
  }
}
