// How far a job is, as one number of its present phase, and as values that never go back.
import type { JobState } from '../model/job';
import type { Progress } from '../kernel/task';

/** The phase is the job's (JobPhase). A finished job has done all that it ever will. */
export function progressOf(state: JobState): Progress {
  const { phase, reading, total } = state;
  switch (phase) {
    case 'preparing':
      return progress(phase, 'bytes', reading?.readBytes ?? 0, reading?.totalBytes);
    case 'uploading':
      return progress(phase, 'bytes', sum(state, sentBytes), sum(state, plannedBytes));
    case 'processing':
      return progress(phase, 'records', state.processed, total);
    case 'downloading':
    case 'finished':
      return progress(phase, 'records', Math.max(state.downloaded ?? 0, settled(state)), total);
  }
}

/** An unknown total is none. */
const progress = (phase: string, unit: Progress['unit'], done: number, total = 0): Progress =>
  total > 0 ? { phase, unit, done: Math.min(done, total), total } : { phase, unit, done };

type Part = JobState['parts'][number];
const sum = ({ parts }: JobState, of: (part: Part) => number): number =>
  parts.reduce((whole, part) => whole + of(part), 0);
const sentBytes = (part: Part): number => part.sentBytes;
const plannedBytes = ({ plan }: Part): number => plan.end - plan.start;
const settled = ({ succeeded, failed, unprocessed }: JobState): number => succeeded + failed + unprocessed;

/** Tells each step once and none that goes back, also where a part has to be uploaded anew. */
export function createMeter(tell: (progress: Progress) => void): (state: JobState) => void {
  let last: Progress | undefined;
  return (state) => {
    const now = progressOf(state);
    const done = last?.phase === now.phase ? Math.max(last.done, now.done) : now.done;
    if (last?.phase === now.phase && last.done === done && last.total === now.total) return;
    last = { ...now, done };
    tell(last);
  };
}
