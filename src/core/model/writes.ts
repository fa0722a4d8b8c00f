// What may be written to an org, what a request or a job would write, and what was written: plain data.
import type { CsvDialect, IngestOperation, RowCounts } from './load';
import type { ColumnNames } from './mapping';

/** `full`: no confirmation. `confirm`: a user confirms each write. `readOnly`: nothing is written. */
export type Access = 'full' | 'confirm' | 'readOnly';

/** What may be written to an organization from this machine, for all of its users. */
export interface OrgPolicy {
  readonly access: Access;
  /** Maximum number of rows of one write. A load counts as one write, however many calls it takes. */
  readonly maxRows?: number;
  /** API names of the only objects that may be written; case is ignored. */
  readonly allowObjects?: readonly string[];
  /** API names of objects that may never be written. */
  readonly denyObjects?: readonly string[];
}

/**
 * What a write does. `upload`: rows for an existing bulk job; `trackViews`: a query that marks records as viewed or
 * referenced, or counts views of articles; `deleteLogs`: debug logs; `traceFlags`: what is logged of whom, and in which
 * detail; `deploy`: metadata; `apex`, `apexRest`, `action`, `tests`: code in the org, which may write anything;
 * `apexRollback`: code whose transaction is rolled back, which may still do what a rollback does not take back;
 * `unknown`: the request may write anything.
 */
export type WriteOperation =
  | IngestOperation
  | 'publish'
  | 'upload'
  | 'deleteJob'
  | 'trackViews'
  | 'deleteLogs'
  | 'traceFlags'
  | 'deploy'
  | 'tests'
  | 'apex'
  | 'apexRollback'
  | 'apexRest'
  | 'soap'
  | 'action'
  | 'unknown';

/** One call, or a whole load. */
export interface Write {
  /** At least one; several for a call with several parts. */
  readonly operations: readonly WriteOperation[];
  /** API names of all objects that are written; missing when they are unknown. */
  readonly objects?: readonly string[];
  /** The number of rows that are written; missing when it is unknown. */
  readonly rows?: number;
}

/** What a job will write, as far as it is known. */
export interface JobWrite extends Write {
  /** The CSV file whose rows are written. */
  readonly file: string;
  readonly dialect?: Partial<CsvDialect>;
  /** Where those in the file may be missing or wrong. */
  readonly names?: ColumnNames;
  /** Hash of the file as the job has read it, in lower-case hex; missing before that. */
  readonly inputSha256?: string;
}

/** What a job was approved for when it started. Its calls may write this and nothing else. */
export interface JobPermit extends Write {
  readonly jobId: string;
  readonly inputSha256?: string;
  /** The file that a person agreed to; missing when no person had to be asked. */
  readonly confirmed?: { readonly file: string; readonly sha256: string };
  readonly startedBy?: string;
}

/** A write of several calls, which is asked about and journaled once. Its calls pass with the permit. */
export interface OpenedWrite {
  readonly permit: JobPermit;
  /** Call it with the result after the last call. */
  readonly end: (result: Pick<WriteEnded, 'outcome' | 'reason' | 'counts'>) => Promise<void>;
}

/** The question to the user before a write. */
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
  /** The tool or agent that requested the write; missing when the user did. */
  readonly startedBy?: string;
  /** The user must confirm. */
  readonly confirm: boolean;
  /** The user must type the org's name; the core compares it. */
  readonly typed: boolean;
}

export interface WriteAnswer {
  readonly agreed: boolean;
  readonly typed?: string;
}

/**
 * The outcome of a write. `partial`: some rows failed; `aborted`: by a user; `failed`: it ended early; `rejected`:
 * nothing was written; `unknown`: no response came, or the program that sent it ended before.
 */
export type WriteOutcome = 'running' | 'completed' | 'partial' | 'aborted' | 'failed' | 'rejected' | 'unknown';

/** A line of the write journal: the start or the outcome of a write. Contains no secret and no value of a row. */
export type WriteLine = WriteStarted | WriteEnded;

export interface WriteStarted extends Write {
  readonly type: 'started';
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Organization and user, joined by a dash. */
  readonly orgId: string;
  readonly orgLabel: string;
  /** The Salesforce username. */
  readonly user: string;
  /** The program that sent it, for example `VS Code`. */
  readonly program: string;
  /** The tool or agent in that program. */
  readonly startedBy?: string;
  readonly jobId?: string;
  /** Hash of the loaded file, in lower-case hex. */
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

/** A write in the journal. */
export interface WriteEntry extends Omit<WriteStarted, 'type'>, Omit<WriteEnded, 'type' | 'id' | 'at'> {
  readonly endedAt?: number;
}

/**
 * The exception that ends a rollback run. In Apex, the name of an exception ends in this way. An answer without it says
 * that something else ended the code.
 */
export const rollbackException = 'KineticRollbackException';
