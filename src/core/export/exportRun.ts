// What exports over Bulk API and REST share: their context, progress events, and one restart when Salesforce lost the
// place.
import { SalesforceError, toErrorData } from '../errors/salesforceError';
import type { OrgClient } from '../http/client';
import type { ExportEvent, ExportState } from '../model/export';
import type { JobDelayed } from '../model/job';
import { createLatestValue, type LatestValue } from '../kernel/latestValue';
import { mergeRuns } from '../kernel/merge';
import type { Task } from '../kernel/task';
import type { Clock, Files } from '../ports';
import type { Rest } from '../rest/rest';
import type { ExportFile } from './draftFile';

type Run = AsyncGenerator<ExportEvent | JobDelayed, void>;

export interface ExportContext {
  readonly state: ExportState;
  readonly client: OrgClient;
  readonly rest: Rest;
  readonly clock: Clock;
  readonly files: Files;
  /** The job's own folder. */
  readonly folder: string;
  readonly file: ExportFile;
  /** What an earlier run wrote and is still on the disk; undefined to begin at the first record. */
  readonly written: ExportState['written'];
  /** Aborted when the job is aborted. */
  readonly abortRequested: AbortSignal;
  readonly task: Task;
}

/** Yields, between the events of `fetching`, how many records have arrived. */
export async function* withDownloadEvents(
  { clock }: ExportContext,
  fetching: (onRecords: (records: number) => void) => Run,
): Run {
  const latest = createLatestValue<number>();
  yield* mergeRuns([() => endAfter(fetching(latest.set), latest), () => downloadEvents(latest, clock)], 2);
}

/**
 * When Salesforce no longer knows the place in the results, the export begins at the first record again, once. When a
 * page remains another one, the next run begins there: the one that was sent for another may be in the file already.
 */
export async function* restartOnce(context: ExportContext, read: (context: ExportContext) => Run): Run {
  try {
    yield* read(context);
  } catch (error) {
    if (!isForgotten(error) && !isOtherPage(error)) throw error;
    yield* restart(context, error);
    if (isOtherPage(error)) throw error;
    try {
      yield* read({ ...context, written: undefined });
    } catch (again) {
      if (isOtherPage(again)) yield* restart(context, again);
      throw isForgotten(again) ? new SalesforceError('job.locatorExpiredTwice', {}, { cause: again }) : again;
    }
  }
}

async function* restart({ file, clock }: ExportContext, error: SalesforceError): Run {
  await file.cut(0);
  yield { at: clock.now(), type: 'restarted', error: toErrorData(error) };
}

const isForgotten = (error: unknown): error is SalesforceError => hasCode(error, 'job.locatorExpired');
const isOtherPage = (error: unknown): error is SalesforceError => hasCode(error, 'network.otherPage');
const hasCode = (error: unknown, code: string): error is SalesforceError =>
  error instanceof SalesforceError && error.code === code;

async function* endAfter(events: Run, latest: LatestValue<number>): Run {
  try {
    yield* events;
  } finally {
    latest.end();
  }
}

async function* downloadEvents(latest: LatestValue<number>, clock: Clock): Run {
  for await (const records of latest) yield { at: clock.now(), type: 'downloading', records };
}
