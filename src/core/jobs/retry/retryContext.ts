// What retries of a job need from the context of the jobs: the states of all attempts, and which rows they took.
import type { JobState } from '../../model/job';
import { requireState, rowViewOf, type JobsContext } from '../context';
import type { RetriedJob } from './retriedRows';
import type { RetryContext } from './retry';
import { lostAttempts, readTaken, toStates, type TakenPlace } from './takenRows';

export const takenPlace = async (jobId: string, { files, store }: JobsContext): Promise<TakenPlace> => ({
  files,
  folder: await store.folder(jobId),
});

/** All states, and those of lost attempts of the job: their rows are taken, too. */
export function statesFor(jobId: string, { states, taken }: JobsContext): readonly JobState[] {
  const state = states.get(jobId);
  return [...states.values(), ...(state ? lostOf(state, { states, taken }) : [])];
}

const lostOf = (state: JobState, { states, taken }: Pick<JobsContext, 'states' | 'taken'>): readonly JobState[] =>
  toStates(lostAttempts(taken.get(state.jobId) ?? [], states), state);

export const retriedJob = async (jobId: string, context: JobsContext): Promise<RetriedJob> => ({
  state: requireState(jobId, context),
  view: await rowViewOf(jobId, context),
  states: statesFor(jobId, context),
});

/** Reads which rows of a job were taken. Throws `input.unreadable` when that cannot be read. */
export async function rereadTaken(jobId: string, context: JobsContext): Promise<void> {
  context.taken.set(jobId, await readTaken(await takenPlace(jobId, context)));
}

/** For a job whose taken rows were read. */
export function retryContext(context: JobsContext): RetryContext {
  const states = [...context.states.values()].sort((a, b) => a.createdAt - b.createdAt);
  return {
    files: context.files,
    rows: context.rows,
    sha256: context.sha256,
    states: [...states, ...states.flatMap((state) => lostOf(state, context))],
    viewOf: (state) => rowViewOf(state.jobId, context),
  };
}
