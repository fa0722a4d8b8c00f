// Reduces the calls of a part without a bulk job to the part's state.
import type { PartState } from '../model/load';
import { sizeOf, type CallEvent, type RowSpan, type CallState } from '../model/callRows';

const noCalls: CallState = { sent: 0, answered: [], inFlight: [], unanswered: [] };

/** A process that lost its claim may still receive an answer after the part is finished. It changes nothing. */
export function callStep(part: PartState, event: CallEvent): PartState {
  if (part.phase === 'finished') return part;
  const { span } = event;
  const calls = part.calls ?? noCalls;
  const sending: PartState = { ...part, phase: 'processing' };
  switch (event.type) {
    case 'callSent':
      return { ...sending, calls: { ...calls, sent: calls.sent + 1, inFlight: [...calls.inFlight, span] } };
    case 'callRejected':
      return { ...sending, calls: { ...calls, inFlight: without(calls.inFlight, span) } };
    case 'callUnanswered':
      return {
        ...sending,
        calls: { ...calls, inFlight: without(calls.inFlight, span), unanswered: [...calls.unanswered, span] },
      };
    case 'callAnswered': {
      const answered = [...calls.answered, { span, outcomes: event.outcomes }];
      return {
        ...sending,
        calls: { ...calls, inFlight: without(calls.inFlight, span), answered },
        processed: part.processed + sizeOf(span),
        processedFailed: part.processedFailed + event.outcomes.filter(({ error }) => error !== undefined).length,
      };
    }
  }
}

/** Removes the span once: the same span can be in flight twice. */
function without(spans: readonly RowSpan[], removed: RowSpan): readonly RowSpan[] {
  const removedIndex = spans.findIndex(({ from, to }) => from === removed.from && to === removed.to);
  return spans.filter((_, index) => index !== removedIndex);
}
