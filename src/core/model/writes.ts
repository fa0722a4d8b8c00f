// What may be written to an org, what somebody wants to write, and what was written: plain data.
import type { CsvDialect, IngestOperation, RowCounts } from './load';

/** `full`: no questions. `confirm`: a person agrees to each write. `readOnly`: nothing is written. */
export type Access = 'full' | 'confirm' | 'readOnly';

/** What may be written to an organization from this machine, whoever of its users is signed in. */
export interface OrgPolicy {
  readonly access: Access;
  /** Most rows of one write; a load counts as a whole, however many calls it takes. */
  readonly maxRows?: number;
  /** API names of the only objects that may be written. Compared without regard to case. */
  readonly allowObjects?: readonly string[];
  /** API names of objects that may never be written. */
  readonly denyObjects?: readonly string[];
}

/**
 * What a write does. `upload`: rows for a bulk job that was made before; `deploy`: metadata; `apex`, `apexRest`,
 * `action`, `tests`: code in the org, which may write anything; `unknown`: the request may write anything.
 */
export type WriteOperation =
  | IngestOperation
  | 'undelete'
  | 'publish'
  | 'upload'
  | 'deleteJob'
  | 'deploy'
  | 'tests'
  | 'apex'
  | 'apexRest'
  | 'soap'
  | 'action'
  | 'unknown';

/** One call, or a whole load. */
export interface Write {
  /** At least one; several where a call holds several. */
  readonly operations: readonly WriteOperation[];
  /** API names of all objects that are written; missing when that cannot be told. */
  readonly objects?: readonly string[];
  /** How many rows are written; missing when that cannot be told. */
  readonly rows?: number;
}

/** What a job will write, as far as it can be said before the job is created. */
export interface JobWrite extends Write {
  /** The CSV file whose rows are written. */
  readonly file: string;
  readonly dialect?: Partial<CsvDialect>;
}

/** A whole job that was allowed when it was started: its calls may do what it says and nothing else. */
export interface JobPermit extends Write {
  readonly jobId: string;
  readonly inputSha256?: string;
  readonly startedBy?: string;
}

/** What a person is asked. */
export interface WriteQuestion extends Write {
  readonly org: {
    readonly orgId: string;
    readonly label: string;
    readonly username: string;
    readonly instanceUrl: string;
    /** For example production. */
    readonly kind: string;
  };
  /** The file that is loaded. */
  readonly file?: string;
  /** The tool or agent that wants it; missing where it is the person who is asked. */
  readonly startedBy?: string;
  /** `rows` is an estimate. */
  readonly isEstimate?: boolean;
  /** A yes is wanted. */
  readonly confirm: boolean;
  /** The name of the org has to be typed; the core compares it. */
  readonly typed: boolean;
}

export interface WriteAnswer {
  readonly agreed: boolean;
  readonly typed?: string;
}

/**
 * How a write ended. `partly`: some rows were refused; `stopped`: by a person; `broken`: it ended early; `refused`:
 * nothing was written; `unknown`: the answer never came, or whoever waited for it is gone.
 */
export type WriteOutcome = 'running' | 'completed' | 'partial' | 'aborted' | 'failed' | 'rejected' | 'unknown';

/** A line of the journal of writes: that one begins, or how it ended. Holds no secret and no value of a row. */
export type WriteLine = WriteStarted | WriteEnded;

export interface WriteStarted extends Write {
  readonly type: 'started';
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Organization and user, joined by a dash. */
  readonly orgId: string;
  readonly orgLabel: string;
  /** Name of the Salesforce user. */
  readonly user: string;
  /** The program it came from, for example `VS Code`. */
  readonly program: string;
  /** The tool or agent in that program. */
  readonly startedBy?: string;
  readonly jobId?: string;
  /** Of the file that is loaded; lower-case hex. */
  readonly inputSha256?: string;
}

export interface WriteEnded {
  readonly type: 'ended';
  readonly id: string;
  readonly at: number;
  readonly outcome: WriteOutcome;
  /** Code of the error that ended it. */
  readonly reason?: string;
  readonly counts?: RowCounts;
}

/** A write as the journal tells it. */
export interface WriteEntry extends Omit<WriteStarted, 'type'>, Omit<WriteEnded, 'type' | 'id' | 'at'> {
  readonly endedAt?: number;
}
