// The sentence about a job's error and the command that helps. Loads the core on first need, unlike jobError.ts.
import type { JobState } from '../../../core/core';
import type { HelpCommand, KindOf } from './jobKind';

/** Why the job failed, was interrupted, is delayed or had to restart; undefined without a reason. */
export async function errorSentence(job: JobState, kindOf: KindOf): Promise<string | undefined> {
  const cause = job.interrupted ?? job.error ?? job.delayed ?? kindOf(job).restarted(job);
  if (!cause) return undefined;
  const { toError, toSentence } = await import('../../words/errors');
  return toSentence(toError(cause));
}

export async function helpOf({ error }: JobState): Promise<HelpCommand | undefined> {
  if (!error) return undefined;
  const { toError } = await import('../../words/errors');
  const { helpFor } = await import('./jobError');
  return helpFor(toError(error));
}
