// The ports that keep data between runs: secrets, jobs, policies, the write journal.
export interface SecretStore {
  readonly get: (key: string) => Promise<string | undefined>;
  readonly set: (key: string, value: string) => Promise<void>;
  readonly delete: (key: string) => Promise<void>;
}

/** The right to run a job. Held by a heartbeat; a process that died loses it. */
export interface JobClaim {
  /** Aborts if another process claimed the job (for example after this machine slept). */
  readonly lost: AbortSignal;
  /** Aborts within seconds of {@link JobStore.requestAbort}, or at once when that was requested before. */
  readonly abortRequested: AbortSignal;
  readonly release: () => Promise<void>;
}

/** A file of lines, each written whole. The core writes and reads what is in them. */
export interface JournalText {
  /** Where it is, for error messages. */
  readonly file: string;
  /** Without their line breaks; the first one is line 1. Empty where there is nothing to read. */
  readonly lines: readonly string[];
}

export interface JobStore {
  /** Durable before it resolves: an appended line survives a kill of the process right after. */
  readonly append: (jobId: string, line: string) => Promise<void>;
  /** In the order of appending; an incomplete last line is left out. No lines for an unknown job. */
  readonly read: (jobId: string) => Promise<JournalText>;
  /** Ids of all jobs, newest first. */
  readonly list: () => Promise<readonly string[]>;
  /** Undefined while another live process holds the job. */
  readonly claim: (jobId: string) => Promise<JobClaim | undefined>;
  /** Tells the process that runs the job to abort it; if none does, the next one that claims it. */
  readonly requestAbort: (jobId: string) => Promise<void>;
  /** Folder of the job's result files, created on first use. */
  readonly folder: (jobId: string) => Promise<string>;
  readonly remove: (jobId: string) => Promise<void>;
  /** Reports changes made by other processes. Returns a function that stops it. */
  readonly watch: (onChange: (jobId: string) => void) => () => void;
}

/** Policies of organizations, shared by all programs on this machine. The core reads and checks the texts. */
export interface PolicyStore {
  /** Undefined where none is stored. `organization` is 18 letters and digits. */
  readonly read: (organization: string) => Promise<string | undefined>;
  /** Atomic; undefined removes it. */
  readonly write: (organization: string, text: string | undefined) => Promise<void>;
  /** Reports changes, including those by other processes. Returns a function that stops it. */
  readonly watch: (onChange: (organization: string) => void) => () => void;
}

/** The write journal, which several processes append to at the same time. */
export interface WriteLog {
  /** On the disk, in one piece, before it resolves. `at`: milliseconds since 1970. */
  readonly append: (line: string, at: number) => Promise<void>;
  /**
   * Oldest first; a line left incomplete by a crash is empty. Lines from before `since` (milliseconds since 1970) may be
   * missing.
   */
  readonly read: (since?: number) => Promise<readonly JournalText[]>;
}
