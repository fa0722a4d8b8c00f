// What a kind of job supplies, so that everything else about jobs is the same for all kinds.
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
  /** Aborted when a person aborts the job. */
  readonly abortRequested: AbortSignal;
}

/** What a kind yields besides its own events. */
export type Ending = JobDelayed | JobFinished;

/** `send`: this process still has data to send. `wait`: Salesforce does the rest. `collect`: only the end is missing. */
export type Remaining = 'send' | 'wait' | 'collect';

/** The fields that a kind adds to the state. */
export type OwnState<T extends JobState> = Omit<T, keyof JobState> & Pick<JobState, 'unit' | 'total'>;

export interface RecordError {
  /** 1-based line of the file that was loaded first; 0 when the row is not in it. */
  readonly line: number;
  /** Of a row that was added to a retry file: its line there. */
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
  /** The first ones, in the order of the source. */
  readonly errors: readonly RecordError[];
  /** Paths of what is written by now, by name. */
  readonly files: Readonly<Record<string, string>>;
}

/** What the job's files say, for its result. */
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

/** Carries a job on from any state. Ends by yielding `finished`, or throws what a later resume can overcome. */
export type JobRun<T extends JobState, E extends KindEvent = KindEvent> = (
  state: T,
  options: RunOptions,
  task: Task,
) => AsyncGenerator<E | Ending>;

/** Checks a value from outside; zod's schemas do. Throws what is wrong with it. */
export interface Decoder<T> {
  readonly parse: (value: unknown) => T;
}

/** Each type of event with its check. Transient ones only matter while a view is open; they are not in the journal. */
export type EventDecoders<E extends KindEvent> = {
  readonly [Type in E['type']]: Decoder<Extract<E, { readonly type: Type }>> | 'transient';
};

/** What a kind knows about its jobs: their state is `T`, their own events are `E`. */
export interface KindRow<T extends JobState, E extends KindEvent = KindEvent> {
  readonly begin: (spec: T['spec']) => OwnState<T>;
  readonly reduce: (state: T, event: E) => T;
  /** Checks a spec from the journal. */
  readonly spec: Decoder<T['spec']>;
  readonly events: EventDecoders<E>;
  /** The phases that the job passes, in order. */
  readonly phases: (state: T) => readonly JobPhase[];
  readonly progress: (state: T) => Progress;
  readonly remaining: (state: T) => Remaining;
  /** It takes so long that a person does something else meanwhile. */
  readonly isLong: (state: T) => boolean;
  readonly result: (state: T, reader: ResultReader) => Promise<KindResult>;
  /** Missing for a kind that only reads. */
  readonly write?: (spec: T['spec']) => JobWrite;
  /** Throws where the job may not start because of others. The job that it retries is claimed meanwhile. */
  readonly checkStart?: (spec: T['spec'], others: OtherJobs) => Promise<void>;
  /** Where its result rows are; missing for a kind without rows. */
  readonly rows?: (state: T) => Omit<RowView, 'folder'>;
}

/** The row of a kind, as the table takes it: without the types of its events. */
export function defineKind<T extends JobState, E extends KindEvent>(row: KindRow<T, E>): KindRow<T> {
  const isOwn = (event: KindEvent): event is E => Object.hasOwn(row.events, event.type);
  return { ...row, reduce: (state, event) => (isOwn(event) ? row.reduce(state, event) : state) };
}

export interface JobKind<T extends JobState> extends KindRow<T> {
  readonly run: JobRun<T>;
}

/** What each kind knows about its jobs. */
export type KindRows<T extends JobState> = { readonly [K in T['kind']]: KindRow<Extract<T, { readonly kind: K }>> };

/** A row for each kind of the states `T`: a kind without a row does not compile. */
export type Kinds<T extends JobState> = { readonly [K in T['kind']]: JobKind<Extract<T, { readonly kind: K }>> };

/** The table as the generic code sees it: a row is only given specs and states of its own kind. */
export type AnyKinds = Readonly<Record<string, JobKind<JobState>>>;

/** The compiler cannot see that a kind picks the row for its own states. */
export const asAnyKinds = <T extends JobState>(kinds: Kinds<T>): AnyKinds => kinds as unknown as AnyKinds;
export const asAnyRows = <T extends JobState>(rows: KindRows<T>): Readonly<Record<string, KindRow<JobState>>> =>
  rows as unknown as Readonly<Record<string, KindRow<JobState>>>;

export function kindOf<R>(kinds: Readonly<Record<string, R>>, { kind }: { readonly kind: string }): R {
  const row = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (row === undefined)
    throw new SalesforceError('bug.unexpected', { message: `There is no kind of job named ${kind}.` });
  return row;
}
