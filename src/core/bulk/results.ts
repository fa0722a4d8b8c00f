// Settles a part: finds each of Salesforce's result rows in what was sent, by content, and keeps it with its line.
import type { CsvDialect, FailureGroup, PartPlan, RowCounts } from '../kernel/job';
import type { ResultFolder, RowList } from '../kernel/resultFiles';
import type { Task } from '../kernel/task';

export interface SentPart {
  readonly plan: PartPlan;
  readonly dialect: Pick<CsvDialect, 'delimiter' | 'lineEnding'>;
  /** The part's records as sent, without header; opened once or twice. */
  readonly open: () => AsyncIterable<Uint8Array>;
  /** Source line of each record, where it is not the line of `open()` counted from plan.firstLine (mapped files). */
  readonly sourceLines?: Uint32Array;
}

/** The body of a result list, header included. */
export type OpenResultList = (list: RowList) => Promise<AsyncIterable<Uint8Array>>;

export interface Settlement extends RowCounts {
  readonly groups: readonly FailureGroup[];
  /** Rows sent that no list mentions: they are among the unprocessed, in the counts and in the file. */
  readonly unmentioned: number;
  /** Result rows that are none of the rows sent: kept in their list with line 0, and counted. */
  readonly unmatched: number;
}

/**
 * Writes the part's result files (atomically; calling it again starts over). `open` undefined: Salesforce has nothing to
 * say about this part, so every row is unprocessed.
 */
export function settlePart(
  sent: SentPart,
  open: OpenResultList | undefined,
  to: ResultFolder,
  task: Task,
): Promise<Settlement> {
  throw new Error(`not yet: ${sent.plan.index} ${typeof open} ${to.folder} ${task.signal.aborted}`);
}

export interface MergeSpec {
  /** Indexes of the settled parts, in order. */
  readonly parts: readonly number[];
  /** CsvPlan.header of the file. */
  readonly header: Uint8Array;
  readonly dialect: Pick<CsvDialect, 'delimiter'>;
}

/**
 * failed.csv, succeeded.csv and unprocessed.csv from the parts' files, which disappear. Only for a job that has ended;
 * calling it again after a crash finishes the work.
 */
export function mergeResults(spec: MergeSpec, at: ResultFolder, task: Task): Promise<void> {
  throw new Error(`not yet: ${spec.parts.length} ${at.folder} ${task.signal.aborted}`);
}
