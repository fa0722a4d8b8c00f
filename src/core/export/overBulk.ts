// An export over the Bulk API: the query job, then its pages into the file, each told once it is on the disk.
import { fetchRecords, findRecords, type FoundQuery } from '../bulk/bulk';
import { SalesforceError } from '../errors/salesforceError';
import type { ExportEvent, ExportSpec } from '../model/export';
import type { JobDelayed } from '../model/job';
import { withSignal } from '../kernel/task';
import { notBulkable } from '../soql/soql';
import { orAnew, withArrivals, type Exporting } from './exportRun';
import { createPageTaker } from './pageWriter';

type Run = AsyncGenerator<ExportEvent | JobDelayed, void>;

/** Throws `request.notBulkable`; nothing is sent for it. */
export function checkBulkable({ soql }: ExportSpec): void {
  const construct = notBulkable(soql);
  if (construct === undefined) return;
  throw new SalesforceError('request.notBulkable', { construct, reason: `it does not take ${construct}` });
}

/** Ends without a count when the job was aborted at Salesforce, by this run or by somebody else. */
export async function* exportBulk(exporting: Exporting): Run {
  const { state, client, clock, abortRequested, task } = exporting;
  const { spec, query, total } = state;
  const found =
    query && total !== undefined
      ? { query, total }
      : yield* findRecords(
          { soql: spec.soql, all: spec.all ?? false, known: query, abortRequested },
          { client, clock },
          task,
        );
  if (found) yield* orAnew(exporting, (from) => withArrivals(from, (arrived) => fetch(found, from, arrived)));
}

async function* fetch(found: FoundQuery, exporting: Exporting, arrived: (records: number) => void): Run {
  const { state, client, clock, file, files, folder, written } = exporting;
  const place = written?.next ?? undefined;
  let records = place ? state.succeeded : 0;
  const task = withSignal(exporting.task, exporting.abortRequested);
  const { format } = state.spec;
  const { take, close } = createPageTaker({ files, clock, file, folder, format, records, arrived, ...task });
  const ask = { ...found, take, records, ...(place && { place }) };
  try {
    for await (const { taken, next } of fetchRecords(ask, { client, clock }, task)) {
      const bytes = await taken.settle();
      records += taken.records;
      yield { at: clock.now(), type: 'pageSaved', records, bytes, next };
    }
  } finally {
    await close();
  }
}
