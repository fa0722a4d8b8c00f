// Finds the rows that make Salesforce refuse whole calls, by halves, so that all others go in.
import { sizeOf, type RowSpan } from '../../model/callRows';

export interface Bisection<E, R> {
  /** Settles all rows of the span, or gives why Salesforce took none of them. */
  readonly send: (span: RowSpan) => AsyncGenerator<E, R | undefined>;
  /** A single row that is refused also when it comes alone. */
  readonly reject: (row: RowSpan, reason: R) => E;
}

/**
 * Each row goes in with others or is condemned alone, exactly once. `bad` rows among `n` cost at most 2·bad·log₂(n) + 1
 * calls: where one half goes in, what spoils the whole is in the other, which is then divided without being tried.
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
  const spoilt = yield* work.send(left);
  if (spoilt !== undefined) yield* divide(left, spoilt, work);
  if (spoilt !== undefined || sizeOf(right) === 1) yield* bisect(right, work);
  else yield* divide(right, reason, work);
}
