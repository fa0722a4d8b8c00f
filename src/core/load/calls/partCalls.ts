// Sends the rows of one part from wherever it stands, each call written down before it leaves and again when it is answered.
import { toSalesforceError, type SalesforceError } from '../../errors/salesforceError';
import type { PartEvent } from '../../model/load';
import { sizeOf, type RowOutcome, type RowSpan } from '../../model/callRows';
import { isResumable, maxAttempts, retryAfterMs } from '../../kernel/retry';
import type { Task } from '../../kernel/task';
import type { Clock } from '../../ports';
import type { PartProgress } from './partProgress';
import { refusalOf, settled, type Calls, type CallRow } from './send';
import { callOutcomeOf } from './callOutcome';
import { bisect } from './bisect';

export interface RowsRun {
  readonly calls: Calls;
  readonly operation: Parameters<typeof settled>[1];
  readonly clock: Clock;
  readonly task: Task;
  /** Aborted when a person stops the load. */
  readonly abortRequested: AbortSignal;
}

type Run<R = void> = AsyncGenerator<PartEvent, R>;

/** How long the answer to a call under way is still waited for when the load is aborted or the program closes. */
const lastAnswerMs = 5_000;

/**
 * Rows stay without an outcome when the load is stopped, and when nobody will ever say what became of them (`lost`). An
 * insert whose answer was lost is never sent again. Throws what a later resume can overcome, and what no call will.
 */
export async function* sendRows(progress: PartProgress, values: readonly (readonly string[])[], run: RowsRun): Run {
  if (run.operation === 'insert') yield* loseDoubtful(progress, run);
  const sending: Sending = { progress, values, run };
  for (const span of [...progress.open(run.calls.most)])
    yield* bisect<PartEvent, SalesforceError>(span, {
      send: (part) => deliver(part, sending),
      reject: (row, { details }) => answer(row, [condemned(row, refusalOf(details), sending)], sending),
    });
  if (run.abortRequested.aborted) yield* loseDoubtful(progress, run);
}

interface Sending {
  readonly progress: PartProgress;
  readonly values: readonly (readonly string[])[];
  readonly run: RowsRun;
}

function* loseDoubtful(progress: PartProgress, run: RowsRun): Generator<PartEvent> {
  for (const span of [...progress.open(Infinity, (row) => progress.isDoubtful(row))]) yield lose(span, progress, run);
}

function lose(span: RowSpan, progress: PartProgress, { clock }: RowsRun): PartEvent {
  progress.lose(span);
  return { at: clock.now(), type: 'callUnanswered', part: progress.plan.index, span };
}

function answer(span: RowSpan, outcomes: readonly RowOutcome[], { progress, run }: Sending): PartEvent {
  progress.answer(span, outcomes);
  return { at: run.clock.now(), type: 'callAnswered', part: progress.plan.index, span, outcomes };
}

const condemned = (row: RowSpan, error: string, { progress, run }: Sending): RowOutcome =>
  settled({ error }, run.operation, progress.isDoubtful(row.from));

/** Gives why Salesforce took none of the rows, if one of them is the reason. */
async function* deliver(span: RowSpan, sending: Sending): Run<SalesforceError | undefined> {
  const { progress, run } = sending;
  const { task, abortRequested, clock } = run;
  const part = progress.plan.index;
  for (let attempt = 1; !abortRequested.aborted; attempt++) {
    task.signal.throwIfAborted();
    const rows = rowsOf(span, sending);
    if (rows.some(({ flaw }) => flaw === undefined)) yield { at: clock.now(), type: 'callSent', part, span };
    const result = await call(rows, run);
    if ('outcomes' in result) {
      yield answer(span, result.outcomes, sending);
      return undefined;
    }
    const { error, outcome } = result;
    if (outcome === 'bug') yield lose(span, progress, run);
    else if (outcome === 'unknown') {
      progress.doubt(span);
      if (task.signal.aborted) throw error;
      const isOver = attempt >= maxAttempts && !isResumable(error);
      if (run.operation === 'insert' || isOver) {
        yield lose(span, progress, run);
        return undefined;
      }
    } else yield { at: clock.now(), type: 'callRejected', part, span };
    if (outcome === 'refused') return error;
    if (outcome === 'ended' || outcome === 'bug' || attempt >= maxAttempts) throw error;
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
    return { values: row, again: progress.isDoubtful(span.from + index), flaw: run.calls.flaw(row) };
  });

type Result =
  | { readonly outcomes: readonly RowOutcome[] }
  | { readonly error: SalesforceError; readonly outcome: ReturnType<typeof callOutcomeOf> };

/** Rows with a flaw stay here; they are answered with the others. */
async function call(rows: readonly SpanRow[], run: RowsRun): Promise<Result> {
  const sound = rows.filter(({ flaw }) => flaw === undefined);
  try {
    const answers = sound.length > 0 ? await patiently((task) => run.calls.send(sound, task), run) : [];
    let next = 0;
    return { outcomes: rows.map(({ flaw }) => (flaw === undefined ? (answers[next++] ?? {}) : { error: flaw })) };
  } catch (cause) {
    const error = toSalesforceError(cause);
    return { error, outcome: callOutcomeOf(cause, error, run.calls.api) };
  }
}

/** A call that is cut off leaves nobody knowing what it did, so its answer is waited for a little. */
async function patiently<T>(work: (task: Task) => Promise<T>, { task, abortRequested, clock }: RowsRun): Promise<T> {
  const late = new AbortController();
  const answered = new AbortController();
  const ending = AbortSignal.any([task.signal, abortRequested]);
  const hurry = (): void =>
    void clock.sleep(lastAnswerMs, answered.signal).then(
      () => late.abort(ending.reason),
      () => undefined,
    );
  if (ending.aborted) hurry();
  else ending.addEventListener('abort', hurry, { once: true });
  try {
    return await work({ ...task, signal: late.signal });
  } finally {
    ending.removeEventListener('abort', hurry);
    answered.abort();
  }
}

/** Ends early when the load is stopped. */
async function pause(waitMs: number, { clock, task, abortRequested }: RowsRun): Promise<void> {
  await clock.sleep(waitMs, AbortSignal.any([task.signal, abortRequested])).catch(() => undefined);
  task.signal.throwIfAborted();
}
