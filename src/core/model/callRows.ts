// The calls of a load without bulk jobs and their answers, as plain data.

/** Rows of one part, by position from 0: `from` (inclusive) to `to` (exclusive). */
export interface RowSpan {
  readonly from: number;
  readonly to: number;
}

/** What Salesforce answered about one row. */
export interface RowOutcome {
  readonly id?: string;
  /** Whether the record is new; missing for a failed row. */
  readonly created?: boolean;
  /** Why the row failed, in the format of sf__Error (errors/rowError). */
  readonly error?: string;
}

export type CallEvent = { readonly part: number; readonly span: RowSpan } & (
  | {
      /** The rows are sent now. Without one of the other events after it, their outcome is unknown. */
      readonly type: 'callSent';
    }
  | {
      /** Salesforce saved none of the rows: it refused the whole call, or one row made it fail. */
      readonly type: 'callRejected';
    }
  | { readonly type: 'callAnswered'; readonly outcomes: readonly RowOutcome[] }
  | {
      /** No answer came and none will. The outcome of the rows stays unknown. */
      readonly type: 'callUnanswered';
    }
);

/** The calls of a part without a bulk job. */
export interface CallState {
  /** Calls with rows, those included that were repeated or refused. */
  readonly sent: number;
  /** Empty once the part is finished: then its rows are in the result files. */
  readonly answered: readonly { readonly span: RowSpan; readonly outcomes: readonly RowOutcome[] }[];
  /** Sent and not answered. A span that was sent twice is listed twice. */
  readonly inFlight: readonly RowSpan[];
  readonly unanswered: readonly RowSpan[];
}

export const sizeOf = ({ from, to }: RowSpan): number => to - from;
