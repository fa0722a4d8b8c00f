// A part of a load as it was sent, to compare its result rows with.
import type { CsvDialect, PartPlan } from '../model/load';

export interface SentPart {
  readonly plan: PartPlan;
  readonly dialect: Pick<CsvDialect, 'delimiter' | 'lineEnding'>;
  /** The part's records as they were sent, without header; opened once or twice. */
  readonly open: () => AsyncIterable<Uint8Array>;
  /** Line of each record (see layout), where counting the lines of `open()` from plan.firstLine would not give it. */
  readonly sourceLines?: Uint32Array;
}
