// What every kind of job has in common: its spec, its events and its state, as plain data.

/** What a job is asked to do; each kind adds its own fields. Serializable. */
export interface JobSpec {
  readonly kind: string;
  readonly orgId: string;
  /** The tool or agent that asked for the job; missing where it is the person at the program. */
  readonly startedBy?: string;
  /** The job that this one repeats in part. */
  readonly retryOf?: { readonly jobId: string };
}

/** A failure as plain data: a code of errors/catalog, with its details. */
export interface ErrorData {
  readonly code: string;
  readonly details: Readonly<Record<string, string | number>>;
}

/**
 * How a job ended. `completed`: every item has a result, failed items included. `aborted`: it was aborted. `failed`: it
 * ended early or its items do not add up. `rejected`: nothing was sent.
 */
export type JobOutcome = 'completed' | 'aborted' | 'failed' | 'rejected';

/** An event of one kind of job; see `LoadEvent` and `ExportEvent`. */
export interface KindEvent {
  readonly at: number;
  readonly type: string;
}

/** Calls have to be repeated. Without an error: a call was answered again. */
export interface JobDelayed {
  readonly at: number;
  readonly type: 'delayed';
  readonly error?: ErrorData;
}

/** The last event of a job. */
export interface JobFinished {
  readonly at: number;
  readonly type: 'finished';
  readonly outcome: JobOutcome;
  readonly error?: ErrorData;
}

/** The first event of a job. */
export interface JobCreated<S extends JobSpec = JobSpec> {
  readonly at: number;
  readonly type: 'created';
  readonly jobId: string;
  readonly spec: S;
  readonly orgLabel: string;
}

/** Events that every kind of job has. */
export type JobEvent<S extends JobSpec = JobSpec> =
  | JobCreated<S>
  | JobDelayed
  /** This process gave up for now. Salesforce may continue, and the job can be resumed. */
  | { readonly at: number; readonly type: 'interrupted'; readonly error: ErrorData }
  | { readonly at: number; readonly type: 'resumed' }
  | { readonly at: number; readonly type: 'aborting' }
  | JobFinished;

/** What a journal holds. */
export type RecordedEvent = JobEvent | KindEvent;

export type JobPhase = 'preparing' | 'uploading' | 'processing' | 'downloading' | 'finished';

export interface ItemCounts {
  /** What is counted, as a plural noun: `rows` of a load, `records` of an export. */
  readonly unit: string;
  /** Missing until they are counted, here or by Salesforce. */
  readonly total?: number;
  /** Items that Salesforce says it processed, failed ones included. */
  readonly processed: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly unprocessed: number;
}

/** The state that every kind of job has; each kind adds its own fields. */
export interface JobState<S extends JobSpec = JobSpec> extends ItemCounts {
  readonly jobId: string;
  /** That of the spec; tells the states of different kinds apart. */
  readonly kind: S['kind'];
  readonly spec: S;
  readonly orgLabel: string;
  readonly phase: JobPhase;
  readonly aborting: boolean;
  readonly createdAt: number;
  readonly changedAt: number;
  /** When each phase began, for rates. */
  readonly phaseStartedAt: Readonly<Partial<Record<JobPhase, number>>>;
  readonly outcome?: JobOutcome;
  readonly error?: ErrorData;
  /** Why Salesforce does not answer its calls at the moment. */
  readonly delayed?: ErrorData;
  /** Why no process is running the job although it is not finished; cleared when it is resumed. */
  readonly interrupted?: ErrorData;
}
