// A load without bulk jobs: rows go out in single calls or collections, and end in the same result files as those of a bulk load.
import { SalesforceError, toSalesforceError } from '../../errors/salesforceError';
import { readRows, writeRow } from '../../csv/csvRows';
import type { JobEvent, JobState } from '../../model/job';
import type { LoadSpec, PartPlan, PartState, RemoteState } from '../../model/load';
import { mergeRuns } from '../../kernel/merge';
import type { RowList } from '../../results/layout';
import { createResultWriter, type PartResults } from '../../results/results';
import { isResumable } from '../../kernel/retry';
import { createSerialQueue } from '../../kernel/serialQueue';
import type { Clock } from '../../ports';
import type { Task } from '../../kernel/task';
import type { LoadPlace, LoadPlan, PlannedSource } from '../source';
import { PartProgress } from './partProgress';
import { createCalls, type Calls, type CallsOrg } from './send';
import { readersOf } from './jsonValues';
import { sendRows } from './partCalls';

export type { CallsOrg as DirectOrg };

export interface CallsLoad {
  readonly spec: LoadSpec;
  readonly plan: LoadPlan;
  readonly parts: JobState['parts'];
  readonly source: PlannedSource;
  readonly place: LoadPlace;
  readonly api: Calls['api'];
  /** Parts in flight at once. */
  readonly parallel: number;
}

export interface CallsRun {
  readonly org: CallsOrg;
  readonly clock: Clock;
  readonly task: Task;
  readonly abortRequested: AbortSignal;
}

type Run<R = void> = AsyncGenerator<JobEvent, R>;

/**
 * Carries a load on to its last row. Throws trouble that a resume can overcome and leaves the rest to it; what no resume can
 * cure is thrown after every row is settled. `job.outcomeUnknown`: of some rows nobody knows whether Salesforce took them.
 */
export async function* loadByCalls(load: CallsLoad, run: CallsRun): Run {
  const open = new Set(load.parts.filter(({ phase }) => phase !== 'finished'));
  const settle = createSettling(load, run);
  // Only of parts under way: a million rows have a million outcomes.
  const begun = new Map<PartState, PartProgress>();
  let lost = load.parts.reduce((sum, part) => (open.has(part) ? sum : sum + new PartProgress(part).unanswered), 0);
  const end = async (part: PartState, progress: PartProgress, values: Values, how: End): Promise<JobEvent> => {
    const event = await settle(progress, values, how);
    lost += progress.unanswered;
    open.delete(part);
    begun.delete(part);
    return event;
  };
  async function* carry(part: PartState, calls: Calls): Run {
    const progress = new PartProgress(part);
    const values = await readValues(part.plan, load);
    begun.set(part, progress);
    yield* sendRows(progress, values, { ...run, calls, operation: load.spec.operation });
    yield await end(part, progress, values, endOf(progress, run));
  }
  try {
    const calls = open.size > 0 ? await openCalls(load, run) : undefined;
    if (calls)
      yield* mergeRuns(
        [...open].map((part) => () => carry(part, calls)),
        load.parallel,
      );
  } catch (error) {
    if (run.task.signal.aborted || isResumable(toSalesforceError(error))) throw error;
    const { message } = toSalesforceError(error);
    for (const part of open) {
      const progress = begun.get(part) ?? new PartProgress(part);
      yield await end(part, progress, await readValues(part.plan, load), { state: 'Failed', message });
    }
    throw error;
  }
  if (lost > 0) throw new SalesforceError('job.outcomeUnknown', { rows: lost });
}

async function openCalls({ spec, plan, api }: CallsLoad, { org, task }: CallsRun): Promise<Calls> {
  const { object, file, operation } = spec;
  const { fields, keyPrefix } = await org.rest.describes.object(object, task);
  const readers = operation === 'delete' ? [] : readersOf(plan.columns, fields, { file, object });
  return createCalls({ ...spec, api, columns: plan.columns, readers, keyPrefix }, org);
}

/** Of the rows of a part. */
type Values = readonly (readonly string[])[];

async function readValues(part: PartPlan, { source, plan }: CallsLoad): Promise<Values> {
  const values: (readonly string[])[] = [];
  const { open } = await source.sent(part);
  for await (const block of readRows(open(), plan.dialect)) values.push(...block.map((row) => row.values));
  // Blank lines at the end of a part are rows; only those at the end of a file are none.
  while (values.length < part.records) values.push(['']);
  return values;
}

interface End {
  readonly state: RemoteState;
  readonly message?: string;
}

/** In the words that Salesforce has for its own jobs, so that whoever reads parts needs no others. */
function endOf(progress: PartProgress, { abortRequested }: CallsRun): End {
  const { unanswered: rows } = progress;
  if (rows > 0) return { state: 'Failed', message: new SalesforceError('job.outcomeUnknown', { rows }).message };
  return { state: abortRequested.aborted && !progress.isWhole ? 'Aborted' : 'JobComplete' };
}

type Settle = (progress: PartProgress, values: Values, end: End) => Promise<JobEvent>;

/** One part at a time, as the settler wants it. */
function createSettling({ source, plan, place }: CallsLoad, { task, clock }: CallsRun): Settle {
  const turns = createSerialQueue();
  const settlePart = createResultWriter();
  return (progress, values, end) =>
    turns(async () => {
      const open = (list: RowList) => Promise.resolve(resultRows(list, progress, values, plan));
      const { succeeded, failed, unprocessed, groups }: PartResults = await settlePart(
        await source.sent(progress.plan),
        open,
        place,
        task,
      );
      const counts = { succeeded, failed, unprocessed, groups };
      return { at: clock.now(), type: 'partFinished', part: progress.plan.index, ...end, ...counts };
    });
}

/** A list of results as the Bulk API would give it. Rows without an outcome are in none of them. */
// eslint-disable-next-line @typescript-eslint/require-await -- the settler wants a stream
async function* resultRows(
  list: RowList,
  { outcomes }: PartProgress,
  values: Values,
  { dialect, columns }: LoadPlan,
): AsyncGenerator<Uint8Array> {
  const toBytes = (cells: readonly string[]): Uint8Array =>
    new TextEncoder().encode(writeRow(cells, { delimiter: dialect.delimiter, lineEnding: 'LF' }));
  yield toBytes(columns);
  for (const [row, outcome] of outcomes.entries()) {
    const wanted = outcome?.error === undefined ? 'succeeded' : 'failed';
    if (!outcome || wanted !== list) continue;
    yield toBytes([outcome.id ?? '', outcome.error ?? String(outcome.created ?? false), ...(values[row] ?? [])]);
  }
}
