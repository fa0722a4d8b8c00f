// What both ways of exporting need and do: the file, the two ways to be ended, and telling what arrives meanwhile.
import { SalesforceError, toErrorData } from '../errors/salesforceError';
import type { OrgClient } from '../http/client';
import type { ExportEvent, ExportState } from '../model/export';
import type { JobDelayed } from '../model/job';
import { createLatestValue, type LatestValue } from '../kernel/latestValue';
import { mergeRuns } from '../kernel/merge';
import type { Task } from '../kernel/task';
import type { Clock, Files } from '../ports';
import type { Rest } from '../rest/rest';
import type { ExportFile } from './partFile';

type Run = AsyncGenerator<ExportEvent | JobDelayed, void>;

export interface Exporting {
  readonly state: ExportState;
  readonly client: OrgClient;
  readonly rest: Rest;
  readonly clock: Clock;
  readonly files: Files;
  /** The job's own folder. */
  readonly folder: string;
  readonly file: ExportFile;
  /** What of the journal's word still holds; missing to begin at the first record. */
  readonly written: ExportState['written'];
  /** Aborted when a person stops the job. */
  readonly abortRequested: AbortSignal;
  readonly task: Task;
}

/** Runs the fetching and tells between its events how many records have arrived. */
export async function* withArrivals({ clock }: Exporting, fetching: (arrived: (records: number) => void) => Run): Run {
  const latest = createLatestValue<number>();
  yield* mergeRuns([() => ending(fetching(latest.set), latest), () => telling(latest, clock)], 2);
}

/** Where Salesforce has forgotten how far the reading was, it begins at the first record again, once. */
export async function* orAnew(exporting: Exporting, read: (exporting: Exporting) => Run): Run {
  try {
    yield* read(exporting);
  } catch (error) {
    if (!isForgotten(error)) throw error;
    await exporting.file.cut(0);
    yield { at: exporting.clock.now(), type: 'restarted', error: toErrorData(error) };
    try {
      yield* read({ ...exporting, written: undefined });
    } catch (again) {
      throw isForgotten(again) ? new SalesforceError('job.locatorExpiredTwice', {}, { cause: again }) : again;
    }
  }
}

const isForgotten = (error: unknown): error is SalesforceError =>
  error instanceof SalesforceError && error.code === 'job.locatorExpired';

async function* ending(events: Run, latest: LatestValue<number>): Run {
  try {
    yield* events;
  } finally {
    latest.end();
  }
}

async function* telling(latest: LatestValue<number>, clock: Clock): Run {
  for await (const records of latest) yield { at: clock.now(), type: 'downloading', records };
}
