// What is found out about a load while it is offered: rows that it would fail, and an earlier insert of the same file.
// The values of a small file are read before the offer, those of a larger one while it is shown.
import { l10n } from 'vscode';
import { sendsOnlyIds, type CellCheck, type LoadedBefore, type LoadSpec, type Task } from '../../../core/core';
import { shortFileName } from '../../host/fileName';
import { withTask } from '../../host/task';
import type { LoadCore, LoadDeps } from './deps';
import { gapOf, needsTimeZone, openOf, toSpec, type Draft } from './draft';
import { routeOf } from './route';

export interface Findings {
  /** Missing until the file was read. */
  readonly cells?: CellCheck;
  readonly before?: LoadedBefore;
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

/** A file of this size is hashed within a moment. */
const quickBytes = 20_000_000;

interface Comparing {
  readonly core: Pick<LoadCore, 'loadedBefore'>;
  readonly deps: Pick<LoadDeps, 'jobs'>;
}

/** Known before the offer: a second insert must not start by one Enter unseen. */
export async function findBefore(draft: Draft, { core, deps }: Comparing): Promise<Findings> {
  const { guess, inspection, operation, org } = draft;
  if (!guess) return {};
  await deps.jobs();
  const { file, sizeBytes } = inspection;
  const where = sizeBytes > quickBytes ? 'notification' : 'window';
  const title = l10n.t('Comparing {0} with earlier loads…', shortFileName(file));
  const load = { file, orgId: org.orgId, object: guess.object, operation };
  const before = await withTask({ title, where }, ({ signal }) => core.loadedBefore(load, signal));
  return before ? { before } : {};
}
