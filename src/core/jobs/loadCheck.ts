// Finds events of a load that contradict each other: each is valid alone, and together they are of no load.
import type { CallEvent, RowSpan } from '../model/callRows';
import type { FilePlan, LoadEvent, PartEvent, PartPlan } from '../model/load';
import type { GeneralEvent } from './jobKind';

type Planned = Extract<LoadEvent, { readonly type: 'planned' }>;
type PartFinished = Extract<PartEvent, { readonly type: 'partFinished' }>;

interface CheckedPart {
  readonly plan: PartPlan;
  isFinished: boolean;
  /** Missing until the first row has an answer or never gets one. */
  calls?: CheckedCalls;
}

interface CheckedCalls {
  /** 1 for each row that has an answer or never gets one. */
  readonly rows: Uint8Array;
  succeeded: number;
  failed: number;
  unknown: number;
}

/** Call it with each event of one journal, in order. Throws at the first that contradicts those before it. */
export function createLoadCheck(): (event: LoadEvent | GeneralEvent) => void {
  let plan: string | undefined;
  let parts: readonly CheckedPart[] = [];
  return (event) => {
    switch (event.type) {
      case 'delayed':
      case 'preparing':
        return;
      case 'planned': {
        const { at: _, ...said } = event;
        // A process that lost the job may record its plan late. It is the same one.
        if (plan !== undefined && plan !== JSON.stringify(said)) throw new Error('the load has two plans');
        plan = JSON.stringify(said);
        if (parts.length === 0)
          parts = checkPlan(event).map((part) => ({ plan: part, isFinished: part.unsent !== undefined }));
        return;
      }
      case 'finished':
        if (event.outcome === 'completed') checkCompleted(plan, parts);
        return;
      default:
        checkPart(partOf(event, plan, parts), event);
    }
  };
}

function checkPlan({ parts, records, sizeBytes, rewritten }: Planned & FilePlan): readonly PartPlan[] {
  let end = 0;
  let sum = 0;
  let line = 0;
  for (const [index, part] of parts.entries()) {
    if (part.unsent) checkUnsent(part, parts);
    if (part.index !== index) throw new Error(`part ${part.index} is in the place of part ${index}`);
    if (part.start < end || part.end < part.start) throw new Error(`part ${index} overlaps another one`);
    if (!part.unsent && part.firstLine < line)
      throw new Error(`part ${index} begins on line ${part.firstLine}, before part ${index - 1}`);
    line = part.firstLine;
    end = part.end;
    sum += part.records;
  }
  if (sum !== records) throw new Error(`the parts have ${sum} rows, and the load has ${records}`);
  if (!rewritten && end > sizeBytes) throw new Error(`the parts end at byte ${end}, and the file has ${sizeBytes}`);
  return parts;
}

function checkUnsent({ index, start, end, records, unsent = [] }: PartPlan, parts: readonly PartPlan[]): void {
  if (index !== parts.length - 1) throw new Error(`part ${index} is not sent, and is not the last one`);
  if (start !== end) throw new Error(`part ${index} is not sent, and has bytes`);
  const grouped = unsent.reduce((sum, { count }) => sum + count, 0);
  if (grouped !== records)
    throw new Error(`part ${index} has ${records} rows that are not sent, and causes of ${grouped}`);
}

function checkCompleted(plan: string | undefined, parts: readonly CheckedPart[]): void {
  if (plan === undefined) throw new Error('the load is completed without a plan');
  const open = parts.findIndex(({ isFinished }) => !isFinished);
  if (open >= 0) throw new Error(`the load is completed without part ${open}`);
}

function partOf(event: PartEvent, plan: string | undefined, parts: readonly CheckedPart[]): CheckedPart {
  if (plan === undefined) throw new Error('a part is sent before the load is planned');
  const part = parts[event.part];
  if (!part) throw new Error(`part ${event.part} is not among the ${parts.length} parts of the plan`);
  return part;
}

/** A process that lost the job may record something late about a finished part. It changes nothing. */
function checkPart(part: CheckedPart, event: PartEvent): void {
  if (part.isFinished) return;
  switch (event.type) {
    case 'partFinished':
      checkCounts(part, event);
      part.isFinished = true;
      delete part.calls;
      return;
    case 'callSent':
      checkSpan(part.plan, event.span);
      checkUnsettled(part, event.span);
      return;
    case 'callRejected':
      checkSpan(part.plan, event.span);
      return;
    case 'callAnswered':
    case 'callUnanswered':
      settle(part, event);
      return;
    default:
  }
}

/** Every row that was sent or skipped is counted once. */
function checkCounts({ plan: { index, records }, calls }: CheckedPart, event: PartFinished): void {
  const { succeeded, failed, unprocessed, unknown, groups } = event;
  const counted = succeeded + failed + unprocessed + unknown;
  if (counted !== records) throw new Error(`part ${index} has ${records} rows, and ${counted} are counted`);
  const grouped = groups.reduce((sum, { count }) => sum + count, 0);
  if (grouped !== failed) throw new Error(`part ${index} has ${failed} failed rows, and causes of ${grouped}`);
  for (const list of ['succeeded', 'failed', 'unknown'] as const)
    if (calls && calls[list] !== event[list])
      throw new Error(`${calls[list]} rows of part ${index} are ${list}, and ${event[list]} counted`);
}

function checkSpan({ index, records }: PartPlan, { from, to }: RowSpan): void {
  if (from < 0 || to <= from || to > records)
    throw new Error(`part ${index} has ${records} rows, and a call has the rows ${from} to ${to}`);
}

function settle(
  part: CheckedPart,
  event: Extract<CallEvent, { readonly type: 'callAnswered' | 'callUnanswered' }>,
): void {
  const { span } = event;
  const size = span.to - span.from;
  checkSpan(part.plan, span);
  if (event.type === 'callAnswered' && event.outcomes.length !== size)
    throw new Error(`a call of ${size} rows has ${event.outcomes.length} outcomes`);
  const calls = (part.calls ??= { rows: new Uint8Array(part.plan.records), succeeded: 0, failed: 0, unknown: 0 });
  for (let row = span.from; row < span.to; row++) {
    if (calls.rows[row] === 1) throw new Error(`row ${row} of part ${part.plan.index} has two outcomes`);
    calls.rows[row] = 1;
  }
  if (event.type === 'callUnanswered') calls.unknown += size;
  else for (const { error } of event.outcomes) calls[error === undefined ? 'succeeded' : 'failed']++;
}

function checkUnsettled({ plan, calls }: CheckedPart, { from, to }: RowSpan): void {
  const settled = calls?.rows.subarray(from, to).indexOf(1) ?? -1;
  if (settled >= 0) throw new Error(`row ${from + settled} of part ${plan.index} is sent after it has an outcome`);
}
