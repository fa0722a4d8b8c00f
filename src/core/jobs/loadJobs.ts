// What jobs offer for loads only: retries, attempts and line numbers.
import { SalesforceError } from '../errors/salesforceError';
import { isLoad, type LoadState } from '../model/load';
import { requireState, rowViewOf, type JobsContext } from './context';
import { attemptsOf, retryOf } from './retry/attempts';
import { writeAttemptsCsv } from './retry/attemptsCsv';
import { lostError } from './retry/takenRows';
import { prepareRetry, type RetryChoice, type RetryOffer } from './retry/retry';
import { rereadTaken, retryContext } from './retry/retryContext';

function requireLoad(jobId: string, context: JobsContext): LoadState {
  const state = requireState(jobId, context);
  if (!isLoad(state)) throw new SalesforceError('job.notALoad', { jobId });
  return state;
}

export async function offerRetry(
  jobId: string,
  choice: RetryChoice,
  context: JobsContext,
  signal: AbortSignal,
): Promise<RetryOffer> {
  const load = { state: requireLoad(jobId, context), view: await rowViewOf(jobId, context) };
  await rereadTaken(jobId, context);
  try {
    return await prepareRetry(load, choice, retryContext(context), signal);
  } catch (error) {
    throw lostError(error, context.states);
  }
}

export async function exportAttempts(
  jobId: string,
  path: string,
  context: JobsContext,
  signal: AbortSignal,
): Promise<void> {
  const attempts = attemptsOf(requireLoad(jobId, context), [...context.states.values()]);
  if (!attempts) throw new SalesforceError('job.unknown', { jobId });
  const spec = {
    attempts: attempts.attempts,
    files: context.files,
    sha256: context.sha256,
    viewOf: (state: LoadState) => rowViewOf(state.jobId, context),
  };
  await writeAttemptsCsv(spec, await context.files.write(path), signal);
}

export function lineFile(jobId: string, context: JobsContext): string {
  const state = requireLoad(jobId, context);
  const origin = state.plan?.keepsLines ? context.states.get(retryOf(state)?.jobId ?? '') : undefined;
  return origin ? lineFile(origin.jobId, context) : state.spec.file;
}
