// What is found out about a load while it is offered: rows that it would fail. A small file is read before the offer,
// a larger one while the person may already press Enter.
import { sendsOnlyIds, type CellCheck, type LoadSpec, type Task } from '../../../core/core';
import type { LoadCore } from './deps';
import { gapOf, needsTimeZone, openOf, toSpec, type Draft } from './draft';
import { routeOf } from './route';

export interface Findings {
  /** Missing until the file was read. */
  readonly cells?: CellCheck;
}

/** More rows than these are not read before a load. */
const maxRows = 1_000_000;

/** Undefined for a draft that cannot start yet, and where the values of no column count. */
function specToCheck(draft: Draft): LoadSpec | undefined {
  const object = draft.guess?.object;
  if (object === undefined || sendsOnlyIds(draft.operation)) return undefined;
  if (gapOf(draft) || openOf(draft).length > 0 || needsTimeZone(draft)) return undefined;
  return toSpec(draft, object, 1);
}

/** Nothing about a file that cannot be read, or an org that does not answer: the load itself says what is wrong. */
export async function findFailing(
  draft: Draft,
  core: Pick<LoadCore, 'checkCells'>,
  signal: AbortSignal,
): Promise<Findings> {
  const spec = specToCheck(draft);
  if (!spec) return {};
  const task: Task = { signal, progress: () => undefined };
  try {
    return { cells: await core.checkCells(spec, { api: routeOf(draft).api, maxRows }, task) };
  } catch {
    return {};
  }
}
