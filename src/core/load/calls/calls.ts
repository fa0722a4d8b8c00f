// A load without bulk jobs: rows go out in REST or collections calls and end in the same result files as those of a
// bulk job.
import { contentEnd, readCells } from '../../csv/csvCells';
import { recordBlocks } from '../../csv/csvScan';
import { SalesforceError, toErrorData, toSalesforceError } from '../../errors/salesforceError';
import { mergeRuns } from '../../kernel/merge';
import { isResumable } from '../../kernel/retry';
import type { Task } from '../../kernel/task';
import type { ErrorData } from '../../model/job';
import type { LoadSpec, LoadState, PartEvent, PartState, RemoteState } from '../../model/load';
import type { Clock } from '../../ports';
import { writeCallResults } from '../../results/callResults';
import type { SentPart } from '../../results/results';
import type { LoadPlace, LoadPlan } from '../place';
import { sendsOnlyIds } from '../sentColumns';
import type { PlannedSource } from '../source';
import { cellEffectOf } from './cellEffect';
import { cellFlawsOf } from './cellFlaws';
import { readersOf } from './jsonValues';
import { giveUpUncertain, sendRows } from './partCalls';
import { PartProgress } from './partProgress';
import { createCalls, type Calls, type CallsOrg } from './send';

export type { CallsOrg };

export interface CallsLoad {
  readonly spec: LoadSpec;
  readonly plan: LoadPlan;
  readonly parts: LoadState['parts'];
  readonly source: PlannedSource;
  readonly place: LoadPlace;
  readonly api: Calls['api'];
  /** Parts under way at once. */
  readonly parallel: number;
}

export interface CallsRun {
  readonly org: CallsOrg;
  readonly clock: Clock;
  readonly task: Task;
  readonly abortRequested: AbortSignal;
}

type Run<R = void> = AsyncGenerator<PartEvent, R>;

/**
 * Runs a load to its last row. An error that a resume can overcome leaves the rest to the resume; any other is thrown
 * after every row is in a result file. Throws `job.outcomeUnknown` when the answer to rows that were sent never came.
 */
export async function* loadByCalls(load: CallsLoad, run: CallsRun): Run {
  const open = new Set(load.parts.filter(({ phase }) => phase !== 'finished'));
  // Holds only parts under way: a million rows have a million outcomes.
  const begun = new Map<PartState, PartProgress>();
  let unanswered = load.parts.reduce(
    (sum, part) => (open.has(part) ? sum : sum + new PartProgress(part).unanswered),
    0,
  );
  const finish = async (part: PartState, progress: PartProgress, end: PartEnd): Promise<PartEvent> => {
    const event = await finishPart(progress, end, load, run);
    unanswered += progress.unanswered;
    open.delete(part);
    begun.delete(part);
    return event;
  };
  async function* runPart(part: PartState, calls: Calls): Run {
    const progress = new PartProgress(part);
    begun.set(part, progress);
    const values = await readValues(await load.source.toSend(part.plan));
    yield* sendRows(progress, values, { ...run, calls, operation: load.spec.operation });
    yield await finish(part, progress, endOf(progress, run));
  }
  try {
    const calls = open.size > 0 ? await openCalls(load, run) : undefined;
    if (calls)
      yield* mergeRuns(
        [...open].map((part) => () => runPart(part, calls)),
        load.parallel,
      );
  } catch (cause) {
    const error = toSalesforceError(cause);
    if (run.task.signal.aborted || isResumable(error)) throw cause;
    for (const part of open) {
      const progress = begun.get(part) ?? new PartProgress(part);
      // A call may be unanswered, also one of an earlier run. Only the event keeps that when the part is finished.
      yield* giveUpUncertain(progress, run);
      yield await finish(part, progress, { state: 'Failed', message: error.message, error: toErrorData(error) });
    }
    throw cause;
  }
  if (unanswered > 0) throw new SalesforceError('job.outcomeUnknown', { rows: unanswered });
}

async function openCalls({ spec, plan, api }: CallsLoad, { org, task }: CallsRun): Promise<Calls> {
  const { object, file, operation } = spec;
  const { fields, keyPrefix } = await org.rest.describes.object(object, task);
  const { columns } = plan;
  const effectOf = cellEffectOf(spec);
  const hasValues = !sendsOnlyIds(operation);
  const readers = hasValues ? readersOf(columns, fields, { file, object, effectOf }) : [];
  const cellFlaws = hasValues ? cellFlawsOf(columns, fields, effectOf) : [];
  return createCalls({ ...spec, api, columns, readers, cellFlaws, keyPrefix, effectOf }, org);
}

/** The values of a part's rows. */
async function readValues({ dialect, open }: SentPart): Promise<readonly (readonly string[])[]> {
  const delimiter = dialect.delimiter.charCodeAt(0);
  const rows: (readonly string[])[] = [];
  for await (const { bytes, count, ends } of recordBlocks(open()))
    for (let i = 0, start = 0; i < count; start = ends[i++] as number)
      rows.push(readCells(bytes, start, contentEnd(bytes, start, ends[i] as number), delimiter));
  return rows;
}

/** A part without a bulk job ends in the states of one, so that code that reads parts needs no others. */
interface PartEnd {
  readonly state: RemoteState;
  readonly message?: string;
  readonly error?: ErrorData;
}

function endOf(progress: PartProgress, { abortRequested }: CallsRun): PartEnd {
  const { unanswered: rows } = progress;
  if (rows > 0) {
    const error = new SalesforceError('job.outcomeUnknown', { rows });
    return { state: 'Failed', message: error.message, error: toErrorData(error) };
  }
  return { state: abortRequested.aborted && !progress.isWhole ? 'Aborted' : 'JobComplete' };
}

async function finishPart(
  progress: PartProgress,
  end: PartEnd,
  { source, place }: CallsLoad,
  { task, clock }: CallsRun,
): Promise<PartEvent> {
  const { plan } = progress;
  const { unexpected: _, ...results } = await writeCallResults(await source.sent(plan), progress.known(), place, task);
  return { at: clock.now(), type: 'partFinished', part: plan.index, ...end, ...results };
}
