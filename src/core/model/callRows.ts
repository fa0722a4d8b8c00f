// What happens to the rows of a load that goes without bulk jobs: each call and its answer, as plain data.

/** Rows of one part by their places in it, from 0: `from` (inclusive) to `to` (exclusive). */
export interface RowSpan {
  readonly from: number;
  readonly to: number;
}

/** What Salesforce said of one row. */
export interface RowOutcome {
  readonly id?: string;
  /** The record is new; of a row that did not fail. */
  readonly created?: boolean;
  /** Why the row failed, worded like sf__Error (errors/rowError). */
  readonly error?: string;
}

export type CallEvent = { readonly part: number; readonly span: RowSpan } & (
  | {
      /** The rows go out now. Without one of the other events behind it nobody knows what became of them. */
      readonly type: 'callSent';
    }
  | {
      /** Salesforce took none of them, for the sake of one of them or because it would not take anything. */
      readonly type: 'callRejected';
    }
  | { readonly type: 'callAnswered'; readonly outcomes: readonly RowOutcome[] }
  | {
      /** Nobody will ever say what became of them. */
      readonly type: 'callUnanswered';
    }
);

/** Of a part that goes without a bulk job. */
export interface CallState {
  /** Emptied when the part is settled: then its rows are in the result files. */
  readonly answered: readonly { readonly span: RowSpan; readonly outcomes: readonly RowOutcome[] }[];
  /** Sent and not answered; a span that was sent twice stands here twice. */
  readonly inFlight: readonly RowSpan[];
  readonly unanswered: readonly RowSpan[];
}

export const sizeOf = ({ from, to }: RowSpan): number => to - from;
