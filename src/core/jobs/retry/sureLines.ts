// Which lines of a changed file still have the rows that they had.
import { toSalesforceError } from '../../errors/salesforceError';
import type { LoadState } from '../../model/load';
import { sourceLineOf } from '../../results/layout';
import { isUnsentRetry } from './attempts';
import { areLikeOthers } from './alikeRows';
import { likeNoOther } from './lastRows';
import type { LoadFamily } from './loadFamily';
import { linesNow } from './movedRows';
import { hasOtherRows, type FoundByLine } from './otherRows';

export interface ChangedFile {
  /** The attempt whose file has changed. */
  readonly owner: LoadState;
  /** It has more or fewer rows than it had. */
  readonly isOtherLength: boolean;
}

/**
 * None when one of the found rows may be another one, or a row has moved: then no line says which row it has. This is
 * so while an attempt runs, and when the rows of one cannot be read, because it is not known then which rows are saved.
 * In a file of another length, rows may have been inserted or removed before any line that no unchanged row follows.
 */
export async function sureLines(
  found: readonly FoundByLine[],
  family: LoadFamily,
  file: ChangedFile,
  signal: AbortSignal,
): Promise<ReadonlySet<number>> {
  if (found.length === 0) return new Set();
  try {
    return new Set((await sureRows(found, family, file, signal)).map(({ line }) => line));
  } catch (error) {
    if (!toSalesforceError(error).code.startsWith('job.')) throw error;
    return new Set();
  }
}

async function sureRows(
  found: readonly FoundByLine[],
  family: LoadFamily,
  { owner, isOtherLength }: ChangedFile,
  signal: AbortSignal,
): Promise<readonly FoundByLine[]> {
  for (const attempt of family.attempts)
    if (!isUnsentRetry(attempt) && (await hasOtherRows(found, attempt, family, signal))) return [];
  const { hasMoved, lastKept } = await linesNow(owner, family, signal);
  if (hasMoved || (await areLikeOthers(found, owner, family, signal))) return [];
  if (!isOtherLength) return found;
  const isNamed = ({ line }: FoundByLine): boolean => (owner.plan?.keepsLines ?? false) && sourceLineOf(line) > 0;
  const isSure = (row: FoundByLine): boolean => isNamed(row) || (sourceLineOf(row.line) > 0 && row.line <= lastKept);
  const rest = found.filter((row) => !isSure(row));
  return [...found.filter(isSure), ...(await likeNoOther(rest, lastKept, { owner, family }, signal))];
}
