// What anything that may wait receives: how to stop it and where to tell its progress.
import type { ErrorData } from '../model/job';

/** A monotonic value from server or byte counts; `total` is missing while unknown. */
export interface Progress {
  readonly phase: string;
  readonly done: number;
  readonly total?: number;
  /** What is counted, as a plural noun; see `ItemCounts`. */
  readonly unit: string;
}

export interface Task {
  /** Aborted with a {@link CancelReason} when the person cancels or the house closes. */
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
  /** Told why calls have to be repeated: Salesforce cannot be reached or is too busy. Undefined: a call was answered. */
  readonly delayed?: (why: ErrorData | undefined) => void;
  /** Who wants it, where that is not the person before the program: a tool or an agent by its name. */
  readonly startedBy?: string;
}

/** Why a task was stopped: a person's wish stops the work, a shutdown only stops watching it. */
export class CancelReason extends Error {
  constructor(readonly by: 'user' | 'shutdown') {
    super(by === 'user' ? 'stopped by the user' : 'the program is closing');
    this.name = 'AbortError';
  }
}

export const isCanceled = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

/** The same task, canceled by `signal`, too. */
export const withSignal = (task: Task, signal: AbortSignal): Task => ({
  ...task,
  signal: AbortSignal.any([task.signal, signal]),
});

/** A task nobody can stop and nobody watches, for work that ends by itself. */
export const quietTask = (signal: AbortSignal = new AbortController().signal): Task => ({
  signal,
  progress: () => undefined,
});
