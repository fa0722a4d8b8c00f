// Waits for a job, shows its progress, and prints its result.
import {
  isCanceled,
  toSalesforceError,
  type Core,
  type JobState,
  type RunResult,
  type WaitOptions,
} from '../core/core';
import type { Running } from './arguments';
import { isOutputClosed } from './closedOutput';
import { kindOf, toResult } from './kinds';
import type { LoadedBeforeResult } from './loadedBefore';
import { nextCommandFor, type NextCommand } from './nextCommand';
import { createProgressWriter } from './progress';
import { errorLines, toLines } from './resultLines';
import { exitCode } from './results';
import type { Session } from './session';
import { toJsonLines } from './symbols';
import { findTypo } from './typo';

export interface Reported {
  readonly code: number;
  /** By the user, with Ctrl-C. */
  readonly isAborted: boolean;
}

export const exitCodeOf = async (reported: Promise<Reported>): Promise<number> => (await reported).code;

interface Reporting extends Running {
  /** The records are printed and not kept, so their file is not named. */
  readonly isPrinted?: true;
  /** The job starts now, so one that a typo keeps from sending anything is not kept. */
  readonly isNew?: true;
  /** An earlier insert of the same file, for `--json`. */
  readonly loadedBefore?: LoadedBeforeResult;
}

/** Shows the progress while it waits, then the result. */
export async function report(
  run: (options: WaitOptions) => Promise<RunResult>,
  { waiting, output, isPrinted, isNew, loadedBefore }: Reporting,
  session: Session,
): Promise<Reported> {
  const {
    core: { jobs },
    org,
    console,
  } = session;
  const show = createProgressWriter(console);
  const next = nextCommandFor(output);
  let startedId = '';
  let isAborted = false;
  let unwatch = (): void => undefined;
  const onStart = (jobId: string): void => {
    startedId = jobId;
    unwatch = jobs.onChange((state) => {
      if (state.jobId === jobId) show(state);
    });
    console.onInterrupt(() => {
      isAborted = true;
      jobs.abort(jobId).catch((error: unknown) => console.err(errorLines(toSalesforceError(error))));
    });
  };
  let ran: RunResult;
  try {
    ran = await run({ ...waiting, onStart });
  } catch (error) {
    if (startedId === '' || !isCanceled(error)) throw error;
    const soFar = await jobs.result(startedId, { maxErrors: 0 }, new AbortController().signal);
    console.err([detachedText(soFar, { isAborted, next }, jobs)]);
    if (output.json) await console.out(toJsonLines(toResult(soFar, jobs)));
    return { code: 130, isAborted: true };
  } finally {
    unwatch();
  }
  const typo = isNew && (await findTypo(ran, jobs.get(ran.jobId) as JobState, session));
  const result = {
    ...toResult(typo ? { ...ran, files: {} } : ran, jobs),
    ...(isPrinted && { file: null }),
    ...(loadedBefore && { loadedBefore }),
  };
  if (typo) await jobs.remove(ran.jobId);
  const advice = typo?.object === undefined ? [] : [`Did you mean ${typo.object}?`];
  try {
    await console.out(output.json ? toJsonLines(result) : [...toLines(result, { org, next }), ...advice]);
  } catch (error) {
    // The exit code still has the outcome.
    if (!isOutputClosed(error)) throw error;
  }
  return { code: exitCode(ran), isAborted };
}

/**
 * Salesforce continues only what it has: rows that were not sent, and pages that were not requested, need this
 * program.
 */
function detachedText(
  { jobId, handedOver }: RunResult,
  { isAborted, next }: { readonly isAborted: boolean; readonly next: NextCommand },
  jobs: Core['jobs'],
): string {
  const status = handedOver
    ? `Salesforce ${isAborted ? 'is aborting' : 'continues'} the job.`
    : kindOf(jobs.get(jobId) as JobState).unfinished;
  const resume = next(`resume ${jobId}`);
  return resume === undefined ? 'Detached. The practice org stops.' : `Detached. ${status} Resume with: ${resume}`;
}
