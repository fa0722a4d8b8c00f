// Reads the journals of jobs into the states in memory, also while other processes append to them.
import { SalesforceError, toErrorData } from '../errors/salesforceError';
import type { JobState } from '../model/job';
import type { JobJournal } from '../ports';
import type { JobsContext } from './context';
import { readEvents, toJournalError } from './journal';
import { replayed } from './reduce';
import { rereadTaken } from './retry/retryContext';

/** What a journal says, and its length, by which a newer reading is known. */
interface Replayed {
  readonly state: JobState;
  readonly events: number;
}

/**
 * Another process may have appended events, so the journal replaces the state in memory. It does not while the job runs
 * here, nor when the reading began before what is known by now: then it is older.
 */
export async function rereadJournal(jobId: string, context: JobsContext): Promise<void> {
  const { runs, states, journaled, unreadable, notify } = context;
  const before = journaled.get(jobId);
  const found = await readJournal(jobId, context);
  if (runs.isRunning(jobId)) return;
  if (found === undefined || found instanceof SalesforceError) {
    // For example of a job that started meanwhile: it had no journal, or half a line of one, when the reading began.
    if (journaled.get(jobId) !== before) return;
    if (found) unreadable.set(jobId, toErrorData(found));
    else unreadable.delete(jobId);
    const removed = states.get(jobId);
    states.delete(jobId);
    journaled.delete(jobId);
    if (!removed) return;
    // Its rows may be free again.
    if (removed.spec.retryOf) await tryRereadTaken(removed.spec.retryOf.jobId, context);
    notify(removed);
    return;
  }
  unreadable.delete(jobId);
  await tryRereadTaken(jobId, context);
  // Journals only grow, so the longer one is newer.
  if (found.events <= (journaled.get(jobId) ?? 0)) return;
  journaled.set(jobId, found.events);
  states.set(jobId, found.state);
  notify(found.state);
}

async function tryRereadTaken(jobId: string, context: JobsContext): Promise<void> {
  await rereadTaken(jobId, context).catch((error: unknown) =>
    context.log.warn('The attempts of a job cannot be read.', { jobId, error }),
  );
}

/** Reads every job that does not run here. */
export async function readAll(context: JobsContext): Promise<void> {
  const { store, runs, unreadable } = context;
  const listed = await store.list();
  for (const jobId of listed) if (!runs.isRunning(jobId)) await rereadJournal(jobId, context);
  for (const jobId of unreadable.keys()) if (!listed.includes(jobId)) unreadable.delete(jobId);
}

/** Undefined where there is no job; an error for a journal that cannot be read. */
async function readJournal(jobId: string, context: JobsContext): Promise<Replayed | SalesforceError | undefined> {
  const { store, unreadable, log } = context;
  try {
    const journal = await store.read(jobId);
    if (!journal) return undefined;
    const found = await replay(journal, jobId, context);
    return found ?? (await readBegun(jobId, context));
  } catch (error) {
    if (!unreadable.has(jobId)) log.warn('The journal of a job cannot be read.', { jobId, error });
    return asUnreadable(error, jobId);
  }
}

/** Undefined for a journal without a line. */
async function replay(journal: JobJournal, jobId: string, { kinds }: JobsContext): Promise<Replayed | undefined> {
  let state: JobState | undefined;
  let events = 0;
  for await (const event of readEvents(journal, kinds)) {
    state = replayed(state, event, kinds);
    events++;
    if (events === 1 && state?.jobId !== jobId) throw new Error(`it is the journal of the job ${state?.jobId}`);
  }
  return state && { state, events };
}

/** A journal gets its first line while the job is claimed. Without a claim, the line will never come. */
async function readBegun(jobId: string, context: JobsContext): Promise<Replayed | undefined> {
  const claim = await context.store.claim(jobId);
  if (!claim) return undefined;
  try {
    const journal = await context.store.read(jobId);
    const found = journal && (await replay(journal, jobId, context));
    if (journal && !found) throw new Error('it has no complete line');
    return found;
  } finally {
    await claim.release();
  }
}

/** One journal that cannot be opened must not hide the other jobs. */
function asUnreadable(error: unknown, jobId: string): SalesforceError {
  const isKnown = error instanceof SalesforceError && error.code.endsWith('Journal');
  return isKnown ? error : toJournalError(error, { file: `${jobId}/events.jsonl`, line: 1 });
}
