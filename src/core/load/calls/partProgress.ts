// What is known about the rows of one part, from its state and from the events of this run.
import type { PartPlan, PartState } from '../../model/load';
import type { RowOutcome, RowSpan } from '../../model/callRows';
import type { KnownOutcome } from '../../results/callResults';

export class PartProgress {
  readonly plan: PartPlan;
  readonly outcomes: (RowOutcome | undefined)[];
  readonly #givenUp = new Set<number>();
  /** Rows that were sent at least once without an answer: they may have been saved. */
  readonly #uncertain = new Set<number>();

  constructor({ plan, calls }: PartState) {
    this.plan = plan;
    this.outcomes = Array.from({ length: plan.records }, () => undefined);
    for (const { span, outcomes } of calls?.answered ?? []) this.answer(span, outcomes);
    for (const span of calls?.unanswered ?? []) this.giveUp(span);
    for (const span of calls?.inFlight ?? []) this.markUncertain(span);
  }

  get unanswered(): number {
    return this.#givenUp.size;
  }

  /** What became of each row, as far as it is known. */
  known(): readonly KnownOutcome[] {
    return this.outcomes.map((outcome, row) => outcome ?? (this.#givenUp.has(row) ? 'unknown' : undefined));
  }

  get isWhole(): boolean {
    return this.outcomes.every((outcome, row) => outcome !== undefined || this.#givenUp.has(row));
  }

  answer(span: RowSpan, outcomes: readonly RowOutcome[]): void {
    for (let row = span.from; row < span.to; row++) this.outcomes[row] = outcomes[row - span.from];
  }

  giveUp(span: RowSpan): void {
    for (let row = span.from; row < span.to; row++) if (this.outcomes[row] === undefined) this.#givenUp.add(row);
  }

  markUncertain(span: RowSpan): void {
    for (let row = span.from; row < span.to; row++) this.#uncertain.add(row);
  }

  isUncertain(row: number): boolean {
    return this.#uncertain.has(row);
  }

  /** Neighboring rows that are still to be sent, in order, each span of at most `maxRows` rows. */
  *open(maxRows: number, isWanted: (row: number) => boolean = () => true): Generator<RowSpan> {
    let from = -1;
    for (let row = 0; row <= this.plan.records; row++) {
      const isOpen =
        row < this.plan.records && this.outcomes[row] === undefined && !this.#givenUp.has(row) && isWanted(row);
      if (from >= 0 && (!isOpen || row - from === maxRows)) {
        yield { from, to: row };
        from = -1;
      }
      if (isOpen && from < 0) from = row;
    }
  }
}
