// The spec, the events and the state that all job kinds have in common, as plain data.

/** What a job does; each kind adds its own fields. Serializable. */
export interface JobSpec {
  readonly kind: string;
  readonly orgId: string;
  /** The tool or agent that requested the job; missing when a user did. */
  readonly startedBy?: string;
  /** The job whose rows this one loads again. */
  readonly retryOf?: { readonly jobId: string };
}

/** An error as plain data: a code of errors/catalog with its details. */
export interface ErrorData {
  readonly code: string;
  readonly details: Readonly<Record<string, string | number>>;
}

/**
 * How a job ended. `completed`: every item has a result, failed items included. `aborted`: a user aborted
 * it. `failed`: it ended early or its counts do not add up. `rejected`: nothing was sent.
 */
export type JobOutcome = 'completed' | 'aborted' | 'failed' | 'rejected';

/** An event of one job kind; see `LoadEvent` and `ExportEvent`. */
export interface KindEvent {
  readonly at: number;
  readonly type: string;
}

/** Calls fail and are repeated. Without an error: Salesforce answers again. */
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

/** How a person agreed to what a job writes; `orgName`: by typing the name of the org. */
export interface JobApproval {
  readonly by: 'yes' | 'orgName';
  /** Hash of the file that the question was about, in lower-case hex: no other file is sent. */
  readonly inputSha256: string;
}

/** The first event of a job. */
export interface JobCreated<S extends JobSpec = JobSpec> {
  readonly at: number;
  readonly type: 'created';
  readonly jobId: string;
  readonly spec: S;
  readonly orgLabel: string;
  /** Missing when no person had to be asked. */
  readonly approval?: JobApproval;
}

/** Events of all job kinds. */
export type JobEvent<S extends JobSpec = JobSpec> =
  | JobCreated<S>
  | JobDelayed
  /** The run ended before the job. Salesforce may continue, and the job can be resumed. */
  | { readonly at: number; readonly type: 'interrupted'; readonly error: ErrorData }
  /** With an approval when a person was asked again, because the policy has become stricter. */
  | { readonly at: number; readonly type: 'resumed'; readonly approval?: JobApproval }
  | { readonly at: number; readonly type: 'aborting' }
  | JobFinished;

/** API calls since the event before it in the journal; missing for none, and in journals of older versions. */
export interface CallCount {
  readonly apiCalls?: number;
}

/** An event that a journal can contain. */
export type RecordedEvent = (JobEvent | KindEvent) & CallCount;

export type JobPhase = 'preparing' | 'uploading' | 'processing' | 'downloading' | 'finished';

export interface ItemCounts {
  /** What is counted, as a plural noun: `rows` of a load, `records` of an export. */
  readonly unit: string;
  /** Missing until the items are counted, here or by Salesforce. */
  readonly total?: number;
  /** Items that Salesforce has processed, failed ones included. */
  readonly processed: number;
  readonly succeeded: number;
  readonly failed: number;
  /** Salesforce did not try them, or never had them. */
  readonly unprocessed: number;
  /** Sent, but what became of them is not known and can no longer be found out: they may be saved. */
  readonly unknown: number;
}

/** The state of all job kinds; each kind adds its own fields. */
export interface JobState<S extends JobSpec = JobSpec> extends ItemCounts {
  readonly jobId: string;
  /** The kind of the spec; distinguishes the states of different kinds. */
  readonly kind: S['kind'];
  readonly spec: S;
  readonly orgLabel: string;
  readonly phase: JobPhase;
  readonly aborting: boolean;
  readonly createdAt: number;
  readonly changedAt: number;
  /** When each phase started, for the speed. */
  readonly phaseStartedAt: Readonly<Partial<Record<JobPhase, number>>>;
  readonly outcome?: JobOutcome;
  readonly error?: ErrorData;
  /** Why Salesforce does not answer the job's calls at the moment. */
  readonly delayed?: ErrorData;
  /** Why no process runs the unfinished job; removed when it is resumed. */
  readonly interrupted?: ErrorData;
  /** API calls of all runs until the last event of the journal; missing for none, and where they were not counted. */
  readonly apiCalls?: number;
  /** The last one; missing when no person had to be asked. */
  readonly approval?: JobApproval;
}
