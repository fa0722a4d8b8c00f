// Which rows of a job later attempts took, and how many of each failure group. This is read once for each attempt: the
// rows that an attempt took never change, nor do the groups of a finished job.
import type { JobState } from '../../model/job';
import { isLoad, type RetryOf, type RowFailure } from '../../model/load';
import type { Files, Logger } from '../../ports';
import { groupMark, type RowList } from '../../results/layout';
import type { RowPage, RowView } from '../../results/rowQuery';
import { eachEntry, findRows } from '../../results/rowSource';
import { isUnsentRetry, retryOf, takesRows } from './attempts';
import { readRowNumbers } from './takenRows';

export interface JobRow extends RowFailure {
  /** ID of the later attempt that took the row. That job may be removed or unreadable. */
  readonly takenBy?: string;
}

export interface JobRowPage extends Omit<RowPage, 'rows' | 'numbers'> {
  readonly rows: readonly JobRow[];
}

/** Numbers of rows that later attempts took, whatever became of them there. */
export interface RetriedRows {
  /** IDs of these attempts. They may be removed or unreadable. */
  readonly attempts: readonly string[];
  readonly failed: number;
  readonly unprocessed: number;
  readonly unknown: number;
  /**
   * Of each failure group, by its index in the job. Undefined when a file with the rows of an attempt is unreadable.
   */
  readonly groups: readonly number[] | undefined;
}

/** A job, and what may have taken rows of it. */
export interface RetriedJob {
  readonly state: JobState;
  readonly view: RowView;
  /** States of all jobs, and of lost attempts of this one. */
  readonly states: readonly JobState[];
}

export interface RetriedRowsReader {
  readonly page: (page: RowPage, list: RowList, job: RetriedJob) => Promise<JobRowPage>;
  readonly count: (job: RetriedJob) => Promise<RetriedRows>;
  /** Drops what is cached for the job. */
  readonly forget: (jobId: string) => void;
}

interface Taken {
  /** Ascending. */
  readonly rows: Uint32Array;
  /** Rows of each failure group, by its mark. */
  readonly byMark: ReadonlyMap<number, number>;
}

interface Attempt {
  readonly jobId: string;
  readonly retryOf: RetryOf;
}

/** Each job needs four bytes for each row that was taken. */
const maxCachedJobs = 8;

export function createRetriedRows(files: Files, log: Logger): RetriedRowsReader {
  const cached = new Map<string, Map<string, Promise<Taken | undefined>>>();
  const warned = new Set<string>();

  const cacheOf = (jobId: string): Map<string, Promise<Taken | undefined>> => {
    const known = cached.get(jobId) ?? new Map<string, Promise<Taken | undefined>>();
    cached.delete(jobId);
    cached.set(jobId, known);
    for (const oldest of cached.keys()) if (cached.size > maxCachedJobs) cached.delete(oldest);
    return known;
  };

  const takenBy = ({ jobId, retryOf: origin }: Attempt, { state, view }: RetriedJob): Promise<Taken | undefined> => {
    const known = cacheOf(state.jobId);
    const read = async (): Promise<Taken | undefined> => {
      try {
        return await readTakenRows(origin, view, files);
      } catch (error) {
        known.delete(jobId);
        if (!warned.has(jobId)) log.warn('The rows that an attempt took cannot be read.', { jobId, error });
        warned.add(jobId);
        return undefined;
      }
    };
    const taken = known.get(jobId) ?? read();
    known.set(jobId, taken);
    return taken;
  };

  return {
    page: async ({ rows, numbers, ...page }, list, job) => {
      const takers = new Map<number, string>();
      for (const attempt of attemptsAt(job)) {
        if (attempt.retryOf.list !== list) continue;
        const taken = await takenBy(attempt, job);
        for (const number of numbers) if (taken && includes(taken.rows, number)) takers.set(number, attempt.jobId);
      }
      return { ...page, rows: rows.map((row, at) => withTaker(row, takers.get(numbers[at] as number))) };
    },
    count: async (job) => {
      const sum = { failed: 0, unprocessed: 0, unknown: 0 };
      const attempts = attemptsAt(job);
      const groups = isLoad(job.state) ? job.state.groups.map(groupMark) : [];
      const ofGroups = groups.map(() => 0);
      let isComplete = true;
      for (const attempt of attempts) {
        const { list, records } = attempt.retryOf;
        sum[list] += records;
        if (list !== 'failed') continue;
        const taken = await takenBy(attempt, job);
        isComplete &&= taken !== undefined;
        groups.forEach((mark, index) => ((ofGroups[index] as number) += taken?.byMark.get(mark) ?? 0));
      }
      return { attempts: attempts.map(({ jobId }) => jobId), ...sum, groups: isComplete ? ofGroups : undefined };
    },
    forget: (jobId) => void cached.delete(jobId),
  };
}

/** Attempts that took rows of the job. */
function attemptsAt({ state, states }: RetriedJob): readonly Attempt[] {
  if (isUnsentRetry(state)) return [];
  return states.flatMap((other) => {
    const origin = retryOf(other);
    return origin?.jobId === state.jobId && takesRows(other) ? [{ jobId: other.jobId, retryOf: origin }] : [];
  });
}

async function readTakenRows(origin: RetryOf, view: RowView, files: Files): Promise<Taken> {
  const rows = await readRowNumbers(origin, files);
  const byMark = new Map<number, number>();
  if (origin.list !== 'failed') return { rows, byMark };
  const source = await findRows(files, view, origin.list);
  let next = 0;
  for (const segment of source.segments)
    await eachEntry(source, segment, (row, { group }) => {
      if (rows[next] !== row) return;
      next++;
      byMark.set(group, (byMark.get(group) ?? 0) + 1);
    });
  return { rows, byMark };
}

function includes(ascending: Uint32Array, wanted: number): boolean {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return ascending[low] === wanted;
}

const withTaker = (row: RowFailure, takenBy: string | undefined): JobRow =>
  takenBy === undefined ? row : { ...row, takenBy };
