// What each job kind supplies. The rest of the code for jobs is the same for all kinds.
import { SalesforceError } from '../errors/salesforceError';
import type { Progress, Task } from '../kernel/task';
import type { JobDelayed, JobFinished, JobPhase, JobState, KindEvent } from '../model/job';
import type { JobWrite } from '../model/writes';
import type { Files } from '../ports';
import type { RowList } from '../results/layout';
import type { RowPage, RowQuery, RowView } from '../results/rowQuery';

export interface RunOptions {
  /** The job's own folder. */
  readonly folder: string;
  /** Aborted when a user aborts the job. */
  readonly abortRequested: AbortSignal;
  /** The job is ended on this computer only: the run makes no call to the org. */
  readonly offline: boolean;
}

/** General events that the run of any kind may yield. */
export type GeneralEvent = JobDelayed | JobFinished;

/** `send`: this process has data to send. `wait`: Salesforce does the rest. `collect`: only `finished` is missing. */
export type Remaining = 'send' | 'wait' | 'collect';

/** The fields that a kind adds to the state. */
export type OwnState<T extends JobState> = Omit<T, keyof JobState> & Pick<JobState, 'unit' | 'total'>;

export interface RecordError {
  /** 1-based line in the file of the first attempt; 0 when the row is not in it. */
  readonly line: number;
  /** For a row that was added to a retry file: its line in that file. */
  readonly addedLine?: number;
  /** Empty when Salesforce gave the record no id. */
  readonly recordId: string;
  readonly statusCode: string;
  readonly message: string;
  readonly fields: readonly string[];
}

/** The part of a result that depends on the kind. */
export interface KindResult {
  readonly remoteJobIds: readonly string[];
  /** The first errors, in the order of the source. */
  readonly errors: readonly RecordError[];
  /** Paths of the files that exist so far, by name. */
  readonly files: Readonly<Record<string, string>>;
}

/** Reads the job's files for its result. */
export interface ResultReader {
  readonly maxErrors: number;
  readonly rows: (jobId: string, query: RowQuery, signal: AbortSignal) => Promise<RowPage>;
  readonly resultFile: (jobId: string, list: RowList) => Promise<string | undefined>;
  readonly signal: AbortSignal;
}

export interface OtherJobs {
  readonly states: Iterable<JobState>;
  readonly files: Files;
}

/** Runs a job from any state. The last event is `finished`; when it throws instead, the job can be resumed later. */
export type JobRun<T extends JobState, E extends KindEvent = KindEvent> = (
  state: T,
  options: RunOptions,
  task: Task,
) => AsyncGenerator<E | GeneralEvent>;

/** Checks a value from outside and throws when it is invalid. Every zod schema is one. */
export interface Decoder<T> {
  readonly parse: (value: unknown) => T;
}

/** The decoder of each event type. A transient event only updates open views and is not in the journal. */
export type EventDecoders<E extends KindEvent> = {
  readonly [Type in E['type']]: Decoder<Extract<E, { readonly type: Type }>> | 'transient';
};

/** The entry of a job kind. Its jobs have the state `T` and, besides the general events, the events `E`. */
export interface KindRow<T extends JobState, E extends KindEvent = KindEvent> {
  readonly begin: (spec: T['spec']) => OwnState<T>;
  /** `keepsBefore` false: the state before is not used any more, so its lists may be changed in place. */
  readonly reduce: (state: T, event: E, keepsBefore: boolean) => T;
  /** Checks a spec from the journal. */
  readonly spec: Decoder<T['spec']>;
  readonly events: EventDecoders<E>;
  /**
   * For one journal: called with each of the kind's events and with `finished`, in order. Throws at an event that
   * contradicts those before it. Missing for a kind whose events cannot.
   */
  readonly createCheck?: () => (event: E | GeneralEvent) => void;
  /** The job's phases, in order. */
  readonly phases: (state: T) => readonly JobPhase[];
  readonly progress: (state: T) => Progress;
  readonly remaining: (state: T) => Remaining;
  /** True for a job that takes too long to wait for. */
  readonly isLong: (state: T) => boolean;
  readonly result: (state: T, reader: ResultReader) => Promise<KindResult>;
  /** What a job writes that starts, or that continues from this state. Missing for a kind that only reads. */
  readonly write?: (spec: T['spec'], state?: T) => JobWrite;
  /** Throws when other jobs prevent the start. During the check, this process holds the claim on the retried job. */
  readonly checkStart?: (spec: T['spec'], others: OtherJobs) => Promise<void>;
  /** Where the result rows are; missing for a kind without rows. */
  readonly rows?: (state: T) => Omit<RowView, 'folder'>;
}

/** Removes the event types from an entry, so that all kinds fit into one table. */
export function defineKind<T extends JobState, E extends KindEvent>(row: KindRow<T, E>): KindRow<T> {
  const isOwn = (event: KindEvent): event is E => Object.hasOwn(row.events, event.type);
  const { createCheck } = row;
  return {
    ...row,
    reduce: (state, event, keepsBefore) => (isOwn(event) ? row.reduce(state, event, keepsBefore) : state),
    createCheck: () => {
      const check = createCheck?.();
      return (event) => check?.(event as E | GeneralEvent);
    },
  };
}

export interface JobKind<T extends JobState> extends KindRow<T> {
  readonly run: JobRun<T>;
}

/** The entry of each kind, without its `run`. */
export type KindRows<T extends JobState> = { readonly [K in T['kind']]: KindRow<Extract<T, { readonly kind: K }>> };

/** An entry for each kind of the states `T`. A missing entry is a compile error. */
export type Kinds<T extends JobState> = { readonly [K in T['kind']]: JobKind<Extract<T, { readonly kind: K }>> };

/** The table for generic code, which passes an entry only specs and states of its own kind. */
export type AnyKinds = Readonly<Record<string, JobKind<JobState>>>;

/** These casts are safe because `kindOf` looks up the entry by the kind of the spec or state that it is used with. */
export const asAnyKinds = <T extends JobState>(kinds: Kinds<T>): AnyKinds => kinds as unknown as AnyKinds;
export const asAnyRows = <T extends JobState>(rows: KindRows<T>): Readonly<Record<string, KindRow<JobState>>> =>
  rows as unknown as Readonly<Record<string, KindRow<JobState>>>;

export function kindOf<R>(kinds: Readonly<Record<string, R>>, { kind }: { readonly kind: string }): R {
  const row = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (row === undefined)
    throw new SalesforceError('bug.unexpected', { message: `There is no kind of job named ${kind}.` });
  return row;
}
