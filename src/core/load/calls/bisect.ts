// Finds the rows because of which Salesforce rejects whole calls, by halves, so that all others are saved.
import { sizeOf, type RowSpan } from '../../model/callRows';

export interface Bisection<E, R> {
  /** Sends the rows of the span; returns why Salesforce rejected all of them, or undefined. */
  readonly send: (span: RowSpan) => AsyncGenerator<E, R | undefined>;
  /** For a single row that is rejected even when it is sent alone. */
  readonly reject: (row: RowSpan, reason: R) => E;
}

/**
 * Each row is saved with others or rejected alone, exactly once. `bad` rows among `n` cost at most 2·bad·log₂(n) + 1
 * calls: when one half is saved, the row at fault is in the other half, which is then divided without being sent whole.
 */
export async function* bisect<E, R>(span: RowSpan, work: Bisection<E, R>): AsyncGenerator<E> {
  const reason = yield* work.send(span);
  if (reason !== undefined) yield* divide(span, reason, work);
}

async function* divide<E, R>(span: RowSpan, reason: R, work: Bisection<E, R>): AsyncGenerator<E> {
  if (sizeOf(span) === 1) {
    yield work.reject(span, reason);
    return;
  }
  const middle = span.from + Math.floor(sizeOf(span) / 2);
  const left = { from: span.from, to: middle };
  const right = { from: middle, to: span.to };
  const leftReason = yield* work.send(left);
  if (leftReason !== undefined) yield* divide(left, leftReason, work);
  if (leftReason !== undefined || sizeOf(right) === 1) yield* bisect(right, work);
  else yield* divide(right, reason, work);
}
