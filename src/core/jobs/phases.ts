// Phase changes of jobs and parts, for the reducers of all kinds.
import type { JobPhase, JobState } from '../model/job';
import type { PartState, RemoteEvent, RemoteState } from '../model/load';

const order: readonly JobPhase[] = ['preparing', 'uploading', 'processing', 'downloading', 'finished'];

/** A job never returns to an earlier phase, even when a part is uploaded again. */
export function enter<T extends JobState>(state: T, phase: JobPhase, at: number): T {
  if (order.indexOf(phase) <= order.indexOf(state.phase)) return state;
  return { ...state, phase, phaseStartedAt: { ...state.phaseStartedAt, [phase]: at } };
}

/** The cast is safe because the field is optional. The compiler cannot infer that for a generic type. */
export function withoutDelay<T extends JobState>({ delayed: _, ...rest }: T): T {
  return rest as unknown as T;
}

export function withoutInterruption<T extends JobState>({ interrupted: _, ...rest }: T): T {
  return rest as unknown as T;
}

const terminal: ReadonlySet<RemoteState> = new Set<RemoteState>(['JobComplete', 'Failed', 'Aborted']);

/** The part after an event of its bulk job. */
export function remoteStep(part: PartState, event: RemoteEvent): PartState {
  if (event.type === 'closed') return { ...part, phase: 'processing', remoteState: 'UploadComplete' };
  return {
    ...part,
    phase: terminal.has(event.state) ? 'downloading' : 'processing',
    remoteState: event.state,
    processed: Math.max(part.processed, event.processed),
    processedFailed: Math.max(part.processedFailed, event.failed),
    apiTimeMs: event.apiTimeMs,
  };
}
