// Sends the rows of one part that have no outcome yet. The journal has each call before it is sent, and again its
// answer.
import { writeRowError } from '../../errors/rowError';
import { toSalesforceError, type SalesforceError } from '../../errors/salesforceError';
import type { PartEvent } from '../../model/load';
import { sizeOf, type RowOutcome, type RowSpan } from '../../model/callRows';
import { isResumable, maxAttempts, retryAfterMs } from '../../kernel/retry';
import type { Task } from '../../kernel/task';
import type { Clock } from '../../ports';
import type { PartProgress } from './partProgress';
import { finalOutcome, rejectionOf, type Calls, type CallRow } from './send';
import { callOutcomeOf } from './callOutcome';
import { bisect } from './bisect';

export interface RowsRun {
  readonly calls: Calls;
  readonly operation: Parameters<typeof finalOutcome>[1];
  readonly clock: Clock;
  readonly task: Task;
  /** Aborted when the load is aborted. */
  readonly abortRequested: AbortSignal;
}

type Run<R = void> = AsyncGenerator<PartEvent, R>;

/** How long the answer to a call under way is still waited for when the load is aborted or the program closes. */
const lastAnswerMs = 5_000;

/**
 * Rows stay without an outcome when the load is aborted, and when no answer about them will come (`callUnanswered`). An
 * insert without an answer is never sent again. Throws what a later resume can overcome, and what would fail every
 * call.
 */
export async function* sendRows(progress: PartProgress, values: readonly (readonly string[])[], run: RowsRun): Run {
  if (run.operation === 'insert') yield* giveUpUncertain(progress, run);
  const sending: Sending = { progress, values, run };
  for (const span of [...progress.open(run.calls.maxRows)])
    yield* run.calls.allOrNone
      ? sendWhole(span, sending)
      : bisect<PartEvent, SalesforceError>(span, {
          send: (part) => sendSpan(part, sending),
          reject: (row, { details }) => answered(row, [rejected(row, rejectionOf(details), sending)], sending),
        });
  if (run.abortRequested.aborted) yield* giveUpUncertain(progress, run);
}

/** All rows of the call are saved or none, so a call that is rejected is not divided. */
async function* sendWhole(span: RowSpan, sending: Sending): Run {
  const reason = yield* sendSpan(span, sending);
  if (!reason) return;
  const error = rejectionOf(reason.details);
  const rows = Array.from({ length: sizeOf(span) }, (_, index) => ({
    from: span.from + index,
    to: span.from + index + 1,
  }));
  yield answered(
    span,
    rows.map((row) => rejected(row, error, sending)),
    sending,
  );
}

interface Sending {
  readonly progress: PartProgress;
  readonly values: readonly (readonly string[])[];
  readonly run: RowsRun;
}

/** Rows that may have been saved and must not be sent again: their outcome stays unknown. */
export function* giveUpUncertain(progress: PartProgress, run: Pick<RowsRun, 'clock'>): Generator<PartEvent> {
  for (const span of [...progress.open(Infinity, (row) => progress.isUncertain(row))])
    yield unanswered(span, progress, run);
}

function unanswered(span: RowSpan, progress: PartProgress, { clock }: Pick<RowsRun, 'clock'>): PartEvent {
  progress.giveUp(span);
  return { at: clock.now(), type: 'callUnanswered', part: progress.plan.index, span };
}

function answered(span: RowSpan, outcomes: readonly RowOutcome[], { progress, run }: Sending): PartEvent {
  progress.answer(span, outcomes);
  return { at: run.clock.now(), type: 'callAnswered', part: progress.plan.index, span, outcomes };
}

const rejected = (row: RowSpan, error: string, { progress, run }: Sending): RowOutcome =>
  finalOutcome({ error }, run.operation, progress.isUncertain(row.from));

/**
 * Returns why Salesforce rejected the call when one of its rows is the reason; undefined when the rows have their
 * outcomes.
 */
