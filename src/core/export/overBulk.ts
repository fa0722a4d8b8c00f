// An export over the Bulk API: the query job, then its pages into the file, each with an event once it is on the disk.
import { fetchRecords, findRecords, type FoundQuery } from '../bulk/bulk';
import { SalesforceError } from '../errors/salesforceError';
import type { ExportEvent, ExportSpec } from '../model/export';
import type { JobDelayed } from '../model/job';
import { withSignal, type Task } from '../kernel/task';
import type { Rest } from '../rest/rest';
import { objectOf } from '../soql/soql';
import { findNotBulkable } from './bulkable';
import { draftColumnsKey } from './draftColumns';
import { restartOnce, withDownloadEvents, type ExportContext } from './exportRun';
import { fieldType } from './fieldTypes';
import { createPageColumns } from './pageColumns';
import { createPageWriter } from './pageWriter';
import type { NumberColumns } from './plainNumbers';

type Run = AsyncGenerator<ExportEvent | JobDelayed, void>;

/** Throws `request.notBulkable` before a query job is created. */
export async function checkBulkable({ soql }: ExportSpec, { describes }: Rest, task: Task): Promise<void> {
  const construct = await findNotBulkable(soql, describes, task);
  if (construct === undefined) return;
  throw new SalesforceError('request.notBulkable', { construct, reason: `it does not support ${construct}` });
}

/** Ends without a count when the query job was aborted at Salesforce, by this run or in Setup. */
export async function* exportBulk(context: ExportContext): Run {
  const { state, client, clock, abortRequested, task } = context;
  const { spec, query, total } = state;
  const found =
    query && total !== undefined
      ? { query, total }
      : yield* findRecords(
          {
            soql: spec.soql,
            all: spec.all ?? false,
            created: query,
            abortRequested,
            firstPollSeconds: spec.firstPollSeconds,
          },
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
  const { format, plainNumbers } = state.spec;
  const numberColumns = plainNumbers ? numberColumnsOf(context, task) : undefined;
  const { signal } = task;
  const columns = createPageColumns({
    format,
    written: place && (await draftColumnsKey(file.draftPath, format, files)),
    total: found.total,
  });
  const to = { files, clock, file, folder, format, columns, numberColumns };
  const pages = createPageWriter({ ...to, records, onRecords, signal });
  const spec = { ...found, receive: pages.receive, records, ...(place && { place }) };
  try {
    for await (const { page, next } of fetchRecords(spec, { client, clock }, task)) {
      const bytes = await page.save();
      records += page.records;
      yield { at: clock.now(), type: 'pageSaved', records, bytes, next };
    }
  } finally {
    await pages.close();
  }
}

const numberTypes: ReadonlySet<string> = new Set(['double', 'currency', 'percent', 'int', 'long']);

function numberColumnsOf({ state, rest: { describes } }: ExportContext, task: Task): NumberColumns {
  const object = objectOf(state.spec.soql);
  return async (header) => {
    const columns = new Set<number>();
    for (const [index, name] of header.entries()) {
      const type = await fieldType(object, name, { describes, task });
      if (type !== undefined && numberTypes.has(type)) columns.add(index);
    }
    return columns;
  };
}
