// What is known of the rows of one part, from its state and from the events of this run.
import type { PartPlan, PartState } from '../../model/load';
import type { RowOutcome, RowSpan } from '../../model/callRows';

export class PartProgress {
  readonly plan: PartPlan;
  readonly outcomes: (RowOutcome | undefined)[];
  readonly #lost = new Set<number>();
  /** Rows that were sent at least once without an answer. */
  readonly #unanswered = new Set<number>();

  constructor({ plan, calls: rows }: PartState) {
    this.plan = plan;
    this.outcomes = Array.from({ length: plan.records }, () => undefined);
    for (const { span, outcomes } of rows?.answered ?? []) this.answer(span, outcomes);
    for (const span of rows?.unanswered ?? []) this.lose(span);
    for (const span of rows?.inFlight ?? []) this.doubt(span);
  }

  get unanswered(): number {
    return this.#lost.size;
  }

  get isWhole(): boolean {
    return this.outcomes.every((outcome, row) => outcome !== undefined || this.#lost.has(row));
  }

  answer(span: RowSpan, outcomes: readonly RowOutcome[]): void {
    for (let row = span.from; row < span.to; row++) this.outcomes[row] = outcomes[row - span.from];
  }

  lose(span: RowSpan): void {
    for (let row = span.from; row < span.to; row++) if (this.outcomes[row] === undefined) this.#lost.add(row);
  }

  doubt(span: RowSpan): void {
    for (let row = span.from; row < span.to; row++) this.#unanswered.add(row);
  }

  isDoubtful(row: number): boolean {
    return this.#unanswered.has(row);
  }

  /** Runs of rows of one kind that are still to be sent, in order, each of at most `most` rows. */
  *open(most: number, isWanted: (row: number) => boolean = () => true): Generator<RowSpan> {
    let from = -1;
    for (let row = 0; row <= this.plan.records; row++) {
      const isOpen =
        row < this.plan.records && this.outcomes[row] === undefined && !this.#lost.has(row) && isWanted(row);
      if (from >= 0 && (!isOpen || row - from === most)) {
        yield { from, to: row };
        from = -1;
      }
      if (isOpen && from < 0) from = row;
    }
  }
}
