// Folds what happens to the rows of a part that goes without a bulk job into the part's state.
import type { PartState } from '../model/load';
import { sizeOf, type RowEvent, type RowSpan, type RowStanding } from '../model/callRows';

const nothing: RowStanding = { answered: [], inFlight: [], lost: [] };

/** A settled part has had its last word: an answer that comes late, to a process that lost the job, changes nothing. */
export function rowStep(part: PartState, event: RowEvent): PartState {
  if (part.phase === 'settled') return part;
  const { span } = event;
  const rows = part.rows ?? nothing;
  const reached: PartState = { ...part, phase: 'processing' };
  switch (event.type) {
    case 'sending':
      return { ...reached, rows: { ...rows, inFlight: [...rows.inFlight, span] } };
    case 'turnedAway':
      return { ...reached, rows: { ...rows, inFlight: without(rows.inFlight, span) } };
    case 'lost':
      return { ...reached, rows: { ...rows, inFlight: without(rows.inFlight, span), lost: [...rows.lost, span] } };
    case 'answered': {
      const answered = [...rows.answered, { span, outcomes: event.outcomes }];
      return {
        ...reached,
        rows: { ...rows, inFlight: without(rows.inFlight, span), answered },
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
