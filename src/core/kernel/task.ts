// The context of cancelable work: its abort signal and where it reports progress.
import type { ErrorData } from '../model/job';

/** A value from server or byte counts that never decreases. `total` is missing while unknown. */
export interface Progress {
  readonly phase: string;
  readonly done: number;
  readonly total?: number;
  /** What is counted, as a plural noun; see `ItemCounts`. */
  readonly unit: string;
}

export interface Task {
  /** Aborted with a {@link CancelReason} when the user cancels or the program closes. */
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
  /** Called with the reason for retried calls: Salesforce is unreachable or busy. Undefined: a call was answered. */
  readonly delayed?: (why: ErrorData | undefined) => void;
  /** Called for each API call that may have reached the org, repeated ones included: its daily limit counts them. */
  readonly called?: () => void;
  /** The name of the tool or agent that started the work. Undefined: the user did. */
  readonly startedBy?: string;
}

/** Why a task was canceled: the user aborts the work, a shutdown only detaches from it. */
export class CancelReason extends Error {
  constructor(readonly by: 'user' | 'shutdown') {
    super(by === 'user' ? 'canceled by the user' : 'the program is closing');
    this.name = 'AbortError';
  }
}

export const isCanceled = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

/** The same task, also canceled by `signal`. */
export const withSignal = (task: Task, signal: AbortSignal): Task => ({
  ...task,
  signal: AbortSignal.any([task.signal, signal]),
});

/** A task without progress, by default not cancelable, for work that ends on its own. */
export const quietTask = (signal: AbortSignal = new AbortController().signal): Task => ({
  signal,
  progress: () => undefined,
});