async function* sendSpan(span: RowSpan, sending: Sending): Run<SalesforceError | undefined> {
  const { progress, run } = sending;
  const { task, abortRequested, clock } = run;
  const part = progress.plan.index;
  for (let attempt = 1; !abortRequested.aborted; attempt++) {
    task.signal.throwIfAborted();
    const rows = rowsOf(span, sending);
    if (isSent(rows, run)) yield { at: clock.now(), type: 'callSent', part, span };
    const result = await call(rows, run);
    if ('outcomes' in result) {
      yield answered(span, result.outcomes, sending);
      return undefined;
    }
    const { error, outcome } = result;
    if (outcome === 'bug') yield unanswered(span, progress, run);
    else if (outcome === 'unknown') {
      progress.markUncertain(span);
      if (task.signal.aborted) throw error;
      const isLast = attempt >= maxAttempts && !isResumable(error);
      if (run.operation === 'insert' || isLast) {
        yield unanswered(span, progress, run);
        return undefined;
      }
    } else yield { at: clock.now(), type: 'callRejected', part, span };
    if (outcome === 'rejected') return error;
    if (outcome === 'final' || outcome === 'bug' || attempt >= maxAttempts) throw error;
    await pause(retryAfterMs * attempt, run);
  }
  return undefined;
}

interface SpanRow extends CallRow {
  readonly flaw: string | undefined;
}

const rowsOf = (span: RowSpan, { progress, values, run }: Sending): readonly SpanRow[] =>
  Array.from({ length: sizeOf(span) }, (_, index) => {
    const row = values[span.from + index] ?? [];
    return { values: row, isRepeated: progress.isUncertain(span.from + index), flaw: run.calls.flaw(row) };
  });

/** A call without a row that can be sent is not sent; one of all or none not even because of one row that cannot. */
const isSent = (rows: readonly SpanRow[], { calls }: Pick<RowsRun, 'calls'>): boolean =>
  rows.some(({ flaw }) => flaw === undefined) && !(calls.allOrNone && rows.some(({ flaw }) => flaw !== undefined));

/** The code is Salesforce's for the other rows of such a call. */
const notSentWithOthers = writeRowError([
  {
    code: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
    message: 'The row was not sent, because another row of its call cannot be sent and all or none must be saved.',
    fields: [],
  },
]);

type Result =
  | { readonly outcomes: readonly RowOutcome[] }
  | { readonly error: SalesforceError; readonly outcome: ReturnType<typeof callOutcomeOf> };

/** Rows with a flaw are not sent; they get their outcome together with the others. */
async function call(rows: readonly SpanRow[], run: RowsRun): Promise<Result> {
  const sound = rows.filter(({ flaw }) => flaw === undefined);
  if (!isSent(rows, run)) return { outcomes: rows.map(({ flaw = notSentWithOthers }) => ({ error: flaw })) };
  try {
    const answers = await withLastAnswer((task) => run.calls.send(sound, task), run);
    let next = 0;
    return { outcomes: rows.map(({ flaw }) => (flaw === undefined ? (answers[next++] ?? {}) : { error: flaw })) };
  } catch (cause) {
    const error = toSalesforceError(cause);
    return { error, outcome: callOutcomeOf(cause, error, run.calls.api) };
  }
}

/**
 * A call that is cut off leaves it unknown whether its rows were saved, so the answer is waited for a little longer.
 */
async function withLastAnswer<T>(
  work: (task: Task) => Promise<T>,
  { task, abortRequested, clock }: RowsRun,
): Promise<T> {
  const late = new AbortController();
  const done = new AbortController();
  const ending = AbortSignal.any([task.signal, abortRequested]);
  const startTimer = (): void =>
    void clock.sleep(lastAnswerMs, done.signal).then(
      () => late.abort(ending.reason),
      () => undefined,
    );
  if (ending.aborted) startTimer();
  else ending.addEventListener('abort', startTimer, { once: true });
  try {
    return await work({ ...task, signal: late.signal });
  } finally {
    ending.removeEventListener('abort', startTimer);
    done.abort();
  }
}

/** A request to abort ends the pause early. */
async function pause(waitMs: number, { clock, task, abortRequested }: RowsRun): Promise<void> {
  await clock.sleep(waitMs, AbortSignal.any([task.signal, abortRequested])).catch(() => undefined);
  task.signal.throwIfAborted();
}
