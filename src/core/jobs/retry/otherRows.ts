// Whether rows of any attempt are on the lines of other rows now: such a row may be saved already, or be retried for
// itself.
import { SalesforceError } from '../../errors/salesforceError';
import type { LoadState } from '../../model/load';
import { rowLists, sourceLineOf, type RowList } from '../../results/layout';
import type { RowView } from '../../results/rowQuery';
import type { LoadFamily } from './loadFamily';
import { eachSentRow, identityOf, placeOf, placesOf, type Places } from './rowIdentity';

/** A row that was found only by its line, and differs. */
export interface FoundByLine {
  /** As in the index of the results (results/layout). */
  readonly line: number;
  readonly cells: readonly string[];
  readonly cellsNow: readonly string[];
}

/**
 * Throws `job.unfinished` while the attempt runs, and `job.*` when its rows cannot be read: then it is not known which
 * rows are saved.
 */
export async function hasOtherRows(
  found: readonly FoundByLine[],
  attempt: LoadState,
  family: LoadFamily,
  signal: AbortSignal,
): Promise<boolean> {
  if (attempt.outcome === undefined) throw new SalesforceError('job.unfinished', { jobId: attempt.jobId });
  const view = await family.viewOf(attempt);
  const comparison = new Comparison(found, attempt, family, view);
  let isOther = false;
  for (const list of rowLists) {
    const visit = (line: number, cells: readonly string[]): void => {
      isOther ||= comparison.has(list, line, cells);
    };
    await eachSentRow({ ...family, view, list }, visit, signal);
  }
  return isOther;
}

interface Candidate {
  readonly line: number;
  /** What the row was known by. */
  readonly was: string;
}

class Comparison {
  /** By what the rows are known by now. */
  readonly #candidates = new Map<string, Candidate[]>();
  readonly #lines: ReadonlySet<number>;
  readonly #sharesLines: boolean;
  readonly #isOwn: boolean;
  readonly #places: Places;

  constructor(found: readonly FoundByLine[], attempt: LoadState, { key, state, ...family }: LoadFamily, view: RowView) {
    const columns = state.plan?.columns ?? [];
    const shared = columns.filter((name) => placeOf(name, view.columns) >= 0);
    this.#places = placesOf(shared, key, view.columns);
    this.#isOwn = attempt.jobId === state.jobId;
    this.#sharesLines = family.sharesLines(attempt);
    this.#lines = new Set(found.map(({ line }) => line));
    const places = placesOf(shared, key, columns);
    for (const { line, cells, cellsNow } of found) {
      const now = identityOf(cellsNow, places);
      const candidate = { line, was: identityOf(cells, places) };
      const alike = this.#candidates.get(now);
      if (alike) alike.push(candidate);
      else this.#candidates.set(now, [candidate]);
    }
  }

  /** Whether one of the found rows may be this row of the attempt. */
  has(list: RowList, line: number, cells: readonly string[]): boolean {
    const identity = identityOf(cells, this.#places);
    const isComparable = sourceLineOf(line) > 0 ? this.#sharesLines : this.#isOwn;
    if (list === 'succeeded' && isComparable && this.#lines.has(line)) return true;
    return (this.#candidates.get(identity) ?? []).some((candidate) => {
      if (list === 'succeeded') return true;
      if (isComparable && candidate.line === line) return false;
      // A row that has failed is no other one where its lines are those of another file.
      return list === 'unknown' || (isComparable && candidate.was !== identity);
    });
  }
}
