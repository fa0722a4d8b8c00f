// Reads a CSV once before anything is sent: refuses what Salesforce would refuse, and cuts the rest into parts.
import type { CsvSource } from '../kernel/csvNormalise';
import type { CsvDialect, PartPlan } from '../kernel/job';
import type { Task } from '../kernel/task';

export interface PartLimits {
  /** A part with its header stays at or under this. */
  readonly partBytes: number;
  readonly partRecords: number;
}

export interface CsvPlan {
  readonly columns: readonly string[];
  /** The header record as it stands in the file, in UTF-8, with its terminator: goes before each part. */
  readonly header: Uint8Array;
  readonly records: number;
  /** Bytes of the whole file as read. */
  readonly sizeBytes: number;
  /** How the file must be declared to Salesforce: after a rewrite the dialect of the rewritten file. */
  readonly dialect: CsvDialect;
  /**
   * Salesforce would not take the bytes as they are. `encoding`: write toUtf8's output to a file; `parts` are offsets in it.
   * `lineEndings`: write normaliseCsv's output with `dialect.lineEnding` to a file and plan that one; `parts` are of no use.
   */
  readonly needsRewrite?: 'encoding' | 'lineEndings';
  readonly parts: readonly PartPlan[];
}

/** One pass, constant memory. Progress in bytes (phase `reading`). Throws the `input.*` errors with file, line and column. */
export function planParts(source: CsvSource, limits: PartLimits, task: Task): Promise<CsvPlan> {
  throw new Error(`not yet: ${source.file} ${limits.partBytes} ${task.signal.aborted}`);
}
