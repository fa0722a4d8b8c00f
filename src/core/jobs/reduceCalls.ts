// Folds what happens to the rows of a part that goes without a bulk job into the part's state.
import type { PartState } from '../model/load';
import { sizeOf, type CallEvent, type RowSpan, type CallState } from '../model/callRows';

const noCalls: CallState = { answered: [], inFlight: [], unanswered: [] };

/** A settled part has had its last word: an answer that comes late, to a process that lost the job, changes nothing. */
export function callStep(part: PartState, event: CallEvent): PartState {
  if (part.phase === 'finished') return part;
  const { span } = event;
  const rows = part.calls ?? noCalls;
  const reached: PartState = { ...part, phase: 'processing' };
  switch (event.type) {
    case 'callSent':
      return { ...reached, calls: { ...rows, inFlight: [...rows.inFlight, span] } };
    case 'callRejected':
      return { ...reached, calls: { ...rows, inFlight: without(rows.inFlight, span) } };
    case 'callUnanswered':
      return {
        ...reached,
        calls: { ...rows, inFlight: without(rows.inFlight, span), unanswered: [...rows.unanswered, span] },
      };
    case 'callAnswered': {
      const answered = [...rows.answered, { span, outcomes: event.outcomes }];
      return {
        ...reached,
        calls: { ...rows, inFlight: without(rows.inFlight, span), answered },
        processed: part.processed + sizeOf(span),
        processedFailed: part.processedFailed + event.outcomes.filter(({ error }) => error !== undefined).length,
      };
    }
  }
}

function without(spans: readonly RowSpan[], gone: RowSpan): readonly RowSpan[] {
  const at = spans.findIndex(({ from, to }) => from === gone.from && to === gone.to);
  return spans.filter((_, index) => index !== at);
}
