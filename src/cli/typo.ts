// A mistyped file, query or object keeps a new job from sending anything. Such a job is removed again, and the name of
// an object that is close is suggested.
import { isCanceled, type JobState, type RunResult } from '../core/core';
import type { Session } from './session';

export interface Typo {
  /** “Account” for “Acount”; missing where none is close. */
  readonly object?: string;
}

/** What Salesforce answers for an object that it does not have; over the Bulk API also for other things. */
const codesOfObjects: ReadonlySet<string> = new Set(['request.notFound', 'request.refused', 'request.badSoql']);

/** Undefined for a job that stays: rows of it can be sent again, or whose reason is in the org. */
export async function findTypo(
  ran: RunResult,
  { object }: Pick<JobState, 'object'>,
  session: Session,
): Promise<Typo | undefined> {
  const code = ran.error?.code ?? '';
  if (ran.state !== 'rejected') return undefined;
  if (code.startsWith('input.')) return Object.keys(ran.files).length === 0 ? {} : undefined;
  if (!codesOfObjects.has(code)) return undefined;
  const names = await objectsOf(session);
  const isKnown = names.length === 0 || names.some((name) => name.toLowerCase() === object.toLowerCase());
  if (isKnown) return code === 'request.badSoql' ? {} : undefined;
  const close = closest(object, names);
  return close === undefined ? {} : { object: close };
}

/** None when the org cannot be asked now: the job has its error already. */
async function objectsOf({ core, org, task }: Session): Promise<readonly string[]> {
  try {
    return (await (await core.org(org.orgId)).rest.describes.objects(task)).map(({ name }) => name);
  } catch (error) {
    if (isCanceled(error)) throw error;
    return [];
  }
}

/** With at most one wrong letter in four. */
function closest(word: string, names: readonly string[]): string | undefined {
  const limit = Math.max(1, Math.floor(word.length / 4));
  const found = names
    .map((name) => ({ name, edits: editsBetween(word.toLowerCase(), name.toLowerCase()) }))
    .filter(({ edits }) => edits <= limit);
  return found.sort((one, other) => one.edits - other.edits)[0]?.name;
}

/** The letters to insert, remove or replace. */
function editsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [line, letter] of Array.from(one).entries()) {
    const next = [line + 1];
    for (let at = 1; at <= other.length; at++) {
      const replaced = (row[at - 1] ?? 0) + (other[at - 1] === letter ? 0 : 1);
      next.push(Math.min(replaced, (row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
